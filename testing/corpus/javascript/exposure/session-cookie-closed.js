// The cookie of the session is for secure connections and not for scripts.
const express = require('express');
const session = require('express-session');

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { secure: true, httpOnly: true, sameSite: 'lax', maxAge: 3600000 } }));

app.get('/me', (req, res) => {
  if (!req.session.userId) return res.sendStatus(401);
  return res.json({ id: req.session.userId });
});

app.listen(3000);
