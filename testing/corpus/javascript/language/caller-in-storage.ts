// A middleware keeps the caller for all that runs within the request.
import { AsyncLocalStorage } from 'node:async_hooks';
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const storage = new AsyncLocalStorage<{ userId: string; wanted: string }>();
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));
app.use((req: Request, _res, next) => storage.run({ userId: req.auth?.sub as string, wanted: String(req.query.user) }, next));

async function profile() {
  const { Item } = await documents.send(new GetCommand({ TableName: 'profiles', Key: { userId: storage.getStore()?.userId } }));
  return Item;
}

async function wantedProfile() {
  const store = storage.getStore();
  const { Item } = await documents.send(new GetCommand({ TableName: 'profiles', Key: { userId: store?.wanted } })); // expect code/foreign-key-read
  return Item;
}

app.get('/me', async (_req, res) => {
  const me = await profile();
  res.json({ name: me?.name });
});

app.get('/profile', async (_req, res) => {
  const found = await wantedProfile();
  res.json({ name: found?.name });
});
