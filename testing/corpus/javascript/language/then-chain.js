// Promises lead from the table to the answer.
const express = require('express');
const passport = require('passport');
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.get('/plans/:planId', (req, res, next) => {
  documents.get({ TableName: 'plans', Key: { planId: req.params.planId } }).promise()
    .then(({ Item }) => {
      if (!Item) throw new Error('unknown plan');
      if (Item.ownerId !== req.user.id) throw new Error('not yours');
      return Item;
    })
    .then((plan) => res.json({ planId: plan.planId, price: plan.price }))
    .catch(next);
});

router.get('/plans/:planId/notes', (req, res, next) => {
  documents.get({ TableName: 'plans', Key: { planId: req.params.planId } }).promise() // expect code/foreign-key-read
    .then(({ Item }) => Item)
    .then((plan) => res.json({ notes: plan.notes }), next);
});

module.exports = router;
