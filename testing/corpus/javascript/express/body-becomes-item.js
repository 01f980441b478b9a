// Whatever the body holds is stored; only the id and the owner are written over it.
const { randomUUID } = require('crypto');
const express = require('express');
const { auth } = require('express-oauth2-jwt-bearer');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(auth());

app.post('/listings', async (req, res) => {
  const listingId = randomUUID();
  const item = { ...req.body, listingId, sellerId: req.auth.payload.sub };
  await ddb.send(new PutCommand({ TableName: 'listings', Item: item })); // expect code/mass-assignment
  res.status(201).json({ listingId });
});

app.listen(3000);
