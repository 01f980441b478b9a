// The response schema lets three attributes of the item out.
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

const Account = {
  type: 'object',
  properties: { id: { type: 'string' }, displayName: { type: 'string' }, plan: { type: 'string' } },
  additionalProperties: false,
} as const;

app.get('/account', { schema: { response: { 200: Account } } }, async (request) => {
  const { sub } = request.user as { sub: string };
  const { Item } = await ddb.send(new GetCommand({ TableName: 'accounts', Key: { id: sub } }));
  return Item;
});

app.listen({ port: 3000 });
