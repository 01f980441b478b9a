// Renaming a note that is not there makes one.
const express = require('express');
const passport = require('passport');
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
app.use(express.json());

app.patch('/notes/:noteId', passport.authenticate('jwt', { session: false }), async (req, res) => {
  await ddb.send( // expect code/missing-condition
    new UpdateCommand({
      TableName: 'notes',
      Key: { userId: req.user.id, noteId: req.params.noteId },
      UpdateExpression: 'SET title = :title',
      ExpressionAttributeValues: { ':title': String(req.body.title).slice(0, 200) },
    }),
  );
  res.sendStatus(204);
});

app.listen(3000);
