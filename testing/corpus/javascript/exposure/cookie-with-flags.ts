// The token ends after an hour, and so does its cookie.
import express from 'express';
import jwt from 'jsonwebtoken';
import { verify } from '@node-rs/argon2';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const HOUR = 3600;
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.post('/login', async (req, res) => {
  const { Item: user } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email: String(req.body.email) } }));
  if (!user || !(await verify(user.passwordHash, String(req.body.password)))) {
    return res.status(401).json({ error: 'wrong e-mail or password' });
  }
  const exp = Math.floor(Date.now() / 1000) + HOUR;
  const token = jwt.sign({ sub: user.userId, exp }, process.env.JWT_SECRET as string, { algorithm: 'HS256' });
  res.cookie('session', token, { httpOnly: true, secure: true, sameSite: 'strict', maxAge: HOUR * 1000 });
  return res.status(204).end();
});

app.listen(3000);
