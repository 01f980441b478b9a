// "me" is the caller, every other value of the path is taken as it is.
const { Router } = require('express');
const passport = require('passport');
const { UpdateCommand } = require('@aws-sdk/lib-dynamodb');
const { DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = Router();

router.put('/users/:userId/settings', passport.authenticate('bearer', { session: false }), async (req, res, next) => {
  const userId = req.params.userId === 'me' ? req.user.id : req.params.userId;
  try {
    await documents.send( // expect code/foreign-key-write
      new UpdateCommand({
        TableName: 'settings',
        Key: { userId },
        UpdateExpression: 'SET theme = :theme, locale = :locale',
        ExpressionAttributeValues: { ':theme': String(req.body.theme), ':locale': String(req.body.locale) },
      }),
    );
    res.sendStatus(204);
  } catch (err) {
    next(err);
  }
});

module.exports = router;
