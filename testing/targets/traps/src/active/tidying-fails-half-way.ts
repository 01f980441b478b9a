import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, isOwn, openShelf, shelfOperations } from '../shelf.ts';
import { missing } from '../small-api.ts';

export const tidyingFailsHalfWay = defineActiveTrap({
  id: 'tidying-fails-half-way',
  title: 'Deletions that fail after a while',
  why: 'One deletion works, and every later one is answered 500. What was removed and what was not has to be told apart, one by one.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: foreignWriteBy(['PATCH /notes/{note_id}'], {
    leftovers: [{ noun: 'note', reason: 'answers 500' }],
  }),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const notes = openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] });
    let deletions = 0;
    app.delete('/notes/:id', (call) => {
      const note = notes.rows.get(call.req.param('id'));
      if (note === undefined || !isOwn(note, call.get('caller'))) return missing(call);
      if (++deletions > 1) return call.json({ error: 'the store is out of reach' }, 500);
      notes.rows.delete(note.id);
      return call.body(null, 204);
    });
    notes.serve(app, { change: guardOf(variant) });
    return app;
  },
});
