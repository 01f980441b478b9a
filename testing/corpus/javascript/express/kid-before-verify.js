// The token is decoded for the id of its key, the claims come from the verified one.
const express = require('express');
const jwt = require('jsonwebtoken');
const jwksClient = require('jwks-rsa');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const keys = jwksClient({ jwksUri: process.env.JWKS_URI });
const app = express();

app.use(async (req, res, next) => {
  try {
    const token = req.headers.authorization.replace('Bearer ', '');
    const { header } = jwt.decode(token, { complete: true });
    const key = await keys.getSigningKey(header.kid);
    const claims = jwt.verify(token, key.getPublicKey(), { algorithms: ['RS256'] });
    req.user = { id: claims.sub };
  } catch {
    return res.status(401).end();
  }
  return next();
});

app.get('/messages', async (req, res) => {
  const out = await documents.send(
    new QueryCommand({
      TableName: 'messages',
      KeyConditionExpression: 'recipient = :me',
      ExpressionAttributeValues: { ':me': req.user.id },
      Limit: 30,
    }),
  );
  res.json(out.Items.map((m) => ({ id: m.messageId, subject: m.subject })));
});

app.listen(3000);
