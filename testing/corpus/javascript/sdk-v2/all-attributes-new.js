// The update answers with the item as it is now, and so does the route.
const AWS = require('aws-sdk');
const express = require('express');
const passport = require('passport');

const db = new AWS.DynamoDB.DocumentClient();
const app = express();
app.use(express.json());

app.post('/me/theme', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const out = await db
    .update({
      TableName: 'users',
      Key: { userId: req.user.id },
      UpdateExpression: 'SET theme = :t',
      ExpressionAttributeValues: { ':t': String(req.body.theme) },
      ReturnValues: 'ALL_NEW',
    })
    .promise();
  res.json(out.Attributes); // expect code/whole-item-returned
});

app.listen(3000);
