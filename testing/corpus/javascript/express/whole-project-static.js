// Every file of the project is served, with its configuration.
const express = require('express');

const app = express();
app.use(express.static(process.cwd())); // expect code/secret-file-served

app.get('/health', (req, res) => {
  res.json({ status: 'ok' });
});

app.listen(process.env.PORT || 3000);
