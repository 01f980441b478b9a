// An index by carrier shows the shipments of all tenants.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocument.from(new DynamoDB({}));
const app = new Hono().basePath('/v1');
app.use(jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/shipments', async (c) => {
  const carrier = c.req.query('carrier') ?? 'post';
  const found = await db.query({ // expect code/index-without-owner
    TableName: 'shipments',
    IndexName: 'carrier-index',
    KeyConditionExpression: 'carrier = :carrier',
    ExpressionAttributeValues: { ':carrier': carrier },
    Limit: 100,
  });
  return c.json({
    shipments: (found.Items ?? []).map(({ shipmentId, weight, city }) => ({ shipmentId, weight, city })),
  });
});

export default app;
