// Only administrators list all tickets.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, ScanCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const admin = express.Router();

admin.use(passport.authenticate('jwt', { session: false }), (req, res, next) => {
  if (req.user.role !== 'admin') return res.status(403).json({ error: 'forbidden' });
  return next();
});

admin.get('/tickets', async (req, res) => {
  const out = await db.send(new ScanCommand({ TableName: 'tickets', Limit: 200 }));
  res.json(out.Items.map((t) => ({ id: t.ticketId, title: t.title, state: t.state })));
});

module.exports = admin;
