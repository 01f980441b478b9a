// The caller's id is written over whatever the body says.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, DeleteCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());
app.use(passport.authenticate('jwt', { session: false }));

app.post('/avatar/remove', async (req, res) => {
  const input = { ...req.body, userId: req.user.id };
  await ddb.send(new DeleteCommand({ TableName: 'avatars', Key: { userId: input.userId } }));
  res.sendStatus(204);
});

app.listen(3000);
