// The caller reads their own wallet, support staff read any.
import express from 'express';
import { requiresAuth } from 'express-openid-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const store = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.get('/wallets/:customer', requiresAuth(), async (req, res) => {
  const customer = req.params.customer;
  const user = req.oidc.user;
  const isSupport = user?.roles?.includes('support') ?? false;
  if (customer !== user?.sub && !isSupport) {
    return res.status(403).send('forbidden');
  }
  const out = await store.send(new GetCommand({ TableName: 'wallets', Key: { customer } }));
  return res.json({ balance: out.Item?.balance ?? 0, currency: out.Item?.currency });
});

app.listen(8080);
