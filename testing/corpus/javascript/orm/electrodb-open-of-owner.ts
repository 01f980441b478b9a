// The index begins with the owner, who is the caller.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Entity } from 'electrodb';

const Tasks = new Entity(
  {
    model: { entity: 'task', version: '1', service: 'work' },
    attributes: {
      taskId: { type: 'string', required: true },
      ownerId: { type: 'string', required: true },
      status: { type: ['open', 'done'] as const, required: true },
      title: { type: 'string' },
    },
    indexes: {
      primary: { pk: { field: 'pk', composite: ['taskId'] }, sk: { field: 'sk', composite: [] } },
      byOwner: { index: 'gsi1', pk: { field: 'gsi1pk', composite: ['ownerId'] }, sk: { field: 'gsi1sk', composite: ['status'] } },
    },
  },
  { client: new DynamoDBClient({}), table: 'work' },
);

const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

app.get('/tasks/open', async (request) => {
  const { sub } = request.user as { sub: string };
  const { data } = await Tasks.query.byOwner({ ownerId: sub, status: 'open' }).go({ limit: 50 });
  return data.map(({ taskId, title }) => ({ taskId, title }));
});

app.listen({ port: 3000 });
