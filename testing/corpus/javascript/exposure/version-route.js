// Of the environment the route shows a version and a region.
const express = require('express');

const app = express();

app.get('/health', (req, res) => {
  res.json({ status: 'ok', uptime: process.uptime() });
});

app.get('/version', (req, res) => {
  res.json({ version: process.env.npm_package_version, region: process.env.AWS_REGION });
});

app.listen(process.env.PORT);
