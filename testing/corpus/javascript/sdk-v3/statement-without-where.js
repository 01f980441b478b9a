// A statement without a condition reads the whole table.
const express = require('express');
const passport = require('passport');
const { DynamoDB } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocument.from(new DynamoDB({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/branches', async (req, res) => {
  const { Items } = await db.executeStatement({ Statement: 'SELECT branchId, revenue FROM "branches"' }); // expect code/table-scan
  res.json(Items.map(({ branchId, revenue }) => ({ branchId, revenue })));
});

app.listen(3000);
