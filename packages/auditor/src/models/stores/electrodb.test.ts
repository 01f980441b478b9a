import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const entitiesAndServices = `
import { Entity, Service } from 'electrodb';
const Order = new Entity({
  model: { entity: 'order', version: '1', service: 'shop' },
  attributes: { orderId: { type: 'string' }, userId: { type: 'string' }, status: { type: 'string' }, storeId: { type: 'string' } },
  indexes: {
    byStore: { index: 'gsi2', collection: ['workload'], pk: { field: 'gsi2pk', composite: ['storeId'] }, sk: { field: 'gsi2sk', composite: ['orderId'] } },
    orders: { pk: { field: 'pk', composite: ['userId'] }, sk: { field: 'sk', composite: ['orderId'] } },
    byStatus: { index: 'gsi1', pk: { field: 'gsi1pk', composite: ['status'] }, sk: { field: 'gsi1sk', composite: ['userId'] } },
    all: { index: 'gsi3', pk: { field: 'gsi3pk', composite: [] }, sk: { field: 'gsi3sk', composite: ['orderId'] } },
  },
}, { client, table: 'shop' });
const shop = new Service({ orders: Order }, { client });
`;

describe('Entities and services', () => {
  test.each([
    {
      name: 'one item',
      code: `
const { data } = await Order.get({ userId: req.params.userId, orderId: req.params.id }).go({ attributes: ['orderId', 'status'] });
res.json(data);
`,
      accesses: ['get Entity.get "shop" | key userId = path userId, orderId = path id | projected yes'],
      answers: ['item1 Item'],
    },
    {
      name: 'several items',
      code: `
const { data } = await Order.get([{ userId: req.user.sub, orderId: req.body.one }, { userId: req.body.userId, orderId: '2' }]).go();
res.json(data);
`,
      accesses: [
        'get Entity.get "shop" | key userId = me sub, orderId = body one',
        'get Entity.get "shop" | key userId = body userId, orderId = "2"',
      ],
      answers: ['[item1 Items.[], item2 Items.[]]'],
    },
    {
      name: 'a query of an index with a filter, a limit and a cursor',
      code: `
const { data, cursor } = await Order.query.byStatus({ status: req.query.status }).where(({ userId }, { eq }) => eq(userId, req.user.sub)).go({ limit: Number(req.query.limit), cursor: req.query.cursor });
res.json({ items: data, cursor });
`,
      accesses: [
        'query Entity.query.byStatus "shop" | key status = query status | index "gsi1" | filter userId = me sub | limit query limit (number) | cursor query cursor',
      ],
      answers: ['{items: item1 Items, cursor: item1 LastEvaluatedKey}'],
    },
    {
      name: 'a part of the sort key',
      code: `
const { data } = await Order.query.orders({ userId: req.user.sub }).begins({ orderId: req.query.prefix }).go();
await Order.query.orders({ userId: req.user.sub }).gte({ orderId: req.query.from }).go();
res.json(data.map(({ orderId }) => ({ orderId })));
`,
      accesses: [
        'query Entity.query.orders "shop" | key userId = me sub, orderId begins_with query prefix',
        'query Entity.query.orders "shop" | key userId = me sub, orderId >= query from',
      ],
      answers: ['[{orderId: item1 Items.[].orderId}]'],
    },
    {
      name: 'an index that has one partition for everybody',
      code: `
const { data } = await Order.query.all({}).go({ pages: 'all' });
res.json(data);
`,
      accesses: ['query Entity.query.all "shop" | key gsi3pk = "gsi3pk" | index "gsi3"'],
      answers: ['item1 Items'],
    },
    {
      name: 'scans and their filters',
      code: `
await Order.scan.where((attr, op) => \`\${op.eq(attr.status, 'open')} AND \${op.contains(attr.members, req.user.sub)}\`).go();
await Order.scan.where((attr, op) => \`\${op.eq(attr.userId, req.user.sub)} OR \${op.eq(attr.shared, true)}\`).go();
await Order.scan.byStatus.go();
`,
      accesses: [
        'scan Entity.scan "shop" | filter status = "open", members contains me sub',
        'scan Entity.scan "shop"',
        'scan Entity.scan "shop" | index "gsi1"',
      ],
      answers: [],
    },
    {
      name: 'what ElectroDB finds out by itself',
      code: `
await Order.find({ storeId: req.query.store }).go();
await Order.match({ userId: req.user.sub, title: req.query.title }).go();
await Order.match({ title: req.query.title }).go();
`,
      accesses: [
        'query Entity.find "shop" | key storeId = query store | index "gsi2"',
        'query Entity.match "shop" | key userId = me sub | filter userId = me sub, title = query title',
        'scan Entity.match "shop" | filter title = query title',
      ],
      answers: [],
    },
    {
      name: 'collections of a service, and its entities',
      code: `
const { data } = await shop.collections.workload({ storeId: req.params.id }).go();
const { data: own } = await shop.entities.orders.get({ userId: req.user.sub, orderId: req.params.id }).go();
res.json({ orders: data.orders, own });
`,
      accesses: [
        'query Entity.collections.workload "shop" | key storeId = path id | index "gsi2"',
        'get Entity.get "shop" | key userId = me sub, orderId = path id',
      ],
      answers: ['{orders: item1 Items, own: item2 Item}'],
    },
    {
      name: 'new items',
      code: `
const { data } = await Order.create({ ...req.body, userId: req.user.sub }).go();
await Order.put({ userId: req.body.userId, orderId: req.body.id }).go();
await Order.put([{ userId: req.user.sub, orderId: '1' }, { userId: req.user.sub, orderId: req.body.id }]).go();
await Order.upsert({ userId: req.user.sub, orderId: req.params.id, status: req.body.status }).go();
res.json(data);
`,
      accesses: [
        'put Entity.create "shop" | checks attribute_not_exists | item {userId: me sub, ...body *}',
        'put Entity.put "shop" | item {userId: body userId, orderId: body id}',
        'put Entity.put "shop" | item {userId: me sub, orderId: "1"}',
        'put Entity.put "shop" | item {userId: me sub, orderId: body id}',
        'update Entity.upsert "shop" | key userId = me sub, orderId = path id | item {userId: me sub, orderId: path id, status: body status}',
      ],
      answers: ['{userId: me sub, ...body *}'],
    },
    {
      name: 'updates and their conditions',
      code: `
const key = { userId: req.body.userId, orderId: req.params.id };
const { data } = await Order.update(key).set({ status: req.body.status }).add({ count: 1 }).where(({ userId }, { eq }) => eq(userId, req.user.sub)).go({ response: 'all_new' });
await Order.patch(key).data(({ status, note }, { set, remove }) => { set(status, req.body.status); remove(note); }).composite({ storeId: req.user.store }).go();
await Order.delete(key).where((attr, op) => op.exists(attr.orderId)).go();
await Order.remove(key).go();
res.json(data);
`,
      accesses: [
        'update Entity.update "shop" | key userId = body userId, orderId = path id | condition userId = me sub | item {status: body status, count: 1}',
        'update Entity.patch "shop" | key userId = body userId, orderId = path id | condition storeId = me store | checks attribute_exists | item {status: body status}',
        'delete Entity.delete "shop" | key userId = body userId, orderId = path id | checks attribute_exists',
        'delete Entity.remove "shop" | key userId = body userId, orderId = path id | checks attribute_exists',
      ],
      answers: ['item1 Attributes'],
    },
    {
      name: 'transactions',
      code: `
const written = await shop.transaction.write(({ orders }) => [orders.create({ userId: req.user.sub, orderId: req.body.id }).commit(), orders.patch({ userId: req.params.id, orderId: '1' }).set({ status: 'x' }).commit()]).go();
const { data } = await shop.transaction.get(({ orders }) => [orders.get({ userId: req.params.id, orderId: '1' }).commit()]).go();
res.json(data[0].item);
`,
      accesses: [
        'put Entity.create "shop" | checks attribute_not_exists | item {userId: me sub, orderId: body id}',
        'update Entity.patch "shop" | key userId = path id, orderId = "1" | checks attribute_exists | item {status: "x"}',
        'get Entity.get "shop" | key userId = path id, orderId = "1"',
      ],
      answers: ['item3 Item'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(entitiesAndServices, code))).toEqual({ accesses, answers });
  });
});

