// Members of a team page through its feed with a start key that comes as it is from the query.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
});

interface Feed {
  Params: { teamId: string };
  Querystring: { after?: string };
}

app.get<Feed>('/teams/:teamId/feed', async (request, reply) => {
  const me = (request.user as { sub: string }).sub;
  const { teamId } = request.params;
  const membership = await ddb.send(new GetCommand({ TableName: 'memberships', Key: { teamId, userId: me } }));
  if (!membership.Item) return reply.code(404).send({ error: 'not found' });

  const { after } = request.query;
  const page = await ddb.send( // expect code/client-cursor
    new QueryCommand({
      TableName: 'feeds',
      KeyConditionExpression: 'teamId = :team',
      ExpressionAttributeValues: { ':team': teamId },
      ExclusiveStartKey: after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : undefined,
      Limit: 20,
    }),
  );
  return (page.Items ?? []).map((post) => ({ id: post.postId, text: post.text }));
});

app.listen({ port: 3000 });
