// The key is what the query of the request holds, whole.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt } from 'express-jwt';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/entry', async (req, res) => {
  const { Item } = await documents.send(new GetCommand({ TableName: 'entries', Key: { ...req.query } })); // expect code/foreign-key-read
  res.json({ text: Item?.text });
});
