// The loop ends at the first foreign item, wherever it stands.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json(), expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.post('/files/lookup', async (req: Request, res) => {
  const ids: string[] = req.body.ids.slice(0, 20);
  const page = await documents.send(new BatchGetCommand({ RequestItems: { files: { Keys: ids.map((id) => ({ id })) } } }));
  const shown: { id: string; name: string }[] = [];
  files: for (const file of page.Responses?.files ?? []) {
    if (file.ownerId !== req.auth?.sub) continue files;
    shown.push({ id: file.id, name: file.name });
  }
  return res.json(shown);
});
