// An index by status answers without an owner.
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
      primary: { pk: { field: 'pk', composite: ['ownerId'] }, sk: { field: 'sk', composite: ['taskId'] } },
      byStatus: { index: 'gsi1', pk: { field: 'gsi1pk', composite: ['status'] }, sk: { field: 'gsi1sk', composite: ['taskId'] } },
    },
  },
  { client: new DynamoDBClient({}), table: 'work' },
);

const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

app.get('/tasks/open', async () => {
  const { data } = await Tasks.query.byStatus({ status: 'open' }).go({ limit: 50 }); // expect code/index-without-owner
  return data.map(({ taskId, title }) => ({ taskId, title }));
});

app.listen({ port: 3000 });