const entitiesThatCannotBeSeen = `
import { Order } from '@acme/entities';
`;

describe('Entities that cannot be seen', () => {
  test.each([
    {
      name: 'their chains',
      code: `
const { data } = await Order.get({ orderId: req.params.id }).go();
const list = await Order.query.byUser({ userId: req.user.sub }).where(({ status }, { eq }) => eq(status, req.query.status)).go({ cursor: req.query.cursor });
await Order.scan.go();
res.json([data, list.data]);
`,
      accesses: [
        'get Entity.get | key orderId = path id',
        'query Entity.query.byUser | key userId = me sub | filter status = query status | cursor query cursor',
        'scan Entity.scan',
      ],
      answers: ['[item1 Item, item2 Items]'],
    },
    {
      name: 'what only looks alike',
      code: `
await knex('orders').where(function () { this.where('id', req.params.id); });
await firestore.batch().update(ref, req.body).commit();
await page.locator('a').go();
`,
      accesses: [],
      answers: [],
    },
    {
      name: 'names that every object has',
      code: `
await Order.constructor({ orderId: req.params.id }).go();
await Order.query.constructor({ orderId: req.params.id }).toString({ a: 1 }).go();
`,
      accesses: ['query Entity.query.constructor | key orderId = path id'],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(entitiesThatCannotBeSeen, code))).toEqual({ accesses, answers });
  });
});
