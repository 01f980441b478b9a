// A statement for every id, each with its two parameters.
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
    Statement: 'SELECT title FROM "photos" WHERE "ownerId" = ? AND "photoId" = ?',
    Parameters: [{ S: String(sub) }, { S: String(id) }],
  }));
  const out = await client.send(new BatchExecuteStatementCommand({ Statements: statements }));
  return c.json((out.Responses ?? []).map((response) => response.Item?.title?.S));
});

export default app;
