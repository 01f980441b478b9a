import { callerOf, testCheck } from '@middlebrick/testing';
import check from './over-exposure-in-list.ts';

const orders = [
  {
    id: 'order-7001',
    owner_id: 'alice',
    iban: 'DE89370400440532013000',
    address: '12 Elm Street, Springfield',
    memo: 'ring the second bell',
  },
  {
    id: 'order-7002',
    owner_id: 'bob',
    iban: 'GB82WEST12345698765432',
    address: '9 Oak Avenue, Shelbyville',
    memo: 'leave at the door',
  },
];

/** Details are for their owner; `list` says what a caller sees of them all. */
const api =
  (list: (order: (typeof orders)[number], caller: string) => unknown, isOpen = false) =>
  (request: Request) => {
    const caller = callerOf(request);
    if (request.url.endsWith('/me'))
      return caller === null ? new Response('{}', { status: 401 }) : Response.json({ id: caller });
    const id = new URL(request.url).pathname.split('/')[2];
    if (id === undefined)
      return caller === null
        ? isOpen
          ? Response.json(orders.map((order) => list(order, '')))
          : new Response('{}', { status: 401 })
        : Response.json(orders.map((order) => list(order, caller)).filter(Boolean));
    const order = orders.find((candidate) => candidate.id === id);
    if (caller === null) return new Response('{}', { status: 401 });
    if (order === undefined) return new Response('{}', { status: 404 });
    return order.owner_id === caller ? Response.json(order) : new Response('{}', { status: 403 });
  };
const operations = ['GET /me', 'GET /orders', 'GET /orders/{id}'];

testCheck(check, {
  vulnerable: [
    {
      name: 'the list shows everything to everyone',
      operations,
      api: api((order) => order, true),
      message: 'shown',
      confidence: 'confirmed',
    },
    {
      name: 'the list shows everything to every user',
      operations,
      api: api((order) => order),
      message: 'shown',
      confidence: 'confirmed',
    },
  ],
  hardened: [
    {
      name: 'items of the list are short',
      operations,
      api: api(({ id, owner_id }) => ({ id, owner_id })),
      message: 'clean',
    },
    { name: 'anyone sees short items', operations, api: api(({ id }) => ({ id, kind: 'order' }), true) },
  ],
  inconclusive: [
    {
      name: 'only its owner is served',
      operations,
      identities: [{ name: 'alice', bearer: 'token-alice', subjects: ['alice'] }],
      api: api((order, caller) => (order.owner_id === caller ? order : null)),
      message: 'unserved',
    },
    {
      name: 'the detail refuses nobody',
      operations,
      api: (request: Request) => {
        const caller = callerOf(request);
        const { pathname } = new URL(request.url);
        if (pathname === '/me')
          return caller === null ? new Response('{}', { status: 401 }) : Response.json({ id: caller });
        const id = pathname.split('/')[2];
        return Response.json(id === undefined ? orders : (orders.find((order) => order.id === id) ?? null));
      },
      message: 'unprotected',
    },
  ],
});
