import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const modelsWithASchema = `
import { Model, Table } from 'dynamodb-onetable';
const schema = {
  version: '0.1.0',
  indexes: { primary: { hash: 'pk', sort: 'sk' }, gs1: { hash: 'gs1pk', sort: 'gs1sk' } },
  models: {
    Order: {
      pk: { type: String, value: 'user#\${userId}' }, sk: { type: String, value: 'order#\${id}' },
      gs1pk: { type: String, value: 'status#\${status}' }, gs1sk: { type: String, value: 'order#\${id}' },
      id: { type: String, generate: 'ulid' }, userId: { type: String }, status: { type: String }, title: { type: String },
    },
    Product: { pk: { type: String, value: 'product#' }, sk: { type: String, value: 'product#\${id}' }, id: { type: String } },
  },
};
const table = new Table({ client, name: 'shop', schema });
const Order = table.getModel('Order');
const Product = new Model(table, 'Product');
`;

describe('Models with a schema', () => {
  test.each([
    {
      name: 'one item',
      code: `res.json(await Order.get({ userId: req.params.userId, id: req.params.id, title: 'x' }, { fields: ['title'], hidden: true }));`,
      accesses: ['get Model.get "shop" | key userId = path userId, id = path id | projected yes'],
      answers: ['item1 Item'],
    },
    {
      name: 'a key that is given as it is',
      code: 'res.json(await Order.get({ pk: req.body.pk, sk: req.body.sk, userId: req.user.sub }));',
      accesses: ['get Model.get "shop" | key pk = body pk, sk = body sk'],
      answers: ['item1 Item'],
    },
    {
      name: 'lists, pages and counts',
      code: `
const items = await Order.find({ userId: req.user.sub, id: { begins: req.query.prefix }, title: req.query.title }, { limit: Number(req.query.limit), next: req.query.next });
const count = await Order.find({ userId: req.user.sub }, { count: true });
res.json({ items, next: items.next, count });
`,
      accesses: [
        'query Model.find "shop" | key userId = me sub, id begins_with query prefix | filter title = query title | limit query limit (number) | cursor query next',
        'query Model.find "shop" | key userId = me sub | count yes',
      ],
      answers: ['{items: item1 Items, next: item1 Items.next, count: item2 Count}'],
    },
    {
      name: 'an index, and what filters it',
      code: `
await Order.find({ status: req.query.status }, { index: 'gs1', where: '\${userId} = @{me} and \${title} <> {"x"}', substitutions: { me: req.user.sub } });
await Order.get({ status: req.query.status, id: req.params.id }, { index: 'gs1' });
`,
      accesses: [
        'query Model.find "shop" | key status = query status | index "gs1" | filter userId = me sub, title <> "x"',
        'query Model.get "shop" | key status = query status, id = path id | index "gs1"',
      ],
      answers: [],
    },
    {
      name: 'scans and their filters',
      code: `
await Order.scan({ status: 'open' }, { where: \`\\\${userId} = {\${req.user.sub}}\` });
await Order.scan({}, { where: '\${userId} = {' + req.user.sub + '} or \${status} = {public}' });
`,
      accesses: ['scan Model.scan "shop" | filter status = "open", userId = me sub', 'scan Model.scan "shop"'],
      answers: [],
    },
    {
      name: 'a partition that everybody shares',
      code: `
const products = await Product.find({});
const product = await Product.get({ id: req.params.id });
res.json({ products, product });
`,
      accesses: ['query Model.find "shop" | key pk = "pk"', 'get Model.get "shop" | key pk = "pk", id = path id'],
      answers: ['{products: item1 Items, product: item2 Item}'],
    },
    {
      name: 'new items',
      code: `
const made = await Order.create({ ...req.body, userId: req.user.sub });
await Order.create({ id: req.body.id, userId: req.user.sub }, { exists: null });
res.json(made);
`,
      accesses: [
        'put Model.create "shop" | checks attribute_not_exists | item {userId: me sub, ...body *}',
        'put Model.create "shop" | item {id: body id, userId: me sub}',
      ],
      answers: ['{userId: me sub, ...body *}'],
    },
    {
      name: 'changes',
      code: `
const changed = await Order.update({ userId: req.params.userId, id: req.params.id, title: req.body.title }, { where: '\${userId} = {' + req.user.sub + '}', add: { count: 1 } });
await Order.update({ userId: req.user.sub, id: req.params.id }, { set: { title: req.body.title }, exists: false });
await Order.upsert({ userId: req.user.sub, id: req.params.id, title: req.body.title });
await Order.remove({ userId: req.params.userId, id: req.params.id });
res.json(changed);
`,
      accesses: [
        'update Model.update "shop" | key userId = path userId, id = path id | condition userId = me sub | checks attribute_exists | item {userId: path userId, id: path id, title: body title, count: 1}',
        'update Model.update "shop" | key userId = me sub, id = path id | checks attribute_not_exists | item {userId: me sub, id: path id, title: body title}',
        'update Model.upsert "shop" | key userId = me sub, id = path id | item {userId: me sub, id: path id, title: body title}',
        'delete Model.remove "shop" | key userId = path userId, id = path id',
      ],
      answers: ['item1 Attributes'],
    },
    {
      name: 'methods of the table',
      code: `
await table.get('Order', { userId: req.params.id, id: '1' });
await table.queryItems({ pk: req.params.id });
await table.putItem({ pk: req.body.pk, sk: '1' });
`,
      accesses: [
        'get Model.get "shop" | key userId = path id, id = "1"',
        'query Model.queryItems "shop" | key pk = path id',
        'put Model.putItem "shop" | item {pk: body pk, sk: "1"}',
      ],
      answers: [],
    },
    {
      name: 'batches and transactions',
      code: `
const transaction = {};
await Order.update({ userId: req.params.userId, id: '1' }, { transaction });
await table.transact('write', transaction);
`,
      accesses: [
        'update Model.update "shop" | key userId = path userId, id = "1" | checks attribute_exists | item {userId: path userId, id: "1"}',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(modelsWithASchema, code))).toEqual({ accesses, answers });
  });
});

