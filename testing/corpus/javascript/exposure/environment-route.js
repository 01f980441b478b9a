// A route left over from the first days shows the environment.
const express = require('express');

const app = express();

app.get('/health', (req, res) => {
  res.json({ status: 'ok', uptime: process.uptime() });
});

app.get('/_debug/env', (req, res) => {
  res.json(process.env); // expect code/debug-mode
});

app.listen(process.env.PORT);
