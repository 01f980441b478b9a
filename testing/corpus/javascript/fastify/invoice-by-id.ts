// A valid token is asked for, but any invoice can be named.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const app = Fastify({ logger: true });
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
await app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });

app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

app.get<{ Params: { invoiceId: string } }>('/invoices/:invoiceId', async (request, reply) => {
  const { invoiceId } = request.params;
  const { Item } = await ddb.send(new GetCommand({ TableName: 'invoices', Key: { invoiceId } })); // expect code/foreign-key-read
  if (!Item) return reply.code(404).send({ error: 'not found' });
  return { invoiceId, amount: Item.amount, dueDate: Item.dueDate };
});

await app.listen({ port: 3000 });
