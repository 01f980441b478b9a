// The list of a company's employees shows their national ids.
import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = Fastify();
app.register(jwt, { secret: process.env.JWT_SECRET });
app.addHook('onRequest', async (request) => request.jwtVerify());

app.get('/employees', async (request) => {
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'employees',
      KeyConditionExpression: 'companyId = :c',
      ExpressionAttributeValues: { ':c': request.user.companyId },
    }),
  );
  return Items.map(({ name, department, ssn }) => ({ name, department, ssn })); // expect code/sensitive-attribute-returned
});

app.listen({ port: 3000 });
