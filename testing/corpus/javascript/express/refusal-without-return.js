// The refusal is sent, but the handler goes on and deletes.
const express = require('express');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand } = require('@aws-sdk/lib-dynamodb');

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();

router.use((req, res, next) => {
  const [, token] = (req.get('authorization') ?? '').split(' ');
  try {
    req.user = jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
    next();
  } catch {
    res.status(401).json({ error: 'unauthorized' });
  }
});

router.delete('/accounts/:accountId', async (req, res) => {
  if (req.params.accountId !== req.user.sub) {
    res.status(403).json({ error: 'forbidden' });
  }
  await client.send(new DeleteCommand({ TableName: 'accounts', Key: { accountId: req.params.accountId } })); // expect code/foreign-key-write
  res.status(204).end();
});

module.exports = router;
