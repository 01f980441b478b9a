// Of the card no more than the last four digits are shown.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(jwt, { secret: process.env.JWT_SECRET });
app.addHook('onRequest', async (request) => request.jwtVerify());

app.get('/cards', async (request) => {
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'cards',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': request.user.sub },
    }),
  );
  return Items.map((card) => ({ id: card.cardId, brand: card.brand, lastDigits: card.cardNumber.slice(-4) }));
});

app.listen({ port: 3000 });
