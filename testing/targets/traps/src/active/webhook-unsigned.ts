import { createHmac } from 'node:crypto';
import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { secretOf } from '../people.ts';
import { openShelf, shelfOperations } from '../shelf.ts';
import { missing } from '../small-api.ts';

const operation = 'POST /webhooks/payments';

export const webhookUnsigned = defineActiveTrap({
  id: 'webhook-unsigned',
  title: 'A webhook that nobody has to sign',
  why: 'Events of the bank say that an order is paid. One twin believes them when they are signed, the other whenever they come, and answers 200 to everything.',
  spec: describeWithAccounts('Orders', {
    ...shelfOperations('/orders', 'order_id', ['text']),
    [operation]: {
      isOpen: true,
      schema: {
        type: 'object',
        required: ['order_id', 'state'],
        properties: { order_id: { type: 'string' }, state: { type: 'string', enum: ['paid', 'failed'] } },
      },
    },
  }),
  expected: {
    vulnerable: [{ check: 'consumption/unsigned-webhook', operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: 'consumption/unsigned-webhook', operation }],
  },

  api(variant, world) {
    const app = apiWithAccounts(world, { open: [/^\/webhooks\//] });
    const orders = openShelf(world, { path: '/orders', noun: 'order', fields: ['text'], also: { state: 'open' } });
    app.post('/webhooks/payments', async (call) => {
      const body = await call.req.text();
      const signature = createHmac('sha256', secretOf('webhook')).update(body).digest('hex');
      if (variant === 'hardened' && call.req.header('X-Signature') !== signature)
        return call.json({ error: 'the signature is missing or wrong' }, 401);
      const event = JSON.parse(body) as { order_id?: string; state?: string };
      const order = orders.rows.get(event.order_id ?? '');
      if (order === undefined) return missing(call);
      order.shown.state = event.state ?? 'failed';
      return call.json({ received: true });
    });
    orders.serve(app);
    return app;
  },
});
