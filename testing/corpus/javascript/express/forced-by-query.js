// The comparison counts only as long as the query string does not say otherwise.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/members/:memberId/card', async (req, res) => {
  if (req.params.memberId !== req.user.id && req.query.preview !== 'true') {
    return res.status(403).json({ error: 'forbidden' });
  }
  const { Item } = await ddb.send(new GetCommand({ TableName: 'members', Key: { memberId: req.params.memberId } })); // expect code/foreign-key-read
  if (!Item) return res.status(404).json({ error: 'not found' });
  return res.json({ name: Item.name, level: Item.level, points: Item.points });
});

app.listen(3000);
