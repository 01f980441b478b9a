// A worker of Hono with the middleware for tokens.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

type Variables = { jwtPayload: { sub: string; role?: string } };
const app = new Hono<{ Variables: Variables }>().basePath('/api');
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

app.use('/*', jwt({ secret: process.env.JWT_SECRET!, alg: 'HS256' }));

app.get('/links', async (c) => {
  const { sub } = c.get('jwtPayload');
  const { Items = [] } = await documents.send(
    new QueryCommand({ TableName: 'links', KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': sub } }),
  );
  return c.json(Items.map((item) => ({ slug: item.slug, target: item.target })));
});

app.delete('/links/:userId/:slug', async (c) => {
  const { userId, slug } = c.req.param();
  await documents.send(new DeleteCommand({ TableName: 'links', Key: { userId, slug } })); // expect code/foreign-key-write
  return c.body(null, 204);
});

app.delete('/admin/links/:userId/:slug', async (c) => {
  if (c.get('jwtPayload').role !== 'admin') return c.json({ error: 'forbidden' }, 403);
  const { userId, slug } = c.req.param();
  await documents.send(new DeleteCommand({ TableName: 'links', Key: { userId, slug } }));
  return c.body(null, 204);
});

export default app;
