// The changes are put into the item by a statement of its own.
const express = require('express');
const { expressjwt } = require('express-jwt');
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();
const app = express();
app.use(express.json(), expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

app.put('/settings', async (req, res) => {
  const item = { userId: req.auth.sub, kind: 'settings' };
  Object.assign(item, req.body);
  await documents.put({ TableName: 'settings', Item: item }).promise(); // expect code/mass-assignment
  res.sendStatus(204);
});

module.exports = app;
