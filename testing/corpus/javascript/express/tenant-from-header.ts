// The caller is known, but which tenant they belong to is read from a header.
import express from 'express';
import passport from 'passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/invoices', async (req, res) => {
  const tenantId = req.headers['x-tenant-id']; // expect code/identity-from-client-header
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'billing',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': `TENANT#${tenantId}`, ':prefix': 'INVOICE#' },
      Limit: 100,
    }),
  );
  res.json(Items.map((invoice) => ({ number: invoice.number, amount: invoice.amount })));
});

app.listen(3000);
