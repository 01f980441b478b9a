// The whole patient is written to the log.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();

router.get('/me/record', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'patients', Key: { patientId: req.user.id } }));
  console.log('record read', Item); // expect code/sensitive-logging
  if (!Item) return res.sendStatus(404);
  return res.json({ name: Item.name, ward: Item.ward });
});

module.exports = router;
