// All documents of the model are read, the caller's are picked out.
const express = require('express');
const passport = require('passport');
const dynamoose = require('dynamoose');

const Receipt = dynamoose.model(
  'Receipt',
  new dynamoose.Schema({ id: { type: String, hashKey: true }, userId: String, amount: Number }),
);

const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/receipts', async (req, res) => {
  const everything = await Receipt.scan().exec(); // expect code/client-side-filter
  const mine = everything.filter((receipt) => receipt.userId === req.user.id);
  res.json(mine.map((receipt) => ({ id: receipt.id, amount: receipt.amount })));
});

app.listen(3000);
