// Pages of a scan are gone through, and the caller's own rows are kept.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, paginateScan } = require('@aws-sdk/lib-dynamodb');

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/rentals', async (req, res) => {
  const mine = [];
  for await (const page of paginateScan({ client }, { TableName: 'rentals' })) { // expect code/client-side-filter
    for (const rental of page.Items) {
      if (rental.userId === req.user.id) {
        mine.push({ id: rental.rentalId, until: rental.until });
      }
    }
  }
  res.json(mine);
});

app.listen(3000);
