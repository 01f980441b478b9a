import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, isOwn, openShelf, shelfOperations } from '../shelf.ts';

export const writeAnswers200 = defineActiveTrap({
  id: 'write-answers-200',
  title: 'A foreign write that is answered 200 and does nothing',
  why: 'Both twins answer every PATCH with 200 and what was sent. Only one of them does it to the object of somebody else, and only the owner can tell which.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: foreignWriteBy(['PATCH /notes/{note_id}'], {
    safe: ['PATCH', 'DELETE'].map((method) => ({
      check: 'bola/foreign-object-write',
      operation: `${method} /notes/{note_id}`,
    })),
  }),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const notes = openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] });
    app.patch('/notes/:id', async (call, next) => {
      const note = notes.rows.get(call.req.param('id'));
      if (note === undefined || guardOf(variant)(note, call.get('caller'))) return next();
      return call.json({ ...note.shown, ...(await call.req.json()) });
    });
    notes.serve(app, { change: guardOf(variant), remove: isOwn });
    return app;
  },
});
