// Methods are registered bound to their object, and called by hand.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

class Photos {
  constructor(documents, table) {
    this.documents = documents;
    this.table = table;
  }

  read(key) {
    return this.documents.send(new GetCommand({ TableName: this.table, Key: key })); // expect code/foreign-key-read
  }

  async show(req, res) {
    const { Item } = await this.read({ photoId: req.params.photoId });
    res.json({ title: Item.title });
  }

  async mine(req, res) {
    const { Item } = await Photos.prototype.own.call(this, req.user.id, req.params.photoId);
    res.json({ title: Item.title });
  }

  own(userId, photoId) {
    return this.documents.send(new GetCommand({ TableName: this.table, Key: { userId, photoId } }));
  }
}

const photos = new Photos(DynamoDBDocumentClient.from(new DynamoDBClient({})), 'photos');
const router = express.Router();
router.use(passport.authenticate('jwt', { session: false }));
router.get('/photos/:photoId', photos.show.bind(photos));
router.get('/my-photos/:photoId', photos.mine.bind(photos));

module.exports = router;
