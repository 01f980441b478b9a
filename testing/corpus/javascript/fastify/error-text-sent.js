// What went wrong in the store is told to the caller word by word.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(jwt, { secret: process.env.JWT_SECRET });
app.addHook('onRequest', async (request) => request.jwtVerify());

app.get('/balance', async (request, reply) => {
  try {
    const { Item } = await ddb.send(new GetCommand({ TableName: 'balances', Key: { userId: request.user.sub } }));
    return { balance: Item?.balance ?? 0 };
  } catch (err) {
    return reply.code(500).send({ error: err.message, code: err.name }); // expect code/raw-error-returned
  }
});

app.listen({ port: 3000 });
