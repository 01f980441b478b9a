// Handlers are made by functions that are given what they need.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import express, { type RequestHandler } from 'express';
import { auth, claimEquals } from 'express-oauth2-jwt-bearer';

interface Item { id: string; owner: string; text: string }
interface Store { get(id: string): Promise<Item | undefined>; remove(id: string, owner: string): Promise<void> }

const dynamoStore = (client: DynamoDBDocumentClient, table: string): Store => ({
  async get(id) {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id } })); // expect code/foreign-key-read
    return Item as Item | undefined;
  },
  async remove(id, owner) {
    await client.send(
      new DeleteCommand({ TableName: table, Key: { id }, ConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':o': owner } }),
    );
  },
});

const showItem = (store: Store): RequestHandler => async (req, res) => {
  const item = await store.get(req.params.id);
  if (item?.owner !== req.auth?.payload.sub) return void res.sendStatus(404);
  res.json({ text: item.text });
};

const peekItem = (store: Store): RequestHandler => async (req, res) => {
  const item = await store.get(req.params.id);
  res.json({ text: item?.text });
};

const removeItem = ({ remove }: Store): RequestHandler => async (req, res) => {
  await remove(req.params.id, String(req.auth?.payload.sub));
  res.sendStatus(204);
};

const store = dynamoStore(DynamoDBDocumentClient.from(new DynamoDBClient({})), 'items');
const app = express();
app.use(auth());
app.get('/items/:id', showItem(store));
app.get('/items/:id/peek', peekItem(store));
app.delete('/items/:id', removeItem(store));
