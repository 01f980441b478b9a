// One line was never finished, the route below it is still read.
const express = require('express');
const passport = require('passport');
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

function label(order) {
  return order.name +* order.number;
}

router.delete('/orders/:orderId', async (req, res) => {
  await db.delete({ TableName: 'orders', Key: { orderId: req.params.orderId } }).promise(); // expect code/foreign-key-write
  res.sendStatus(204);
});

module.exports = router;
