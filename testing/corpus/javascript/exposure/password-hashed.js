// A new user is stored with a salted hash.
const { randomBytes, randomUUID, scryptSync } = require('crypto');
const express = require('express');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.post('/register', async (req, res) => {
  const { email, password } = req.body;
  const userId = randomUUID();
  const salt = randomBytes(16).toString('hex');
  const hash = scryptSync(String(password), salt, 64).toString('hex');
  await ddb.send(new PutCommand({ TableName: 'users', Item: { userId, email: String(email), password: `${salt}:${hash}` } }));
  res.status(201).json({ userId });
});

app.listen(3000);
