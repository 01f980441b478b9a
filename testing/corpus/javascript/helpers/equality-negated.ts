// The comparison is written the other way round, and it holds.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.use('/drivers/:driverId/*', async (c, next) => {
  const same = c.get('jwtPayload').sub === c.req.param('driverId');
  if (!same) return c.json({ error: 'forbidden' }, 403);
  return next();
});

app.get('/drivers/:driverId/licence', async (c) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'licences', Key: { driverId: c.req.param('driverId') } }));
  return c.json({ class: Item?.class, until: Item?.until });
});

app.delete('/drivers/:driverId/licence', async (c) => {
  await ddb.send(new DeleteCommand({ TableName: 'licences', Key: { driverId: c.req.param('driverId') } }));
  return c.body(null, 204);
});

export default app;
