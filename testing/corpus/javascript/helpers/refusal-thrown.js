// The helper throws, and the framework turns it into a refusal.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import createError from 'http-errors';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify({ logger: true });
app.register(jwt, { secret: process.env.JWT_SECRET });
app.addHook('onRequest', async (request) => request.jwtVerify());

function assertSelf(request, userId) {
  if (request.user.sub !== userId) {
    throw createError(403, 'forbidden');
  }
}

app.delete('/users/:userId/history', async (request, reply) => {
  const { userId } = request.params;
  assertSelf(request, userId);
  await ddb.send(new DeleteCommand({ TableName: 'histories', Key: { userId } }));
  return reply.code(204).send();
});

app.listen({ port: 3000 });
