// Of the headers only the agent and a trace id are logged.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import pino from 'pino';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const log = pino();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();

app.use('*', async (c, next) => {
  const signedIn = c.req.header('Authorization') !== undefined;
  log.info({ path: c.req.path, agent: c.req.header('User-Agent'), trace: c.req.header('X-Trace-Id'), signedIn }, 'request');
  await next();
});
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/quota', async (c) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'quotas', Key: { userId: c.get('jwtPayload').sub } }));
  return c.json({ used: Item?.used ?? 0, allowed: Item?.allowed ?? 0 });
});

export default app;
