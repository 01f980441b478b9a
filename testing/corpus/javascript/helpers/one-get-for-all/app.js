// One route loads what belongs to the caller, the other what the path names.
const express = require('express');
const { auth } = require('express-oauth2-jwt-bearer');
const { load } = require('./db');

const app = express();
app.use(auth());

app.get('/me', async (req, res) => {
  const user = await load('users', { userId: req.auth.payload.sub });
  res.json({ name: user?.name, plan: user?.plan });
});

app.get('/devices/:deviceId', async (req, res) => {
  const device = await load('devices', { deviceId: req.params.deviceId });
  res.json({ model: device?.model, seenAt: device?.seenAt });
});

app.listen(3000);
