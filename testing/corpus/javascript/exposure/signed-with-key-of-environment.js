// Without a key in the environment the service does not start.
const express = require('express');
const bcrypt = require('bcrypt');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const JWT_SECRET = process.env.JWT_SECRET;
if (!JWT_SECRET) throw new Error('JWT_SECRET is not set');
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.post('/login', async (req, res) => {
  const { Item: user } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email: String(req.body.email) } }));
  if (!user || !(await bcrypt.compare(String(req.body.password), user.passwordHash))) {
    return res.status(401).json({ error: 'wrong e-mail or password' });
  }
  return res.json({ token: jwt.sign({ sub: user.userId }, JWT_SECRET, { algorithm: 'HS256', expiresIn: '1h' }) });
});

app.listen(3000);
