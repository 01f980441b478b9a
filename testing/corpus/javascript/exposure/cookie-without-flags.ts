// The token of the session is put into a cookie that is open to scripts.
import express from 'express';
import jwt from 'jsonwebtoken';
import { verify } from '@node-rs/argon2';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.post('/login', async (req, res) => {
  const { Item: user } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email: String(req.body.email) } }));
  if (!user || !(await verify(user.passwordHash, String(req.body.password)))) {
    return res.status(401).json({ error: 'wrong e-mail or password' });
  }
  const token = jwt.sign({ sub: user.userId }, process.env.JWT_SECRET as string, { expiresIn: '1h' });
  res.cookie('session', token, { httpOnly: false, secure: false }); // expect code/weak-session-or-jwt-settings
  return res.status(204).end();
});

app.listen(3000);
