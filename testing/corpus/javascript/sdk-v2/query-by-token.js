// The caller's rows are queried, and those of a city are kept.
const AWS = require('aws-sdk');
const express = require('express');
const passport = require('passport');

const dynamodb = new AWS.DynamoDB({ apiVersion: '2012-08-10' });
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/jobs', (req, res) => {
  dynamodb.query(
    {
      TableName: 'jobs',
      KeyConditionExpression: 'recruiter = :me',
      ExpressionAttributeValues: { ':me': { S: req.user.id } },
    },
    (err, data) => {
      if (err) return res.status(500).json({ error: 'internal error' });
      const near = data.Items.filter((item) => item.city.S === req.query.city);
      return res.json(near.map((item) => ({ id: item.id.S, applicant: item.applicant.S })));
    },
  );
});

app.listen(3000);
