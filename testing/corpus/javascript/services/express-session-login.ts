// Sign-in and sessions: the password is hashed, the cookie of the session is readable by scripts.
import bcrypt from 'bcrypt';
import express from 'express';
import session from 'express-session';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

declare module 'express-session' {
  interface SessionData {
    email: string;
  }
}

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(
  session({ // expect code/weak-session-or-jwt-settings
    secret: process.env.SESSION_SECRET as string,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: false, secure: true, sameSite: 'lax', maxAge: 3_600_000 },
  }),
);

app.post('/register', async (req, res) => {
  const hash = await bcrypt.hash(req.body.password, 12);
  await ddb.send(
    new PutCommand({
      TableName: process.env.USERS,
      Item: { email: String(req.body.email), hash },
      ConditionExpression: 'attribute_not_exists(email)',
    }),
  );
  res.sendStatus(201);
});

app.post('/login', async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: process.env.USERS, Key: { email: String(req.body.email) } }));
  if (!Item || !(await bcrypt.compare(req.body.password, Item.hash))) return res.sendStatus(401);
  req.session.regenerate(() => {
    req.session.email = Item.email;
    res.sendStatus(204);
  });
});

app.get('/profile', async (req, res) => {
  if (!req.session.email) return res.sendStatus(401);
  const { Item } = await ddb.send(new GetCommand({ TableName: process.env.USERS, Key: { email: req.session.email } }));
  res.json(Item); // expect code/whole-item-returned
});

export default app;
