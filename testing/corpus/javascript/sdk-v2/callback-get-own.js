// A get with a callback, and a look at the owner inside of it.
var AWS = require('aws-sdk');
var express = require('express');
var expressJwt = require('express-jwt').expressjwt;

var docClient = new AWS.DynamoDB.DocumentClient();
var app = express();
app.use(expressJwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));

app.get('/letters/:id', function (req, res) {
  var params = { TableName: 'letters', Key: { id: req.params.id } };
  docClient.get(params, function (err, data) {
    if (err) {
      res.status(500).json({ error: 'internal error' });
      return;
    }
    if (!data.Item || data.Item.owner !== req.auth.sub) {
      res.status(404).json({ error: 'not found' });
      return;
    }
    res.json({ id: data.Item.id, text: data.Item.text });
  });
});

app.listen(3000);
