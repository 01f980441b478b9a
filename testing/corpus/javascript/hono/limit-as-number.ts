// The limit has to be a number, of any size.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDB({}));
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/visits', async (c) => {
  const limit = Number.parseInt(c.req.query('limit') ?? '25', 10);
  if (Number.isNaN(limit)) return c.json({ error: 'limit must be a number' }, 400);
  const { Items = [] } = await db.query({ // expect code/unbounded-limit
    TableName: 'visits',
    KeyConditionExpression: 'visitor = :me',
    ExpressionAttributeValues: { ':me': c.get('jwtPayload').sub },
    Limit: limit,
  });
  return c.json(Items.map(({ place, day }) => ({ place, day })));
});

export default app;
