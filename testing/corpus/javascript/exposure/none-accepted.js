// Tokens without a signature pass as well.
const express = require('express');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.use((req, res, next) => {
  try {
    req.user = jwt.verify(req.get('authorization').slice(7), process.env.JWT_SECRET, { algorithms: ['HS256', 'none'] }); // expect code/weak-session-or-jwt-settings
    next();
  } catch {
    res.sendStatus(401);
  }
});

app.get('/quota', async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'quotas', Key: { userId: req.user.sub } }));
  res.json({ used: Item?.used ?? 0 });
});

app.listen(3000);
