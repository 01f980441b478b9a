// The handler that shows stacks is used on the machines of developers only.
const express = require('express');
const errorhandler = require('errorhandler');

const app = express();

app.get('/health', (req, res) => {
  res.json({ status: 'ok' });
});

if (process.env.NODE_ENV === 'development') {
  app.use(errorhandler());
}

app.use((err, req, res, next) => {
  res.status(500).json({ error: 'internal error' });
});

app.listen(process.env.PORT || 3000);
