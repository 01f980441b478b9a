import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, openShelf, shelfOperations, textsIn } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

/** Milliseconds that a job waits in the queue. */
const delay = 150;

export const writeDoneLater = defineActiveTrap({
  id: 'write-done-later',
  title: 'A write that is accepted, and done later',
  why: 'Both twins answer 202 to everybody and look at the owner only when the job is run, a moment later. The answer is the same for what will be done and for what will be dropped.',
  spec: describeWithAccounts('Orders', shelfOperations('/orders', 'order_id', ['address'])),
  expected: foreignWriteBy(['PATCH /orders/{order_id}', 'DELETE /orders/{order_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const orders = openShelf(world, { path: '/orders', noun: 'order', fields: ['address'] });
    app.patch('/orders/:id', async (call) => {
      const order = orders.rows.get(call.req.param('id'));
      if (order === undefined) return missing(call);
      const fields = textsIn(await fieldsOf(call), ['address']);
      const isAllowed = guardOf(variant)(order, call.get('caller'));
      setTimeout(() => isAllowed && Object.assign(order.shown, fields), delay);
      return call.json({ message: 'queued' }, 202);
    });
    app.delete('/orders/:id', (call) => {
      const order = orders.rows.get(call.req.param('id'));
      if (order === undefined) return missing(call);
      const isAllowed = guardOf(variant)(order, call.get('caller'));
      setTimeout(() => isAllowed && orders.rows.delete(order.id), delay);
      return call.json({ message: 'queued' }, 202);
    });
    orders.serve(app);
    return app;
  },
});
