import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { describeApi } from '../describe-api.ts';
import { aliceAndBob } from '../people.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';
import { smallApi } from '../small-api.ts';

export const givenUsersWrite = defineActiveTrap({
  id: 'given-users-write',
  title: 'Users who were given, with things of their own',
  why: 'The scan is given two users who had notes before it came. It may write to what it makes for them, and to nothing that was theirs.',
  spec: describeApi('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  identities: aliceAndBob,
  expected: foreignWriteBy(['PATCH /notes/{note_id}', 'DELETE /notes/{note_id}'], {
    registration: 'enough users were given',
  }),

  api(variant, world) {
    const app = smallApi();
    const guard = guardOf(variant);
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app, { change: guard, remove: guard });
    return app;
  },
});
