// The caller chooses a page size of at most a hundred.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/events', async (req, res) => {
  const pageSize = Math.min(parseInt(req.query.limit, 10) || 20, 100);
  const out = await ddb.send(
    new QueryCommand({
      TableName: 'events',
      KeyConditionExpression: 'userId = :u',
      ExpressionAttributeValues: { ':u': req.user.id },
      Limit: pageSize,
    }),
  );
  res.json(out.Items.map((e) => ({ at: e.at, kind: e.kind })));
});

app.listen(3000);
