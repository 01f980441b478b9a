// The answer is given where the client calls back.
const express = require('express');
const passport = require('passport');
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.get('/boxes/:boxId', (req, res) => {
  const params = { TableName: 'boxes', Key: { boxId: req.params.boxId } };
  documents.get(params, (err, data) => { // expect code/foreign-key-read
    if (err) return res.status(500).json({ error: 'unavailable' });
    return res.json({ boxId: data.Item.boxId, weight: data.Item.weight });
  });
});

router.get('/my-boxes/:boxId', (req, res) => {
  const params = { TableName: 'boxes', Key: { boxId: req.params.boxId } };
  documents.get(params, function (err, data) {
    if (err) return res.status(500).json({ error: err.message }); // expect code/raw-error-returned
    if (!data.Item || data.Item.ownerId !== req.user.id) return res.status(404).end();
    return res.json({ boxId: data.Item.boxId, weight: data.Item.weight });
  });
});

module.exports = router;
