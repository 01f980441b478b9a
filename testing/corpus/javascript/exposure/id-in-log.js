// The log says which record was read by whom and how long it took.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const router = express.Router();

router.get('/me/record', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const started = Date.now();
  const { Item, $metadata } = await ddb.send(new GetCommand({ TableName: 'patients', Key: { patientId: req.user.id } }));
  console.log('record read', { patientId: req.user.id, found: Boolean(Item), ms: Date.now() - started, request: $metadata.requestId });
  if (!Item) return res.sendStatus(404);
  return res.json({ name: Item.name, ward: Item.ward });
});

module.exports = router;
