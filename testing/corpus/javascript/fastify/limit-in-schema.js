// The schema of the query allows no page above fifty.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(jwt, { secret: process.env.JWT_SECRET });
app.addHook('onRequest', async (request) => request.jwtVerify());

const querystring = {
  type: 'object',
  properties: { limit: { type: 'integer', minimum: 1, maximum: 50, default: 20 } },
};

app.get('/trips', { schema: { querystring } }, async (request) => {
  const { Items } = await ddb.send(
    new QueryCommand({
      TableName: 'trips',
      KeyConditionExpression: 'traveller = :me',
      ExpressionAttributeValues: { ':me': request.user.sub },
      Limit: request.query.limit,
    }),
  );
  return Items.map(({ tripId, from, to }) => ({ tripId, from, to }));
});

app.listen({ port: 3000 });
