import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations } from '../shelf.ts';

const mediaType = 'application/merge-patch+json';

export const mergePatch = defineActiveTrap({
  id: 'merge-patch',
  title: 'A PATCH that wants its own media type',
  why: 'Changes are merge patches (RFC 7396), and anything else is answered 415 before anybody asks whose the object is.',
  spec: describeWithAccounts('Cards', shelfOperations('/cards', 'card_id', ['text'], { mediaType })),
  expected: foreignWriteBy(['PATCH /cards/{card_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const cards = openShelf(world, { path: '/cards', noun: 'card', fields: ['text'] });
    app.patch('/cards/:id', (call, next) =>
      call.req.header('Content-Type')?.startsWith(mediaType) === true
        ? next()
        : Promise.resolve(call.json({ error: 'unsupported media type' }, 415)),
    );
    cards.serve(app, { change: guardOf(variant) });
    return app;
  },
});
