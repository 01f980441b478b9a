// The cookie of the session goes over plain connections and can be read by scripts.
const express = require('express');
const session = require('express-session');

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { secure: false, httpOnly: false } })); // expect code/weak-session-or-jwt-settings

app.get('/me', (req, res) => {
  if (!req.session.userId) return res.sendStatus(401);
  return res.json({ id: req.session.userId });
});

app.listen(3000);
