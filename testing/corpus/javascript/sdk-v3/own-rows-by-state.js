// The caller's rentals are read, those that are over are left out.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, paginateQuery } = require('@aws-sdk/lib-dynamodb');

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/rentals', async (req, res) => {
  const current = [];
  const input = {
    TableName: 'rentals',
    KeyConditionExpression: 'userId = :me',
    ExpressionAttributeValues: { ':me': req.user.id },
  };
  for await (const page of paginateQuery({ client }, input)) {
    for (const rental of page.Items) {
      if (rental.until > Date.now()) {
        current.push({ id: rental.rentalId, until: rental.until });
      }
    }
  }
  res.json(current);
});

app.listen(3000);
