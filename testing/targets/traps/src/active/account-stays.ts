import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';

export const accountStays = defineActiveTrap({
  id: 'account-stays',
  title: 'Accounts that cannot be deleted',
  why: 'Nobody may delete his account, so every one that the scan registers stays behind and is to be named.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: foreignWriteBy(['PATCH /notes/{note_id}'], {
    leftovers: [{ noun: 'account', reason: 'DELETE /me answered 403' }],
  }),

  api(variant, world) {
    const app = apiWithAccounts(world, {
      refuseDeletion: (call) => call.json({ error: 'write to the support' }, 403),
    });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app, { change: guardOf(variant) });
    return app;
  },
});
