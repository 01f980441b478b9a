// For both kinds of caller there is a comparison of its own.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

interface Claims {
  sub: string;
  kind: 'person' | 'guardian';
  wards: string[];
}

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });

app.get<{ Params: { userId: string } }>('/users/:userId/budget', async (request, reply) => {
  const caller = await request.jwtVerify<Claims>();
  const { userId } = request.params;
  if (caller.kind === 'guardian') {
    if (!caller.wards.includes(userId)) return reply.code(403).send({ error: 'forbidden' });
  } else if (caller.sub !== userId) {
    return reply.code(403).send({ error: 'forbidden' });
  }
  const { Item } = await ddb.send(new GetCommand({ TableName: 'budgets', Key: { userId } }));
  return { total: Item?.total, spent: Item?.spent };
});

app.listen({ port: 3000 });
