// A middleware of the application verifies the token and keeps what it says.
const express = require('express');
const jwt = require('jsonwebtoken');
const AWS = require('aws-sdk');

const app = express();
const db = new AWS.DynamoDB.DocumentClient({ region: 'eu-central-1' });
app.use(express.json());

function verifyToken(req, res, next) {
  const bearer = req.headers['authorization'];
  if (typeof bearer === 'undefined') return res.sendStatus(403);
  jwt.verify(bearer.split(' ')[1], process.env.JWT_KEY, (err, decoded) => {
    if (err) return res.sendStatus(403);
    req.userId = decoded.id;
    next();
  });
}

const checkOwner = (req, res, next) => {
  if (req.params.userId !== req.userId) return res.status(403).json({ message: 'Forbidden' });
  next();
};

app.get('/users/:userId/cart', verifyToken, checkOwner, async (req, res) => {
  const cart = await db.get({ TableName: 'carts', Key: { userId: req.params.userId } }).promise();
  res.json({ lines: cart.Item ? cart.Item.lines : [] });
});

app.get('/users/:userId/wishlist', verifyToken, async (req, res) => {
  const list = await db.get({ TableName: 'wishlists', Key: { userId: req.params.userId } }).promise(); // expect code/foreign-key-read
  res.json({ lines: list.Item ? list.Item.lines : [] });
});

app.post('/users/:userId/wishlist', verifyToken, checkOwner, async (req, res) => {
  await db
    .update({
      TableName: 'wishlists',
      Key: { userId: req.params.userId },
      UpdateExpression: 'ADD products :p',
      ExpressionAttributeValues: { ':p': db.createSet([req.body.productId]) },
    })
    .promise();
  res.sendStatus(204);
});

app.listen(process.env.PORT || 3000);
