// A middleware of its own lets only the person in the path through.
const express = require('express');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

function authenticate(req, res, next) {
  try {
    req.user = jwt.verify(req.get('authorization').slice(7), process.env.JWT_SECRET, { algorithms: ['HS256'] });
  } catch {
    return res.sendStatus(401);
  }
  return next();
}

function onlySelf(req, res, next) {
  if (req.params.userId !== req.user.sub) return res.sendStatus(403);
  return next();
}

app.get('/users/:userId/address', authenticate, onlySelf, async (req, res) => {
  const out = await ddb.send(new GetCommand({ TableName: 'addresses', Key: { userId: req.params.userId } }));
  res.json({ city: out.Item?.city, country: out.Item?.country });
});

app.delete('/users/:userId/address', authenticate, onlySelf, async (req, res) => {
  await ddb.send(new DeleteCommand({ TableName: 'addresses', Key: { userId: req.params.userId } }));
  res.sendStatus(204);
});

app.listen(3000);
