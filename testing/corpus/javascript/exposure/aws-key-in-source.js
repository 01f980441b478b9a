// The secret key of the account is passed to the client as a literal.
const AWS = require('aws-sdk');
const express = require('express');
const passport = require('passport');

AWS.config.update({ region: 'eu-west-1', accessKeyId: process.env.AWS_ID, secretAccessKey: 'q7Yb/2LmT0xVd9KzRfWc4HnPs8UaJe1GiX5oB3tN' }); // expect code/hardcoded-secret
const db = new AWS.DynamoDB.DocumentClient();
const router = express.Router();

router.get('/plan', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { Item } = await db.get({ TableName: 'plans', Key: { userId: req.user.id } }).promise();
  res.json({ plan: Item ? Item.plan : 'free' });
});

module.exports = router;
