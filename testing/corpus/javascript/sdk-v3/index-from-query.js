// The query string chooses the index by its name.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/bills', async (req, res) => {
  const { Items } = await ddb.send( // expect code/tainted-attribute-name
    new QueryCommand({
      TableName: 'bills',
      IndexName: req.query.sort,
      KeyConditionExpression: 'userId = :me',
      ExpressionAttributeValues: { ':me': req.user.id },
      Limit: 50,
    }),
  );
  res.json(Items.map((bill) => ({ id: bill.billId, amount: bill.amount })));
});

app.listen(3000);
