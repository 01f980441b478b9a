// Update makes an entity where there is none.
import { Hono } from 'hono';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Entity } from 'electrodb';

const Labels = new Entity(
  {
    model: { entity: 'label', version: '1', service: 'mail' },
    attributes: {
      userId: { type: 'string', required: true },
      labelId: { type: 'string', required: true },
      colour: { type: 'string' },
    },
    indexes: { primary: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['labelId'] } } },
  },
  { client: new DynamoDBClient({}), table: 'mail' },
);

const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.patch('/labels/:labelId', async (c) => {
  const { colour } = await c.req.json<{ colour: string }>();
  const key = { userId: c.get('jwtPayload').sub as string, labelId: c.req.param('labelId') };
  await Labels.update(key).set({ colour: String(colour) }).go(); // expect code/missing-condition
  return c.body(null, 204);
});

export default app;
