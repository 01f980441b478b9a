// A quote too many in one place, and the route after it is in order.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const REGION = process.env['AWS_REGION']'];
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/notes/:noteId', async (req: Request, res) => {
  const key = { userId: req.auth?.sub, noteId: req.params.noteId };
  const { Item } = await ddb.send(new GetCommand({ TableName: 'notes', Key: key }));
  res.json({ title: Item?.title, region: REGION });
});

app.listen(3000);
