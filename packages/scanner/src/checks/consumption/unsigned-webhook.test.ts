import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  refusal,
  served,
  testCheck,
} from '@middlebrick/testing';
import check from './unsigned-webhook.ts';

const orders = ['POST /orders', 'GET /orders/{order_id}', 'POST /webhooks/payments'];
const spec = accountsSpec(orders);
const identities: [] = [];

/** Believes what an event says of an order. */
const believe: AccountsHandler = ({ body, store }) => {
  const order = store.orders.get(String(body.order_id));
  if (order === undefined) return refusal(404);
  order.status = body.status;
  return served({ received: true });
};

testCheck(check, {
  vulnerable: [
    {
      name: 'believes whoever calls',
      api: accountsApi({ 'POST /webhooks/payments': believe }),
      spec,
      identities,
      message: 'believed',
      confidence: 'confirmed',
    },
    {
      name: 'asks for a signature and does not look at it',
      api: accountsApi({
        'POST /webhooks/payments': (call, usual) =>
          call.headers.has('x-hub-signature-256') ? believe(call, usual) : refusal(401, 'no signature'),
      }),
      spec,
      identities,
      message: 'believed',
      confidence: 'confirmed',
    },
    {
      name: 'draws its own conclusion from the event',
      api: accountsApi({
        'POST /webhooks/payments': ({ body, store }) => {
          const order = store.orders.get(String(body.order_id));
          if (order !== undefined && body.status === 'failed') order.status = 'cancelled';
          return served({});
        },
      }),
      spec,
      identities,
      message: 'believed',
      confidence: 'firm',
    },
  ],
  hardened: [
    { name: 'refuses with 401', api: accountsApi(), spec, identities, message: 'refused' },
    {
      name: 'answers 400 and says that the signature is wrong',
      api: accountsApi({ 'POST /webhooks/payments': () => refusal(400, 'Invalid signature.') }),
      spec,
      identities,
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'orders are confirmed by themselves after a while',
      api: () => {
        const store = accountsStore();
        return accountsApiOn(store, {
          'POST /webhooks/payments': () => {
            for (const order of store.orders.values()) order.status = 'confirmed';
            return served({});
          },
        });
      },
      spec,
      identities,
      message: 'noEffect',
    },
    {
      name: 'takes every event and looks at it later',
      api: accountsApi({ 'POST /webhooks/payments': () => new Response(null, { status: 202 }) }),
      spec,
      identities,
      message: 'noEffect',
    },
    {
      name: 'knows no such order',
      api: accountsApi({ 'POST /webhooks/payments': () => refusal(404, 'unknown order') }),
      spec,
      identities,
      message: 'otherwiseRefused',
    },
    {
      name: 'breaks on every event',
      api: accountsApi({ 'POST /webhooks/payments': () => refusal(500) }),
      spec,
      identities,
      message: 'noAnswer',
    },
    {
      name: 'no order can be made',
      api: accountsApi({ 'POST /orders': () => refusal(503) }),
      spec,
      identities,
      message: 'nothingOwn',
    },
    {
      name: 'orders cannot be read',
      api: accountsApi({ 'GET /orders/{order_id}': () => refusal(403), 'POST /webhooks/payments': believe }),
      spec,
      identities,
      message: 'noView',
    },
    {
      name: 'an event names an invoice as well, and there is none',
      api: accountsApi({ 'POST /webhooks/payments': believe }),
      spec: accountsSpec([...orders.slice(0, 2), 'POST /webhooks/orders/{order_id}'], {
        'POST /webhooks/orders/{order_id}': { 'invoice_id!': { type: 'string' } },
      }),
      identities,
      message: 'noBody',
    },
  ],
});
