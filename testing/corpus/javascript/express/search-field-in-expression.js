// The name of the field to search is pasted into the filter.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();

app.get('/contacts', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const { field, q } = req.query;
  const result = await ddb.send( // expect code/expression-injection
    new QueryCommand({
      TableName: 'contacts',
      KeyConditionExpression: 'ownerId = :me',
      FilterExpression: `contains(${field}, :q)`,
      ExpressionAttributeValues: { ':me': req.user.id, ':q': String(q) },
    }),
  );
  res.json(result.Items.map(({ contactId, displayName }) => ({ contactId, displayName })));
});

app.listen(3000);
