// The model finds the notes of any user that the path names.
import express from 'express';
import passport from 'passport';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Table } from 'dynamodb-onetable';

const table = new Table({
  client: new DynamoDBClient({}),
  name: 'workspace',
  partial: false,
  schema: {
    version: '0.1.0',
    format: 'onetable:1.1.0',
    indexes: { primary: { hash: 'pk', sort: 'sk' } },
    models: {
      Note: {
        pk: { type: String, value: 'user#${userId}' },
        sk: { type: String, value: 'note#${noteId}' },
        userId: { type: String, required: true },
        noteId: { type: String, generate: 'ulid' },
        title: { type: String },
      },
    },
  },
});
const Note = table.getModel('Note');
const app = express();
app.use(passport.authenticate('jwt', { session: false }));

app.get('/users/:userId/notes', async (req, res) => {
  const notes = await Note.find({ userId: req.params.userId }, { limit: 50 }); // expect code/foreign-key-read
  res.json(notes.map((note) => ({ noteId: note.noteId, title: note.title })));
});

app.listen(3000);
