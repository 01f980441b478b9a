// A new entity is made of two fields of the body.
const { randomUUID } = require('node:crypto');
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { Entity } = require('electrodb');

const Offers = new Entity(
  {
    model: { entity: 'offer', version: '1', service: 'market' },
    attributes: {
      offerId: { type: 'string', required: true },
      sellerId: { type: 'string', required: true },
      title: { type: 'string' },
      price: { type: 'number' },
      approved: { type: 'boolean', default: false },
    },
    indexes: { primary: { pk: { field: 'pk', composite: ['offerId'] }, sk: { field: 'sk', composite: [] } } },
  },
  { client: new DynamoDBClient({}), table: 'market' },
);

const app = express();
app.use(express.json());

app.post('/offers', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const offerId = randomUUID();
  const { title, price } = req.body;
  await Offers.create({ title, price: Number(price), offerId, sellerId: req.user.id }).go();
  res.status(201).json({ offerId });
});

app.listen(3000);
