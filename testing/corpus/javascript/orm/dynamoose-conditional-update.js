// The update of the model carries a condition on the owner.
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
  const ofCaller = new dynamoose.Condition().where('ownerId').eq(req.user.id);
  try {
    await Trip.update({ id: req.params.id }, { destination: String(req.body.destination) }, { condition: ofCaller });
  } catch (err) {
    if (err.name === 'ConditionalCheckFailedException') return res.sendStatus(404);
    throw err;
  }
  return res.sendStatus(204);
});

module.exports = router;
