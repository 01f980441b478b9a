// The request itself says that it comes from an administrator.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ScanCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(passport.authenticate('jwt', { session: false }));

const isAdmin = (req) => req.body.role === 'admin';

app.post('/customers/export', async (req, res) => {
  if (!isAdmin(req)) return res.status(403).json({ error: 'forbidden' });
  const out = await ddb.send(new ScanCommand({ TableName: 'customers' })); // expect code/table-scan
  const lines = out.Items.map((customer) => [customer.customerId, customer.name, customer.city].join(','));
  return res.type('text/csv').send(lines.join('\n'));
});

app.listen(3000);
