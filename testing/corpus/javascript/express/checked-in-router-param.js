// The router checks the parameter once for all routes that have it.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.param('accountId', (req, res, next, accountId) => {
  if (accountId !== req.user.accountId) {
    return res.status(404).json({ error: 'not found' });
  }
  return next();
});

router.get('/accounts/:accountId/plan', async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'accounts', Key: { accountId: req.params.accountId } }));
  res.json({ plan: Item?.plan ?? 'free' });
});

module.exports = router;
