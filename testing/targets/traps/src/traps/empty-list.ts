import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, idOf } from '../people.ts';
import { kept, mayRead } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const invoices = [
  kept(alice, idOf('invoice/1'), { reason: 'Second session with the mediator', cents: 18_000 }),
  kept(alice, idOf('invoice/2'), { reason: 'Copies of the old tenancy agreement', cents: 1_250 }),
];

export const emptyList = defineTrap({
  id: 'empty-list',
  title: 'An empty list for strangers',
  why: 'Strangers and unknown users are answered 200 with an empty list, and the second user has nothing of his own to compare with. A success status shows no access here, and an empty list no refusal.',
  spec: describeApi('Invoices', { 'GET /users/{user_id}/invoices': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /users/{user_id}/invoices'),

  api(variant) {
    const app = smallApi();
    app.get('/users/:id/invoices', (call) => {
      const asked = invoices.filter(({ owner }) => owner === call.req.param('id'));
      return call.json(
        asked.filter((invoice) => mayRead(variant, invoice, call.get('caller'))).map(({ shown }) => shown),
      );
    });
    return app;
  },
});
