// Whoever sets X-User-Id is that user.
const express = require('express');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const app = express();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function identify(req, res, next) {
  const userId = req.get('X-User-Id'); // expect code/identity-from-client-header
  if (!userId) return res.status(401).json({ error: 'unauthorized' });
  req.userId = userId;
  next();
}

app.get('/preferences', identify, async (req, res) => {
  const found = await ddb.send(new GetCommand({ TableName: 'preferences', Key: { userId: req.userId } }));
  res.json({ theme: found.Item?.theme ?? 'light', locale: found.Item?.locale ?? 'en' });
});

app.listen(3000);
