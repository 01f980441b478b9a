// The id of the path is brought into form and then believed.
const { Router } = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');
const { normaliseId } = require('./ids');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = Router();

router.get('/users/:userId/posts', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const userId = normaliseId(req.params.userId);
  const out = await ddb.send( // expect code/foreign-key-read
    new QueryCommand({
      TableName: 'posts',
      KeyConditionExpression: 'user_id = :u',
      ExpressionAttributeValues: { ':u': userId },
      Limit: 20,
    }),
  );
  res.json(out.Items.map((post) => ({ id: post.post_id, title: post.title })));
});

module.exports = router;
