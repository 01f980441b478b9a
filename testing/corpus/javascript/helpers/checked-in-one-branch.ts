// The owner is compared where details are wanted, and not otherwise.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

interface Call {
  Params: { userId: string };
  Querystring: { view?: string };
}

app.get<Call>('/users/:userId/budget', async (request, reply) => {
  const { userId } = request.params;
  if (request.query.view === 'full') {
    if (userId !== (request.user as { sub: string }).sub) return reply.code(403).send({ error: 'forbidden' });
  }
  const { Item } = await ddb.send(new GetCommand({ TableName: 'budgets', Key: { userId } })); // expect code/foreign-key-read
  return { total: Item?.total, spent: Item?.spent };
});

app.listen({ port: 3000 });
