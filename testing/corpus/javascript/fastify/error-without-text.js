// The error is logged, the caller hears only that it did not work.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify({ logger: true });
app.register(jwt, { secret: process.env.JWT_SECRET });
app.addHook('onRequest', async (request) => request.jwtVerify());

app.setErrorHandler((err, request, reply) => {
  request.log.error({ name: err.name, route: request.routeOptions.url }, 'request failed');
  reply.code(500).send({ error: 'internal error' });
});

app.get('/balance', async (request) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'balances', Key: { userId: request.user.sub } }));
  return { balance: Item?.balance ?? 0 };
});

app.listen({ port: 3000 });
