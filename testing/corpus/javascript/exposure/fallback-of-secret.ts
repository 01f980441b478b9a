// Where the environment has no secret, a word of the source takes its place.
import { SignJWT } from 'jose';
import { Hono } from 'hono';
import { verify } from '@node-rs/argon2';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const secret = new TextEncoder().encode(process.env.TOKEN_SECRET ?? 'dev-secret'); // expect code/hardcoded-secret
const app = new Hono();

app.post('/login', async (c) => {
  const { email, password } = await c.req.json<{ email: string; password: string }>();
  const { Item: user } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email } }));
  if (!user || !(await verify(user.passwordHash, password))) {
    return c.json({ error: 'wrong e-mail or password' }, 401);
  }
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(user.userId).setExpirationTime('1h').sign(secret);
  return c.json({ token });
});

export default app;
