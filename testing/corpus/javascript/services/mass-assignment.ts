// A profile is replaced by the fields of a schema, preferences by whatever was sent.
import { Hono } from 'hono';
import { zValidator } from '@hono/zod-validator';
import { z } from 'zod';
import { clerkMiddleware, getAuth } from '@hono/clerk-auth';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const Profile = z.object({ name: z.string().max(80), city: z.string().max(80).optional() });

const app = new Hono();
app.use('*', clerkMiddleware());

app.put('/profile', zValidator('json', Profile), async (c) => {
  const auth = getAuth(c);
  if (!auth?.userId) return c.json({ message: 'sign in' }, 401);
  const profile = c.req.valid('json');
  await ddb.send(new PutCommand({ TableName: process.env.PROFILES, Item: { ...profile, userId: auth.userId } }));
  return c.body(null, 204);
});

app.put('/preferences', async (c) => {
  const auth = getAuth(c);
  if (!auth?.userId) return c.json({ message: 'sign in' }, 401);
  const sent = await c.req.json();
  await ddb.send(new PutCommand({ TableName: process.env.PREFERENCES, Item: { ...sent, userId: auth.userId } })); // expect code/mass-assignment
  return c.body(null, 204);
});

export default app;
