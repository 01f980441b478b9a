// Both kinds of placeholders are named after the fields of the body.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.patch('/settings', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const keys = Object.keys(req.body);
  await ddb.send( // expect code/expression-injection code/mass-assignment
    new UpdateCommand({
      TableName: 'settings',
      Key: { userId: req.user.id },
      UpdateExpression: 'SET ' + keys.map((k) => `#${k} = :${k}`).join(', '),
      ExpressionAttributeNames: keys.reduce((names, k) => ({ ...names, [`#${k}`]: k }), {}),
      ExpressionAttributeValues: keys.reduce((values, k) => ({ ...values, [`:${k}`]: req.body[k] }), {}),
    }),
  );
  res.sendStatus(204);
});

app.listen(3000);
