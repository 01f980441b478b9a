// The header chooses a tenant, and it has to be one of the caller's.
import express from 'express';
import passport from 'passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/invoices', async (req, res) => {
  const tenantId = req.get('x-tenant-id') ?? '';
  const caller = req.user as { tenants: string[] };
  if (!caller.tenants.includes(tenantId)) {
    return res.status(403).json({ error: 'forbidden' });
  }
  const { Items = [] } = await ddb.send(
    new QueryCommand({
      TableName: 'billing',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': `TENANT#${tenantId}`, ':prefix': 'INVOICE#' },
      Limit: 100,
    }),
  );
  return res.json(Items.map((invoice) => ({ number: invoice.number, amount: invoice.amount })));
});

app.listen(3000);
