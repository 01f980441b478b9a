// The model finds the notes of the caller, the path is compared before.
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
  const { userId } = req.params;
  if (userId === req.user.id) {
    const notes = await Note.find({ userId }, { limit: 50 });
    res.json(notes.map((note) => ({ noteId: note.noteId, title: note.title })));
  } else {
    res.status(403).json({ error: 'forbidden' });
  }
});

app.listen(3000);
