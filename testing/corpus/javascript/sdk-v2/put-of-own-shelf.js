// A put replaces a shelf only where it is there and belongs to the caller.
const AWS = require('aws-sdk');
const express = require('express');
const passport = require('passport');

const documents = new AWS.DynamoDB.DocumentClient();
const router = express.Router();

router.put('/shelves/:shelfId', passport.authenticate('jwt', { session: false }), (req, res, next) => {
  const { label, height } = req.body;
  documents
    .put({
      TableName: 'shelves',
      Item: { shelfId: req.params.shelfId, ownerId: req.user.id, label: String(label), height: Number(height) },
      ConditionExpression: 'attribute_exists(shelfId) AND ownerId = :me',
      ExpressionAttributeValues: { ':me': req.user.id },
    })
    .promise()
    .then(() => res.sendStatus(204))
    .catch(next);
});

module.exports = router;
