// That the claim is a text says nothing of who the caller is.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import jwt from 'jsonwebtoken';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

function callerOf(token: string): { userId: string } | null {
  const claims = jwt.verify(token, process.env.JWT_SECRET ?? '', { algorithms: ['HS256'] });
  if (typeof claims === 'string' || typeof claims.sub !== 'string') return null;
  return { userId: claims.sub };
}

app.use((req, res, next) => {
  const caller = callerOf(req.get('authorization')?.split(' ')[1] ?? '');
  if (!caller) return res.sendStatus(401);
  res.locals.caller = caller;
  next();
});

app.get('/own/:invoiceId', async (req, res) => {
  const Key = { userId: res.locals.caller.userId, invoiceId: req.params.invoiceId };
  const { Item } = await documents.send(new GetCommand({ TableName: 'invoices', Key }));
  res.json({ total: Item?.total });
});

app.get('/users/:userId/invoices/:invoiceId', async (req, res) => {
  const Key = { userId: req.params.userId, invoiceId: req.params.invoiceId };
  const { Item } = await documents.send(new GetCommand({ TableName: 'invoices', Key })); // expect code/foreign-key-read
  res.json({ total: Item?.total });
});
