// Only the public folder is served.
const path = require('path');
const express = require('express');

const app = express();
app.use('/assets', express.static(path.join(__dirname, 'public'), { dotfiles: 'deny', maxAge: '1d' }));

app.get('/health', (req, res) => {
  res.json({ status: 'ok' });
});

app.listen(process.env.PORT || 3000);
