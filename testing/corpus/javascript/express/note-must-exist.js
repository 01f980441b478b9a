// A note that is not there cannot be renamed.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.patch('/notes/:noteId', passport.authenticate('jwt', { session: false }), async (req, res) => {
  try {
    await ddb.send(
      new UpdateCommand({
        TableName: 'notes',
        Key: { userId: req.user.id, noteId: req.params.noteId },
        UpdateExpression: 'SET title = :title',
        ConditionExpression: 'attribute_exists(noteId)',
        ExpressionAttributeValues: { ':title': String(req.body.title).slice(0, 200) },
      }),
    );
  } catch (err) {
    if (err.name === 'ConditionalCheckFailedException') return res.sendStatus(404);
    throw err;
  }
  return res.sendStatus(204);
});

app.listen(3000);
