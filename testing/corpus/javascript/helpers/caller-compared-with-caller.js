// Both sides of the comparison are the caller.
const express = require('express');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.use((req, res, next) => {
  try {
    const claims = jwt.verify(req.get('authorization').slice(7), process.env.JWT_SECRET, { algorithms: ['HS256'] });
    req.user = { id: claims.sub };
    req.callerId = claims.sub;
  } catch {
    return res.sendStatus(401);
  }
  return next();
});

app.get('/users/:userId/salary', async (req, res) => {
  if (req.user.id !== req.callerId) {
    return res.status(403).json({ error: 'forbidden' });
  }
  const { Item } = await ddb.send(new GetCommand({ TableName: 'salaries', Key: { userId: req.params.userId } })); // expect code/foreign-key-read
  return res.json({ amount: Item?.amount, currency: Item?.currency });
});

app.listen(3000);
