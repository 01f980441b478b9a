// The helper is asked whether the caller owns the album, its answer goes nowhere.
const express = require('express');
const passport = require('passport');
const { DeleteCommand } = require('@aws-sdk/lib-dynamodb');
const { ownsAlbum } = require('./ownership');
const { documents } = require('./store');

const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.delete('/albums/:albumId', async (req, res) => {
  await ownsAlbum(req.user.id, req.params.albumId);
  await documents.send(new DeleteCommand({ TableName: 'albums', Key: { albumId: req.params.albumId } })); // expect code/foreign-key-write
  res.sendStatus(204);
});

module.exports = router;
