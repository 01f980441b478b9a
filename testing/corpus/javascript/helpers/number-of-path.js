// The id has to be a whole number, whose does not matter.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.get('/receipts/:number', async (req, res) => {
  const number = Number.parseInt(req.params.number, 10);
  if (!Number.isSafeInteger(number) || number < 1) return res.status(400).json({ error: 'bad number' });
  const { Item } = await ddb.send(new GetCommand({ TableName: 'receipts', Key: { number } })); // expect code/foreign-key-read
  if (!Item) return res.status(404).json({ error: 'not found' });
  return res.json({ number, amount: Item.amount, shop: Item.shop });
});

module.exports = router;
