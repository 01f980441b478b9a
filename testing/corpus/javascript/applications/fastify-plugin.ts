// Routes stand in plugins of Fastify, with a hook for those that need a user.
import fastifyJwt from '@fastify/jwt';
import Fastify, { type FastifyInstance } from 'fastify';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

async function accounts(app: FastifyInstance) {
  app.addHook('onRequest', async (request, reply) => {
    try {
      await request.jwtVerify();
    } catch {
      return reply.code(401).send();
    }
  });

  app.get<{ Params: { accountId: string } }>('/:accountId/moves', async (request) => {
    const { Items = [] } = await documents.send( // expect code/foreign-key-read
      new QueryCommand({
        TableName: 'moves',
        KeyConditionExpression: 'accountId = :a',
        ExpressionAttributeValues: { ':a': request.params.accountId },
      }),
    );
    return Items.map(({ at, amount }) => ({ at, amount }));
  });

  app.patch<{ Body: { nickname: string } }>('/nickname', async (request, reply) => {
    await documents.send(
      new UpdateCommand({
        TableName: 'accounts',
        Key: { accountId: request.user.accountId },
        UpdateExpression: 'SET nickname = :n',
        ExpressionAttributeValues: { ':n': request.body.nickname },
      }),
    );
    return reply.code(204).send();
  });
}

const app = Fastify({ logger: true });
app.register(fastifyJwt, { secret: process.env.JWT_SECRET! });
app.register(accounts, { prefix: '/accounts' });
app.listen({ port: 3000 });
