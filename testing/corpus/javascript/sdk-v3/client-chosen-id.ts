// The client chooses the id of a new note, an old one with the same id is lost.
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
  const title = String(req.body.title);
  await ddb.send(new PutCommand({ TableName: 'notes', Item: { userId: req.auth?.sub, noteId, title, version: 1 } })); // expect code/missing-condition
  res.status(201).json({ noteId });
});

app.listen(3000);
