import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';

export const tokenDiesYoung = defineActiveTrap({
  id: 'token-dies-young',
  title: 'A token that lives for a few requests',
  why: 'A token is good for fifteen requests. A 401 to an old one is no refusal of the caller, and what was made has to be taken away all the same.',
  spec: describeWithAccounts('Notes', shelfOperations('/notes', 'note_id', ['text'])),
  expected: foreignWriteBy(['PATCH /notes/{note_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world, { tokenLife: 15 });
    openShelf(world, { path: '/notes', noun: 'note', fields: ['text'] }).serve(app, { change: guardOf(variant) });
    return app;
  },
});
