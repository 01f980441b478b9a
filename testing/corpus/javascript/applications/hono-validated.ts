// Bodies are validated by zod in front of the handlers.
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

const verifier = CognitoJwtVerifier.create({ userPoolId: process.env.POOL!, tokenUse: 'access', clientId: process.env.CLIENT! });
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono<{ Variables: { userId: string } }>();

const signedIn = createMiddleware<{ Variables: { userId: string } }>(async (c, next) => {
  const token = c.req.header('Authorization')?.replace('Bearer ', '');
  if (!token) throw new HTTPException(401);
  try {
    const payload = await verifier.verify(token);
    c.set('userId', payload.sub);
  } catch {
    throw new HTTPException(401);
  }
  await next();
});

const body = z.object({ name: z.string().max(80), kind: z.enum(['cat', 'dog']) });

app.put('/pets/:id', signedIn, zValidator('json', body), async (c) => {
  const pet = c.req.valid('json');
  await db.send(new PutCommand({ TableName: 'pets', Item: { owner: c.get('userId'), id: c.req.param('id'), ...pet } }));
  return c.json({ ok: true });
});

app.get('/pets/:owner/:id', signedIn, async (c) => {
  const { owner, id } = c.req.param();
  if (owner !== c.var.userId) return c.json({ error: 'not yours' }, 403);
  const { Item } = await db.send(new GetCommand({ TableName: 'pets', Key: { owner, id } }));
  return c.json({ name: Item?.name });
});

app.get('/shelters/:owner/:id', signedIn, async (c) => {
  const { Item } = await db.send(new GetCommand({ TableName: 'pets', Key: c.req.param() })); // expect code/foreign-key-read
  return c.json({ name: Item?.name });
});

export default app;
