// A batch deletes whatever ids the body lists.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.post('/messages/delete', async (c) => {
  const { ids } = await c.req.json<{ ids: string[] }>();
  const requests = ids.slice(0, 25).map((messageId) => ({ DeleteRequest: { Key: { messageId } } }));
  await ddb.send(new BatchWriteCommand({ RequestItems: { messages: requests } })); // expect code/foreign-key-write
  return c.json({ deleted: requests.length });
});

export default app;
