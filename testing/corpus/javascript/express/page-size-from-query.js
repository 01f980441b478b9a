// The caller says how many of their own events are read at once.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/events', async (req, res) => {
  const pageSize = parseInt(req.query.limit, 10) || 20;
  const out = await ddb.send( // expect code/unbounded-limit
    new QueryCommand({
      TableName: 'events',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': req.user.id },
      ScanIndexForward: false,
      Limit: pageSize,
    }),
  );
  res.json(out.Items.map((e) => ({ at: e.at, kind: e.kind })));
});

app.listen(3000);
