// The helper throws, the handler catches it and goes on.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify({ logger: true });
app.register(jwt, { secret: process.env.JWT_SECRET });
app.addHook('onRequest', async (request) => request.jwtVerify());

function assertSelf(request, userId) {
  if (request.user.sub !== userId) {
    throw new Error('not the same user');
  }
}

app.delete('/users/:userId/history', async (request, reply) => {
  const { userId } = request.params;
  try {
    assertSelf(request, userId);
  } catch (err) {
    request.log.warn({ userId }, 'history of another user');
  }
  await ddb.send(new DeleteCommand({ TableName: 'histories', Key: { userId } })); // expect code/foreign-key-write
  return reply.code(204).send();
});

app.listen({ port: 3000 });
