// The path chooses among three tables, any other word is not found.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const TABLES = new Map([
  ['backups', 'app-backups'],
  ['devices', 'app-devices'],
  ['quotas', 'app-quotas'],
]);
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

app.get<{ Params: { kind: string } }>('/my/:kind', async (request, reply) => {
  const { sub } = request.user as { sub: string };
  const table = TABLES.get(request.params.kind);
  if (!table) return reply.code(404).send({ error: 'not found' });
  const { Item } = await ddb.send(new GetCommand({ TableName: table, Key: { userId: sub } }));
  return { updatedAt: Item?.updatedAt, size: Item?.size };
});

app.listen({ port: 3000 });
