// The body holds what its schema declares and nothing else.
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

const body = {
  type: 'object',
  required: ['title'],
  additionalProperties: false,
  properties: { title: { type: 'string', maxLength: 100 }, note: { type: 'string', maxLength: 2000 } },
} as const;

app.post<{ Body: { title: string; note?: string } }>('/reminders', { schema: { body } }, async (request, reply) => {
  const reminderId = randomUUID();
  const me = (request.user as { sub: string }).sub;
  await ddb.send(new PutCommand({ TableName: 'reminders', Item: { ...request.body, userId: me, reminderId } }));
  return reply.code(201).send({ reminderId });
});

app.listen({ port: 3000 });
