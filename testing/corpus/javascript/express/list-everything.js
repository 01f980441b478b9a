// The whole table of tickets is read for whoever is signed in.
const express = require('express');
const session = require('express-session');
const { DynamoDBClient, ScanCommand } = require('@aws-sdk/client-dynamodb');
const { unmarshall } = require('@aws-sdk/util-dynamodb');

const app = express();
app.use(
  session({
    secret: process.env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { secure: true, httpOnly: true, sameSite: 'lax' },
  }),
);
const db = new DynamoDBClient({});

app.get('/tickets', async (req, res) => {
  if (!req.session.userId) return res.status(401).json({ error: 'please sign in' });
  const out = await db.send(new ScanCommand({ TableName: 'tickets' })); // expect code/table-scan
  const tickets = out.Items.map((item) => unmarshall(item));
  res.json(tickets.map((t) => ({ id: t.ticketId, title: t.title, state: t.state })));
});

app.listen(3000);
