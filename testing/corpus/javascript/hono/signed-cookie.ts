// The cookie is believed because its signature is checked.
import { Hono } from 'hono';
import { getSignedCookie } from 'hono/cookie';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();

app.get('/basket', async (c) => {
  const userId = await getSignedCookie(c, process.env.COOKIE_SECRET as string, 'uid');
  if (!userId) return c.json({ error: 'please sign in' }, 401);
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'baskets',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': userId },
    }),
  );
  return c.json(Items.map((line) => ({ sku: line.sku, count: line.count })));
});

export default app;
