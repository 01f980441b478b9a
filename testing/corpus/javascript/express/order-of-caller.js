// The caller is the partition, the path only says which of their orders.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.get('/orders/:orderId', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { Item } = await ddb.send(
    new GetCommand({ TableName: 'orders', Key: { customerId: req.user.id, orderId: req.params.orderId } }),
  );
  if (!Item) return res.status(404).json({ error: 'not found' });
  return res.json({ orderId: Item.orderId, total: Item.total });
});

app.listen(3000);
