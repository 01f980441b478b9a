// The route is registered before the middleware that asks for a token.
const express = require('express');
const { expressjwt } = require('express-jwt');
const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');

const dynamo = new DynamoDBClient({ region: 'us-east-1' });
const app = express();
app.use(express.json());

app.get('/patients/:id', async (req, res) => {
  const out = await dynamo.send(new GetItemCommand({ TableName: 'patients', Key: { id: { S: req.params.id } } })); // expect code/missing-authentication
  if (!out.Item) return res.sendStatus(404);
  return res.json({ id: out.Item.id.S, ward: out.Item.ward.S });
});

app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

app.get('/me', (req, res) => {
  res.json({ id: req.auth.sub });
});

app.listen(3000);
