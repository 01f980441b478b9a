// The model updates whatever id the path gives.
const express = require('express');
const passport = require('passport');
const dynamoose = require('dynamoose');

const Trip = dynamoose.model(
  'Trip',
  new dynamoose.Schema({ id: { type: String, hashKey: true }, ownerId: String, destination: String, seats: Number }),
);

const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.patch('/trips/:id', async (req, res) => {
  await Trip.update({ id: req.params.id }, { destination: String(req.body.destination) }); // expect code/foreign-key-write
  res.sendStatus(204);
});

module.exports = router;
