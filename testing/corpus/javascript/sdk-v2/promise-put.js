// A put replaces the shelf whose id the path gives.
const AWS = require('aws-sdk');
const express = require('express');
const passport = require('passport');

const documents = new AWS.DynamoDB.DocumentClient();
const router = express.Router();

router.put('/shelves/:shelfId', passport.authenticate('jwt', { session: false }), (req, res, next) => {
  const { label, height } = req.body;
  documents // expect code/foreign-key-write
    .put({
      TableName: 'shelves',
      Item: { shelfId: req.params.shelfId, label: String(label), height: Number(height) },
    })
    .promise()
    .then(() => res.sendStatus(204))
    .catch(next);
});

module.exports = router;
