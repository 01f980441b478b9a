import { randomUUID } from 'node:crypto';
import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf } from '../people.ts';
import { find, kept, ownOf } from '../records.ts';
import { smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const orders = [
  kept(alice, idOf('order/alice'), {
    article: 'Walnut writing desk',
    remark: 'Leave it with the neighbour on the second floor, the bell is broken.',
  }),
  kept(bob, idOf('order/bob'), {
    article: 'Hearing aid, left',
    remark: 'No company name on the parcel, please, and not before six.',
  }),
];

export const successStatusErrorBody = defineTrap({
  id: 'success-status-error-body',
  title: 'Errors with status 200',
  why: 'A refusal comes with status 200, an error text and an incident number that is never the same twice. Whoever trusts the status sees access; whoever compares bodies sees two different answers.',
  spec: describeApi('Orders', { 'GET /orders': {}, 'GET /orders/{order_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /orders/{order_id}'),

  api(variant) {
    const app = smallApi();
    app.get('/orders', (call) => call.json({ ok: true, orders: ownOf(orders, call.get('caller')) }));
    app.get('/orders/:id', (call) => {
      const order = find(orders, call.req.param('id'), variant, call.get('caller'));
      if (order !== undefined) return call.json({ ok: true, order: order.shown });
      return call.json({ ok: false, error: 'We could not find that order for you.', incident: randomUUID() });
    });
    return app;
  },
});
