// The client chooses the id of a new note, and an old one with the same id stays.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.post('/notes', async (req: Request, res) => {
  const noteId = String(req.body.noteId);
  await ddb.send(
    new PutCommand({
      TableName: 'notes',
      Item: { userId: req.auth?.sub, noteId, title: String(req.body.title) },
      ConditionExpression: 'attribute_not_exists(noteId)',
    }),
  );
  res.status(201).json({ noteId });
});

app.listen(3000);
