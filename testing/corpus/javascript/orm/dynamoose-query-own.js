// The index of the model is queried for the caller, the amount is compared afterwards.
const express = require('express');
const passport = require('passport');
const dynamoose = require('dynamoose');

const Receipt = dynamoose.model(
  'Receipt',
  new dynamoose.Schema({
    id: { type: String, hashKey: true },
    userId: { type: String, index: { name: 'byUser', type: 'global' } },
    amount: Number,
  }),
);

const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/receipts', async (req, res) => {
  const mine = await Receipt.query('userId').eq(req.user.id).using('byUser').exec();
  const large = mine.filter((receipt) => receipt.amount >= Number(req.query.from ?? 0));
  res.json(large.map((receipt) => ({ id: receipt.id, amount: receipt.amount })));
});

app.listen(3000);
