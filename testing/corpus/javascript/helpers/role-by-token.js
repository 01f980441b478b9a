// The verified token says that the request comes from an administrator.
const express = require('express');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ScanCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

function requireRole(role) {
  return (req, res, next) => {
    try {
      const claims = jwt.verify(req.get('authorization').slice(7), process.env.JWT_SECRET, { algorithms: ['HS256'] });
      if (!claims.roles.includes(role)) return res.status(403).json({ error: 'forbidden' });
      req.user = { id: claims.sub };
      return next();
    } catch {
      return res.sendStatus(401);
    }
  };
}

app.post('/customers/export', requireRole('admin'), async (req, res) => {
  const out = await ddb.send(new ScanCommand({ TableName: 'customers' }));
  const lines = out.Items.map((customer) => [customer.customerId, customer.name, customer.city].join(','));
  res.type('text/csv').send(lines.join('\n'));
});

app.listen(3000);
