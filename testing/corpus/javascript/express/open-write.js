// Anyone may change the price of a product, nothing asks who is calling.
const express = require('express');
const AWS = require('aws-sdk');

const table = new AWS.DynamoDB.DocumentClient();
const app = express();
app.use(express.json());

app.patch('/products/:sku', async (req, res) => {
  const price = Number(req.body.price);
  if (!Number.isFinite(price)) return res.status(400).json({ error: 'price must be a number' });

  await table.update({ // expect code/missing-authentication
    TableName: 'products',
    Key: { sku: req.params.sku },
    UpdateExpression: 'SET price = :p',
    ConditionExpression: 'attribute_exists(sku)',
    ExpressionAttributeValues: { ':p': price },
  }).promise();
  return res.sendStatus(204);
});

app.listen(3000);
