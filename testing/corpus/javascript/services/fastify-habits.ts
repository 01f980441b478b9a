// A hook verifies the token of every request; the habits of a friend are read without asking.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';

const app = Fastify({ logger: true });
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.HABITS_TABLE;

app.register(jwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request, reply) => {
  try {
    await request.jwtVerify();
  } catch {
    return reply.code(401).send({ message: 'sign in first' });
  }
});

app.get('/habits', async (request) => {
  const { sub } = request.user as { sub: string };
  const { Items = [] } = await ddb.send(
    new QueryCommand({ TableName, KeyConditionExpression: 'userId = :me', ExpressionAttributeValues: { ':me': sub } }),
  );
  return Items.map(({ habitId, name }) => ({ habitId, name }));
});

app.post<{ Body: { name: string } }>(
  '/habits',
  { schema: { body: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string', maxLength: 80 } } } } },
  async (request, reply) => {
    const { sub } = request.user as { sub: string };
    const habitId = randomUUID();
    await ddb.send(new PutCommand({ TableName, Item: { userId: sub, habitId, name: request.body.name, streak: 0 } }));
    return reply.code(201).send({ habitId });
  },
);

app.get<{ Params: { userId: string } }>('/friends/:userId/habits', async (request) => {
  const { sub } = request.user as { sub: string };
  request.log.info({ sub }, 'looks at a friend');
  const { Items = [] } = await ddb.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'userId = :who',
      ExpressionAttributeValues: { ':who': request.params.userId },
    }),
  );
  return Items.map(({ name, streak }) => ({ name, streak }));
});

app.listen({ port: 3000 });
