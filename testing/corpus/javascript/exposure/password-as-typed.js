// A new user is stored with the password as it was typed.
const { randomUUID } = require('crypto');
const express = require('express');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.post('/register', async (req, res) => {
  const { email, password } = req.body;
  const userId = randomUUID();
  await ddb.send(new PutCommand({ TableName: 'users', Item: { userId, email: String(email), password } })); // expect code/cleartext-credential-stored
  res.status(201).json({ userId });
});

app.listen(3000);
