// The body goes into the constructor of the model.
const express = require('express');
const { auth } = require('express-oauth2-jwt-bearer');
const dynamoose = require('dynamoose');
const { v4: uuid } = require('uuid');

const Review = dynamoose.model(
  'Review',
  new dynamoose.Schema({ id: { type: String, hashKey: true }, author: String, stars: Number, text: String, verified: Boolean }),
);

const router = express.Router();
router.use(express.json(), auth());

router.post('/reviews', async (req, res) => {
  const review = await new Review(Object.assign({}, req.body, { id: uuid(), author: req.auth.payload.sub })).save(); // expect code/mass-assignment
  res.status(201).json({ id: review.id });
});

module.exports = router;
