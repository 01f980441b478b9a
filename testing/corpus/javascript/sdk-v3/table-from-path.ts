// The path chooses the table.
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

app.get<{ Params: { kind: string } }>('/my/:kind', async (request) => {
  const { sub } = request.user as { sub: string };
  const { Item } = await ddb.send(new GetCommand({ TableName: `app-${request.params.kind}`, Key: { userId: sub } })); // expect code/tainted-attribute-name
  return { updatedAt: Item?.updatedAt, size: Item?.size };
});

app.listen({ port: 3000 });
