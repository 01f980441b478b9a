// A scan with a filter that names no owner fills the response.
const AWS = require('aws-sdk');
const express = require('express');
const passport = require('passport');

const dynamodb = new AWS.DynamoDB({ apiVersion: '2012-08-10' });
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/jobs', (req, res) => {
  dynamodb.scan( // expect code/table-scan
    {
      TableName: 'jobs',
      FilterExpression: 'city = :city',
      ExpressionAttributeValues: { ':city': { S: String(req.query.city) } },
    },
    (err, data) => {
      if (err) return res.status(500).json({ error: 'internal error' });
      return res.json(data.Items.map((item) => ({ id: item.id.S, applicant: item.applicant.S })));
    },
  );
});

app.listen(3000);
