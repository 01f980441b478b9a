// The handler that shows stacks and requests is used wherever the app runs.
const express = require('express');
const errorhandler = require('errorhandler');

const app = express();

app.get('/health', (req, res) => {
  res.json({ status: 'ok' });
});

app.use(errorhandler()); // expect code/debug-mode

app.listen(process.env.PORT || 3000);
