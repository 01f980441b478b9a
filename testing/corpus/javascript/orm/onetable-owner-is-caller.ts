// The owner of a new project is the subject of the token.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Table } from 'dynamodb-onetable';

const table = new Table({
  client: new DynamoDBClient({}),
  name: 'studio',
  partial: true,
  schema: {
    version: '0.1.0',
    format: 'onetable:1.1.0',
    indexes: { primary: { hash: 'pk', sort: 'sk' } },
    models: {
      Project: {
        pk: { type: String, value: 'project#${projectId}' },
        sk: { type: String, value: 'project' },
        projectId: { type: String, generate: 'ulid' },
        ownerId: { type: String, required: true },
        name: { type: String, required: true },
      },
    },
  },
});
const Project = table.getModel('Project');
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

app.post<{ Body: { name: string } }>('/projects', async (request, reply) => {
  const { sub } = request.user as { sub: string };
  const project = await Project.create({ ownerId: sub, name: request.body.name });
  return reply.code(201).send({ projectId: project.projectId });
});

app.listen({ port: 3000 });
