import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const version0 = `
import { Entity, Table } from 'dynamodb-toolbox';
const Shop = new Table({ name: 'shop', partitionKey: 'pk', sortKey: 'sk', indexes: { byStatus: { partitionKey: 'status', sortKey: 'day' } }, DocumentClient });
const Order = new Entity({ name: 'Order', attributes: { userId: { partitionKey: true }, sk: { sortKey: true, hidden: true }, orderId: ['sk', 0], title: 'string' }, table: Shop });
`;

describe('Version 0', () => {
  test.each([
    {
      name: 'reading one',
      code: `
const { Item } = await Order.get({ userId: req.params.userId, orderId: req.params.id }, { attributes: ['orderId', 'title'] });
res.json(Item);
`,
      accesses: ['get Entity.get "shop" | key userId = path userId, orderId = path id | projected yes'],
      answers: ['item1 Item'],
    },
    {
      name: 'queries',
      code: `
const { Items, next } = await Order.query(req.user.sub, { beginsWith: 'ORDER#', limit: req.query.limit, startKey: req.body.startKey, filters: [{ attr: 'status', eq: req.query.status }] });
const open = await Shop.query(req.query.status, { index: 'byStatus', between: [req.query.from, req.query.to], select: 'count' });
res.json({ Items, next, open });
`,
      accesses: [
        'query Entity.query "shop" | key pk = me sub, sk begins_with "ORDER#" | filter status = query status | limit query limit | cursor body startKey',
        'query Table.query "shop" | key status = query status, day BETWEEN [query from, query to] | index "byStatus" | count yes',
      ],
      answers: ['{Items: item1 Items, next: item1 next, open: item2 *}'],
    },
    {
      name: 'scans and their filters',
      code: `
await Order.scan({ filters: [{ attr: 'owner', eq: req.user.sub }, { attr: 'status', ne: 'closed' }] });
await Shop.scan({ filters: [{ attr: 'owner', eq: req.user.sub }, { or: true, attr: 'public', eq: true }] });
await Shop.scan({ filters: [[{ attr: 'owner', negate: true, eq: req.user.sub }]] });
`,
      accesses: [
        'scan Entity.scan "shop" | filter owner = me sub, status <> "closed"',
        'scan Table.scan "shop"',
        'scan Table.scan "shop"',
      ],
      answers: [],
    },
    {
      name: 'writes',
      code: `
await Order.put({ userId: req.user.sub, orderId: req.body.id, title: req.body.title }, { conditions: { attr: 'orderId', exists: false } });
await Order.update({ userId: req.params.userId, orderId: req.params.id, title: req.body.title }, { conditions: [{ attr: 'owner', eq: req.user.sub }] });
await Order.delete({ userId: req.params.userId, orderId: req.params.id });
await Shop.delete('Order', { userId: req.user.sub, orderId: req.params.id });
`,
      accesses: [
        'put Entity.put "shop" | checks attribute_not_exists | item {userId: me sub, orderId: body id, title: body title}',
        'update Entity.update "shop" | key userId = path userId, orderId = path id | condition owner = me sub | item {userId: path userId, orderId: path id, title: body title}',
        'delete Entity.delete "shop" | key userId = path userId, orderId = path id',
        'delete Table.delete "shop" | key userId = me sub, orderId = path id',
      ],
      answers: [],
    },
    {
      name: 'batches and transactions',
      code: `
const found = await Shop.batchGet([Order.getBatch({ userId: req.user.sub, orderId: req.body.id }), Order.getBatch({ userId: req.body.userId, orderId: '1' })]);
await Shop.transactWrite([
  Order.conditionCheck({ userId: req.params.id, orderId: '1' }, { conditions: { attr: 'owner', eq: req.user.sub } }),
  Order.updateTransaction({ userId: req.params.id, orderId: '2', title: 'x' }),
  Order.deleteTransaction({ userId: req.body.other, orderId: '1' }),
]);
res.json(found);
`,
      accesses: [
        'get Table.batchGet getBatch "shop" | key userId = me sub, orderId = body id',
        'get Table.batchGet getBatch "shop" | key userId = body userId, orderId = "1"',
        'update Table.transactWrite updateTransaction "shop" | key userId = path id, orderId = "2" | condition owner = me sub | item {userId: path id, orderId: "2", title: "x"}',
        'delete Table.transactWrite deleteTransaction "shop" | key userId = body other, orderId = "1"',
      ],
      answers: ['item1 Items + item2 Items'],
    },
    {
      name: 'names that the request chooses',
      code: `await Shop.scan({ filters: [{ attr: req.query.field, eq: 'x' }], index: req.query.index });`,
      accesses: ['scan Table.scan "shop" | index query index | filter  = "x" | names query field'],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(version0, code))).toEqual({ accesses, answers });
  });
});
