// Only the owner is turned away.
import express from 'express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { requiresAuth } from 'express-openid-connect';

const store = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.get('/wallets/:customer', requiresAuth(), async (req, res) => {
  const customer = req.params.customer;
  if (customer === req.oidc.user.sub) {
    return res.status(403).send('forbidden');
  }
  const out = await store.send(new GetCommand({ TableName: 'wallets', Key: { customer } })); // expect code/foreign-key-read
  return res.json({ balance: out.Item?.balance ?? 0, currency: out.Item?.currency });
});

app.listen(8080);
