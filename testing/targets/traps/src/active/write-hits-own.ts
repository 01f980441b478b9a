import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { isOwn, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const writeHitsOwn = defineActiveTrap({
  id: 'write-hits-own',
  title: 'A write that lands in an object of the caller',
  why: "One twin ignores the id when it is not the caller's and writes to the newest card of the caller instead: the answer is 200 and shows what was written, but the owner's card is as it was.",
  spec: describeWithAccounts('Cards', shelfOperations('/cards', 'card_id', ['motto'])),
  expected: foreignWriteBy(['PATCH /cards/{card_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const cards = openShelf(world, { path: '/cards', noun: 'card', fields: ['motto'] });
    app.patch('/cards/:id', async (call) => {
      const named = cards.rows.get(call.req.param('id'));
      const caller = call.get('caller');
      const own = [...cards.rows.values()].findLast((card) => isOwn(card, caller));
      const card = named === undefined || variant === 'vulnerable' || isOwn(named, caller) ? named : own;
      if (card === undefined) return missing(call);
      Object.assign(card.shown, textsIn(await fieldsOf(call), ['motto']));
      return call.json(card.shown);
    });
    cards.serve(app);
    return app;
  },
});
