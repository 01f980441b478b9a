// The answer has left before the owner is compared.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.get('/letters/:letterId', async (req, res) => {
  const { Item: letter } = await ddb.send(new GetCommand({ TableName: 'letters', Key: { letterId: req.params.letterId } })); // expect code/foreign-key-read
  if (!letter) return res.sendStatus(404);
  res.json({ subject: letter.subject, text: letter.text });
  if (letter.ownerId !== req.user.id) {
    console.warn('letter of another user', { letterId: letter.letterId, userId: req.user.id });
  }
});

module.exports = router;
