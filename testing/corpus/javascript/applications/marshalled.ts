// The client without documents, with marshalling by hand.
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';

const db = new DynamoDB({});
const app = fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.decorate('authenticate', async (request: any, reply: any) => {
  try {
    await request.jwtVerify();
  } catch (err) {
    reply.code(401).send({ error: 'unauthorized' });
  }
});

app.get('/garages/:id', { preHandler: [(app as any).authenticate] }, async (request: any, reply) => {
  const { Item } = await db.getItem({ TableName: 'garages', Key: marshall({ owner: request.user.sub, id: request.params.id }) });
  if (!Item) return reply.code(404).send();
  const { city, places } = unmarshall(Item);
  return { city, places };
});

app.get('/garages/of/:owner/:id', { preHandler: [(app as any).authenticate] }, async (request: any, reply) => {
  const { Item } = await db.getItem({ TableName: 'garages', Key: marshall({ owner: request.params.owner, id: request.params.id }) }); // expect code/foreign-key-read
  if (!Item) return reply.code(404).send();
  return unmarshall(Item); // expect code/whole-item-returned
});

app.listen({ port: 3000 });
