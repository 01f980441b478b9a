// A scan in pages; where the next one begins is up to the caller.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ScanCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/customers', async (req, res) => {
  const start = req.query.cursor ? JSON.parse(req.query.cursor) : undefined;
  const page = await ddb.send(new ScanCommand({ TableName: 'customers', Limit: 50, ExclusiveStartKey: start })); // expect code/table-scan code/client-cursor
  res.json({ customers: page.Items.map((c) => ({ id: c.customerId, name: c.name })) });
});

app.listen(3000);
