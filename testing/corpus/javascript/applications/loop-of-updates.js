// The update is put together of the fields that the body has.
const express = require('express');
const { auth, requiredScopes } = require('express-oauth2-jwt-bearer');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const app = express();
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const EDITABLE = ['title', 'summary', 'tags'];
app.use(express.json(), auth());

app.patch('/articles/:id', async (req, res) => {
  const names = {};
  const values = {};
  const sets = [];
  for (const field of EDITABLE) {
    if (req.body[field] === undefined) continue;
    names[`#${field}`] = field;
    values[`:${field}`] = req.body[field];
    sets.push(`#${field} = :${field}`);
  }
  if (sets.length === 0) return res.status(400).end();
  await ddb.send(
    new UpdateCommand({
      TableName: 'articles',
      Key: { author: req.auth.payload.sub, id: req.params.id },
      UpdateExpression: `SET ${sets.join(', ')}`,
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    }),
  );
  return res.status(204).end();
});

app.patch('/drafts/:id', async (req, res) => {
  const keys = Object.keys(req.body);
  await ddb.send( // expect code/mass-assignment
    new UpdateCommand({
      TableName: 'drafts',
      Key: { author: req.auth.payload.sub, id: req.params.id },
      UpdateExpression: `SET ${keys.map((_, i) => `#k${i} = :v${i}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeNames: keys.reduce((all, key, i) => ({ ...all, [`#k${i}`]: key }), {}),
      ExpressionAttributeValues: keys.reduce((all, key, i) => ({ ...all, [`:v${i}`]: req.body[key] }), {}),
    }),
  );
  return res.status(204).end();
});
