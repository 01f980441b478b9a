// The header of the token chooses the key, then the token is verified with it.
import { Hono } from 'hono';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const current = createLocalJWKSet(JSON.parse(process.env.JWKS as string));
const previous = createLocalJWKSet(JSON.parse(process.env.OLD_JWKS as string));
const app = new Hono<{ Variables: { userId: string } }>();

app.use('*', async (c, next) => {
  const token = c.req.header('Authorization')?.slice('Bearer '.length) ?? '';
  try {
    const { kid } = decodeProtectedHeader(token);
    const keys = kid?.startsWith('2024') ? previous : current;
    const { payload } = await jwtVerify(token, keys, { algorithms: ['RS256'], audience: 'bookings' });
    c.set('userId', payload.sub as string);
  } catch {
    return c.json({ error: 'unauthorized' }, 401);
  }
  return next();
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
