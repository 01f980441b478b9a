// The path decides whose order is read.
const express = require('express');
const passport = require('passport');
const { Strategy, ExtractJwt } = require('passport-jwt');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

passport.use(
  new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: process.env.JWT_PUBLIC_KEY,
      algorithms: ['RS256'],
    },
    (claims, done) => done(null, { id: claims.sub }),
  ),
);

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.initialize());

app.get('/orders/:orderId', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { Item } = await ddb.send(new GetCommand({ TableName: 'orders', Key: { orderId: req.params.orderId } })); // expect code/foreign-key-read
  if (!Item) return res.status(404).json({ error: 'not found' });
  res.json({ orderId: Item.orderId, total: Item.total, placedAt: Item.placedAt });
});

app.listen(3000);
