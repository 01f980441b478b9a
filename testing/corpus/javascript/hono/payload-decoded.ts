// The payload of the token is read without asking who signed it.
import { Hono } from 'hono';
import { decode } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono<{ Variables: { userId: string } }>();

app.use('*', async (c, next) => {
  const token = c.req.header('Authorization')?.split(' ')[1];
  if (!token) return c.json({ error: 'unauthorized' }, 401);
  const { payload } = decode(token); // expect code/unverified-token-identity
  c.set('userId', payload.sub as string);
  await next();
});

app.get('/bookings', async (c) => {
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'bookings',
      KeyConditionExpression: 'guest = :g',
      ExpressionAttributeValues: { ':g': c.get('userId') },
      Limit: 50,
    }),
  );
  return c.json(Items.map((b) => ({ id: b.bookingId, from: b.from, to: b.to })));
});

export default app;