const whatTheContextAdds = `
import { Table } from 'dynamodb-onetable';
const table = new Table({ name: 'shop', schema: { indexes: { primary: { hash: 'pk', sort: 'sk' } }, models: { User: { pk: { value: 'account#\${accountId}' }, sk: { value: 'user#\${id}' } } } } });
const User = table.getModel('User');
`;

describe('What the context adds', () => {
  test.each([
    {
      name: 'the account of the caller, unless the key is given as it is',
      code: `
table.setContext({ accountId: req.user.account });
table.addContext({ region: 'eu' });
await User.get({ id: req.params.id });
await User.find({ accountId: req.params.id });
await User.get({ pk: req.params.id, sk: 'user#1' });
`,
      accesses: [
        'get Model.get "shop" | key accountId = me account, id = path id',
        'query Model.find "shop" | key accountId = me account | filter region = "eu"',
        'get Model.get "shop" | key pk = path id, sk = "user#1"',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(whatTheContextAdds, code))).toEqual({ accesses, answers });
  });
});

const modelsWithoutASchema = `
import { table } from '@acme/tables';
const Order = table.getModel('Order');
`;

describe('Models without a schema', () => {
  test.each([
    {
      name: 'all properties may be the key',
      code: `
await Order.get({ userId: req.user.sub, id: req.params.id });
await Order.update({ id: req.params.id, title: req.body.title });
await Order.update(req.body);
`,
      accesses: [
        'get Model.get | key userId = me sub, id = path id',
        'update Model.update | key id = path id | checks attribute_exists | item {id: path id, title: body title}',
        'update Model.update | key whole body * | checks attribute_exists | item body *',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(modelsWithoutASchema, code))).toEqual({ accesses, answers });
  });
});
