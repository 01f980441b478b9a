// The tenant is what a header says, although there is a token.
import express from 'express';
import { auth } from 'express-openid-connect';
import { expressjwt, type Request as JwtRequest } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const app = express();
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.use(expressjwt({ secret: process.env.JWT_SECRET!, algorithms: ['HS256'] }));

app.get('/devices', async (req: JwtRequest, res) => {
  const tenantId = req.header('x-tenant-id'); // expect code/identity-from-client-header
  const { Items = [] } = await documents.send(
    new QueryCommand({ TableName: 'devices', KeyConditionExpression: 'tenantId = :t', ExpressionAttributeValues: { ':t': tenantId } }),
  );
  res.json(Items.map(({ id, model }) => ({ id, model })));
});

app.get('/sensors', async (req: JwtRequest, res) => {
  const { Items = [] } = await documents.send(
    new QueryCommand({ TableName: 'sensors', KeyConditionExpression: 'tenantId = :t', ExpressionAttributeValues: { ':t': req.auth?.tenantId } }),
  );
  res.json(Items.map(({ id, model }) => ({ id, model })));
});
