// For every id of the body one statement is put together.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { BatchExecuteStatementCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.post('/photos/titles', async (c) => {
  const { ids } = await c.req.json<{ ids: string[] }>();
  const { sub } = c.get('jwtPayload');
  const statements = ids.slice(0, 25).map((id) => ({
    Statement: `SELECT title FROM "photos" WHERE "ownerId" = '${sub}' AND "photoId" = '${id}'`,
  }));
  const out = await client.send(new BatchExecuteStatementCommand({ Statements: statements })); // expect code/partiql-injection
  return c.json((out.Responses ?? []).map((response) => response.Item?.title?.S));
});

export default app;
