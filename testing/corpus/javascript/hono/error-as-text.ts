// The error handler sends the message of whatever was thrown.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.onError((err, c) => {
  return c.json({ error: 'failed', detail: err.stack }, 500); // expect code/raw-error-returned
});

app.get('/plan', async (c) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'plans', Key: { userId: c.get('jwtPayload').sub } }));
  return c.json({ plan: Item?.plan ?? 'free' });
});

export default app;
