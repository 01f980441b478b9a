// A get with a callback, keyed by the path.
var AWS = require('aws-sdk');
var express = require('express');
var expressJwt = require('express-jwt').expressjwt;

AWS.config.update({ region: 'us-west-2' });
var docClient = new AWS.DynamoDB.DocumentClient();
var app = express();

app.use(expressJwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

app.get('/letters/:id', function (req, res) {
  var params = { TableName: 'letters', Key: { id: req.params.id } };
  docClient.get(params, function (err, data) { // expect code/foreign-key-read
    if (err) {
      res.status(500).json({ error: 'internal error' });
      return;
    }
    if (!data.Item) return res.status(404).json({ error: 'not found' });
    res.json({ id: data.Item.id, text: data.Item.text });
  });
});

app.listen(3000);
