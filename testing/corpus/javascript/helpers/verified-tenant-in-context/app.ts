// Products are those of the tenant in the context.
import express from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { currentTenant, withTenant } from './context';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }), withTenant);

app.get('/products', async (_req, res) => {
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'catalogue',
      KeyConditionExpression: 'tenantId = :t',
      ExpressionAttributeValues: { ':t': currentTenant() },
    }),
  );
  res.json(Items.map(({ sku, price }) => ({ sku, price })));
});

app.listen(3000);
