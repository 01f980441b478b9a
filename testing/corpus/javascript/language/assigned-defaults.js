// Only what the server says is put into the item by a statement of its own.
const express = require('express');
const { expressjwt } = require('express-jwt');
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();
const app = express();
app.use(express.json(), expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

app.put('/settings', async (req, res) => {
  const item = { userId: req.auth.sub, kind: 'settings', theme: req.body.theme === 'dark' ? 'dark' : 'light' };
  Object.assign(item, { updatedAt: Date.now(), version: 2 });
  await documents.put({ TableName: 'settings', Item: item }).promise();
  res.sendStatus(204);
});

module.exports = app;
