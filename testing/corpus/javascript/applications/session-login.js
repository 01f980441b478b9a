// Sessions of Express, with passwords in the table.
const express = require('express');
const session = require('express-session');
const bcrypt = require('bcryptjs');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const app = express();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
app.use(express.json());
app.use(session({ secret: 'keyboard cat', resave: false, saveUninitialized: false, cookie: { secure: true } })); // expect code/weak-session-or-jwt-settings

app.post('/login', async (req, res) => {
  const { Item: user } = await ddb.send(new GetCommand({ TableName: 'users', Key: { email: req.body.email } }));
  if (!user || !(await bcrypt.compare(req.body.password, user.passwordHash))) return res.status(401).json({ error: 'invalid' });
  req.session.user = { email: user.email, role: user.role };
  return res.json({ email: user.email });
});

app.post('/register', async (req, res) => {
  const passwordHash = await bcrypt.hash(req.body.password, 12);
  await ddb.send(
    new PutCommand({ TableName: 'users', Item: { email: req.body.email, passwordHash, role: 'user' }, ConditionExpression: 'attribute_not_exists(email)' }),
  );
  res.sendStatus(201);
});

const signedIn = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));

app.get('/profile', signedIn, async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'profiles', Key: { email: req.session.user.email } }));
  res.json({ name: Item?.name });
});

app.put('/profiles/:email', signedIn, async (req, res) => {
  await ddb.send( // expect code/foreign-key-write
    new UpdateCommand({
      TableName: 'profiles',
      Key: { email: req.params.email },
      UpdateExpression: 'SET #n = :n',
      ExpressionAttributeNames: { '#n': 'name' },
      ExpressionAttributeValues: { ':n': req.body.name },
    }),
  );
  res.sendStatus(204);
});

app.listen(3000);
