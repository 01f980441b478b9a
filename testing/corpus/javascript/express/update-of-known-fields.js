// Only fields from a fixed list become clauses of the update.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const EDITABLE = ['displayName', 'bio', 'theme'];
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.patch('/profile', passport.authenticate('jwt', { session: false }), async (req, res) => {
  const fields = EDITABLE.filter((name) => name in req.body);
  if (fields.length === 0) return res.status(400).json({ error: 'nothing to change' });
  await ddb.send(
    new UpdateCommand({
      TableName: 'profiles',
      Key: { userId: req.user.id },
      UpdateExpression: `SET ${fields.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(fields.map((name) => [`:${name}`, String(req.body[name])])),
    }),
  );
  return res.sendStatus(204);
});

app.listen(3000);
