// The view holds four attributes of the item.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');
const { toView } = require('./view');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();

router.get('/profile', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'profiles', Key: { userId: req.user.id } }));
  if (!Item) return res.status(404).json({ error: 'not found' });
  return res.json(toView(Item));
});

module.exports = router;
