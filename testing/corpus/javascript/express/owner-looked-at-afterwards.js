// What was read is shown only when it belongs to the caller.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/orders/:orderId', async (req, res) => {
  const { Item: order } = await ddb.send(new GetCommand({ TableName: 'orders', Key: { orderId: req.params.orderId } }));
  if (!order || order.customerId !== req.user.id) {
    return res.status(404).json({ error: 'not found' });
  }
  return res.json({ orderId: order.orderId, total: order.total });
});

app.listen(3000);
