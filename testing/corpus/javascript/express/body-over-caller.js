// The body is spread over the caller's own id.
const express = require('express');
const cookieParser = require('cookie-parser');
const jwt = require('jsonwebtoken');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(cookieParser());

app.use((req, res, next) => {
  try {
    const { sub } = jwt.verify(req.cookies.session, process.env.JWT_SECRET, { algorithms: ['HS256'] });
    req.user = { id: sub };
    next();
  } catch (err) {
    res.sendStatus(401);
  }
});

app.post('/avatar/remove', async (req, res) => {
  const input = { userId: req.user.id, ...req.body };
  await ddb.send(new DeleteCommand({ TableName: 'avatars', Key: { userId: input.userId } })); // expect code/foreign-key-write
  res.sendStatus(204);
});

app.listen(3000);
