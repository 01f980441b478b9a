// The caller's own account is sent with every attribute it has.
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

const client = new DynamoDBClient({});
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });

async function signedIn(request: FastifyRequest, reply: FastifyReply) {
  try {
    await request.jwtVerify();
  } catch {
    return reply.code(401).send({ error: 'unauthorized' });
  }
}

app.get('/account', { onRequest: [signedIn] }, async (request, reply) => {
  const { sub } = request.user as { sub: string };
  const out = await client.send(new GetItemCommand({ TableName: 'accounts', Key: { id: { S: sub } } }));
  if (!out.Item) return reply.code(404).send({ error: 'not found' });
  return reply.send(unmarshall(out.Item)); // expect code/whole-item-returned
});

app.listen({ port: 3000 });
