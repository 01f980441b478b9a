// The start key comes from the query, but every page begins under the caller's own key.
import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string });

app.get<{ Querystring: { after?: string } }>('/inbox', async (request) => {
  const { sub } = await request.jwtVerify<{ sub: string }>();
  const { after } = request.query;
  const page = await ddb.send(
    new QueryCommand({
      TableName: 'inboxes',
      KeyConditionExpression: 'recipient = :me',
      ExpressionAttributeValues: { ':me': sub },
      ExclusiveStartKey: after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : undefined,
      Limit: 20,
    }),
  );
  return (page.Items ?? []).map((mail) => ({ id: mail.mailId, subject: mail.subject }));
});

app.listen({ port: 3000 });
