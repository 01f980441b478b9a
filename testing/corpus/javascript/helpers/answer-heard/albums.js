// The helper is asked whether the caller owns the album, and without a yes nothing is read.
const express = require('express');
const passport = require('passport');
const { GetCommand } = require('@aws-sdk/lib-dynamodb');
const { ownsAlbum } = require('./ownership');
const { documents } = require('./store');

const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));

router.get('/albums/:albumId', async (req, res) => {
  const { albumId } = req.params;
  if (!(await ownsAlbum(req.user.id, albumId))) {
    return res.status(404).json({ error: 'not found' });
  }
  const { Item } = await documents.send(new GetCommand({ TableName: 'albums', Key: { albumId } }));
  return res.json({ albumId, title: Item?.title, photos: Item?.count });
});

module.exports = router;
