// Signing up and in needs nobody to be signed in yet.
const express = require('express');
const bcrypt = require('bcrypt');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.post('/register', async (req, res) => {
  const { email, password } = req.body;
  const passwordHash = await bcrypt.hash(String(password), 12);
  await ddb.send(
    new PutCommand({
      TableName: 'users',
      Item: { email: String(email).toLowerCase(), passwordHash, role: 'member' },
      ConditionExpression: 'attribute_not_exists(email)',
    }),
  );
  res.status(201).json({ registered: true });
});

app.post('/login', async (req, res) => {
  const { Item: user } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email: String(req.body.email).toLowerCase() } }));
  if (!user || !(await bcrypt.compare(String(req.body.password), user.passwordHash))) {
    return res.status(401).json({ error: 'wrong e-mail or password' });
  }
  const token = jwt.sign({ sub: user.email }, process.env.JWT_SECRET, { algorithm: 'HS256', expiresIn: '15m' });
  return res.json({ token });
});

app.listen(3000);
