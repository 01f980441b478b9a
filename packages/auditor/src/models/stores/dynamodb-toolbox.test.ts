import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const actions = `
import {
  BatchGetCommand, BatchGetRequest, BatchPutRequest, BatchWriteCommand, ConditionCheck, DeleteItemCommand, DeletePartitionCommand,
  Entity, EntityAccessPattern, EntityRepository, GetItemCommand, GetTransaction, PutItemCommand, QueryCommand, ScanCommand, Table, TableRepository,
  UpdateItemCommand, UpdateTransaction, $add, executeBatchGet, executeBatchWrite, executeTransactGet, executeTransactWrite, item, string,
} from 'dynamodb-toolbox';
const Shop = new Table({
  name: 'shop', documentClient,
  partitionKey: { name: 'pk', type: 'string' }, sortKey: { name: 'sk', type: 'string' },
  indexes: { byStatus: { type: 'global', partitionKey: { name: 'status', type: 'string' }, sortKey: { name: 'createdAt', type: 'string' } } },
});
const Order = new Entity({
  name: 'Order', table: Shop,
  schema: item({ userId: string().key(), orderId: string({ key: true }), title: string().optional() }),
  computeKey: ({ userId, orderId }) => ({ pk: userId, sk: orderId }),
});
`;

describe('Actions', () => {
  test.each([
    {
      name: 'one item, with a projection',
      code: `
const { Item } = await Order.build(GetItemCommand).key({ userId: req.params.userId, orderId: req.params.id }).options({ attributes: ['title', 'note'] }).send();
res.json(Item);
`,
      accesses: ['get GetItemCommand "shop" | key userId = path userId, orderId = path id | projected yes'],
      answers: ['item1 Item'],
    },
    {
      name: 'a query of an index',
      code: `
const { Items, LastEvaluatedKey } = await Shop.build(QueryCommand)
  .query({ index: 'byStatus', partition: req.query.status, range: { gte: req.query.day } })
  .entities(Order)
  .options({ limit: Number(req.query.limit), exclusiveStartKey: req.query.cursor, filters: { Order: { attr: 'userId', eq: req.user.sub } } })
  .send();
res.json({ Items, LastEvaluatedKey });
`,
      accesses: [
        'query QueryCommand "shop" | key status = query status, createdAt >= query day | index "byStatus" | filter userId = me sub | limit query limit (number) | cursor query cursor',
      ],
      answers: ['{Items: item1 Items, LastEvaluatedKey: item1 LastEvaluatedKey}'],
    },
    {
      name: 'a query of the table, and its pages',
      code: `
const command = Shop.build(QueryCommand).query({ partition: \`USER#\${req.user.sub}\`, range: { beginsWith: req.query.prefix } });
for await (const page of command.paginate()) res.json(page.Items);
`,
      accesses: ['query QueryCommand "shop" | key pk = "USER#" ~ me sub, sk begins_with query prefix'],
      answers: ['item1 Items', 'item1 Items'],
    },
    {
      name: 'a query whose partition the request chooses whole',
      code: `
const { Items } = await Shop.build(QueryCommand).query(req.body.query).send();
res.json(Items);
`,
      accesses: ['query QueryCommand "shop" | key whole body query'],
      answers: ['item1 Items'],
    },
    {
      name: 'scans and their filters',
      code: `
await Shop.build(ScanCommand).entities(Order).options({ filter: { or: [{ attr: 'owner', eq: req.user.sub }, { attr: 'editor', eq: req.user.sub }] } }).send();
await Shop.build(ScanCommand).options({ filter: { or: [{ attr: 'owner', eq: req.user.sub }, { attr: 'public', eq: true }] }, select: 'COUNT' }).send();
await Shop.build(ScanCommand).options({ filter: { not: { attr: 'owner', eq: req.user.sub } }, index: 'byStatus' }).send();
`,
      accesses: [
        'scan ScanCommand "shop" | filter owner = me sub, editor = me sub',
        'scan ScanCommand "shop" | count yes',
        'scan ScanCommand "shop" | index "byStatus"',
      ],
      answers: [],
    },
    {
      name: 'writes with their conditions',
      code: `
await Order.build(PutItemCommand).item({ ...req.body, userId: req.user.sub }).options({ condition: { attr: 'orderId', exists: false } }).send();
await Order.build(UpdateItemCommand).item({ userId: req.body.userId, orderId: req.params.id, title: req.body.title, count: $add(1) }).options({ condition: { and: [{ attr: 'userId', eq: req.user.sub }, { attr: 'orderId', exists: true }] } }).send();
await Order.build(DeleteItemCommand).key({ userId: req.user.sub, orderId: req.params.id }).send();
await Shop.build(DeletePartitionCommand).query({ partition: req.params.id }).entities(Order).send();
`,
      accesses: [
        'put PutItemCommand "shop" | checks attribute_not_exists | item {userId: me sub, ...body *}',
        'update UpdateItemCommand "shop" | key userId = body userId, orderId = path id | condition userId = me sub | checks attribute_exists | item {userId: body userId, orderId: path id, title: body title, count: server}',
        'delete DeleteItemCommand "shop" | key userId = me sub, orderId = path id',
        'delete DeletePartitionCommand "shop" | key pk = path id',
      ],
      answers: [],
    },
    {
      name: 'a key that may come with a spread',
      code: 'await Order.build(UpdateItemCommand).item({ ...req.body, userId: req.user.sub }).send();',
      accesses: [
        'update UpdateItemCommand "shop" | key userId = me sub, whole body * | item {userId: me sub, ...body *}',
      ],
      answers: [],
    },
    {
      name: 'options that are made of options',
      code: `await Order.build(UpdateItemCommand).item({ userId: req.params.id, orderId: 'profile' }).options({ condition: { attr: 'userId', eq: req.user.sub } }).options((before) => ({ ...before, returnValues: 'ALL_NEW' })).send();`,
      accesses: [
        'update UpdateItemCommand "shop" | key userId = path id, orderId = "profile" | condition userId = me sub | item {userId: path id, orderId: "profile"}',
      ],
      answers: [],
    },
    {
      name: 'actions that are constructed',
      code: `
await new GetItemCommand(Order, { userId: req.user.sub, orderId: req.params.id }, { attributes: ['title'] }).send();
await new QueryCommand(Shop, [Order], { partition: req.params.id }, { limit: 5 }).send();
await new ScanCommand(Shop, [Order], { limit: 5 }).send();
`,
      accesses: [
        'get GetItemCommand "shop" | key userId = me sub, orderId = path id | projected yes',
        'query QueryCommand "shop" | key pk = path id | limit 5',
        'scan ScanCommand "shop" | limit 5',
      ],
      answers: [],
    },
    {
      name: 'repositories',
      code: `
const orders = Order.build(EntityRepository);
const { Item } = await orders.get({ userId: req.user.sub, orderId: req.params.id });
const { Attributes } = await orders.update({ userId: req.params.id, orderId: '1', title: req.body.title }, { condition: { attr: 'userId', eq: req.user.sub } });
const all = await Shop.build(TableRepository).scan({ limit: 5 });
await new EntityRepository(Order).delete({ userId: req.params.id, orderId: '1' });
res.json({ Item, Attributes, all });
`,
      accesses: [
        'get EntityRepository.get "shop" | key userId = me sub, orderId = path id',
        'update EntityRepository.update "shop" | key userId = path id, orderId = "1" | condition userId = me sub | item {userId: path id, orderId: "1", title: body title}',
        'scan TableRepository.scan "shop" | limit 5',
        'delete EntityRepository.delete "shop" | key userId = path id, orderId = "1"',
      ],
      answers: ['{Item: item1 Item, Attributes: item2 Attributes, all: item3 *}'],
    },
    {
      name: 'access patterns',
      code: `
const byStatus = Order.build(EntityAccessPattern).schema(string()).pattern((status) => ({ index: 'byStatus', partition: status, options: { limit: 5 } }));
const { Items } = await byStatus.query(req.query.status).send();
res.json(Items);
`,
      accesses: ['query AccessPattern "shop" | key status = query status | index "byStatus" | limit 5'],
      answers: ['item1 Items'],
    },
    {
      name: 'batches',
      code: `
const { Responses } = await executeBatchGet(Shop.build(BatchGetCommand).requests(...req.body.ids.map((id) => Order.build(BatchGetRequest).key({ userId: req.user.sub, orderId: id }))).options({ attributes: ['title'] }));
await executeBatchWrite(Shop.build(BatchWriteCommand).requests(Order.build(BatchPutRequest).item({ userId: req.body.userId })));
res.json(Responses);
`,
      accesses: [
        'get executeBatchGet BatchGetRequest "shop" | key userId = me sub, orderId = body ids | projected yes',
        'put executeBatchWrite BatchPutRequest "shop" | item {userId: body userId}',
      ],
      answers: ['[[item1 Item]]'],
    },
    {
      name: 'transactions',
      code: `
await executeTransactWrite(
  Order.build(ConditionCheck).key({ userId: req.params.id, orderId: 'profile' }).condition({ attr: 'owner', eq: req.user.sub }),
  Order.build(UpdateTransaction).item({ userId: req.params.id, orderId: req.body.id, title: 'x' }),
);
const { Responses } = await executeTransactGet(Order.build(GetTransaction).key({ userId: req.params.id, orderId: '1' }));
res.json(Responses[0].Item);
`,
      accesses: [
        'update executeTransactWrite UpdateTransaction "shop" | key userId = path id, orderId = body id | condition owner = me sub | item {userId: path id, orderId: body id, title: "x"}',
        'get executeTransactGet GetTransaction "shop" | key userId = path id, orderId = "1"',
      ],
      answers: ['item2 Item'],
    },
    {
      name: 'names that the request chooses',
      code: `
await Shop.build(ScanCommand).options({ filter: { and: [{ attr: req.query.field, eq: 'x' }] }, attributes: req.query.fields }).send();
await Shop.build(QueryCommand).query({ index: req.query.index, partition: req.user.sub }).send();
`,
      accesses: [
        'scan ScanCommand "shop" | filter  = "x" | names query field | projected yes',
        'query QueryCommand "shop" | key pk = me sub | index query index',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(actions, code))).toEqual({ accesses, answers });
  });
});

const entitiesThatCannotBeSeen = `
import { GetItemCommand, UpdateItemCommand } from 'dynamodb-toolbox';
import { Order } from '@acme/entities';
`;

describe('Entities that cannot be seen', () => {
  test.each([
    {
      name: 'their actions',
      code: `
const { Item } = await Order.build(GetItemCommand).key({ orderId: req.params.id }).send();
await Order.build(UpdateItemCommand).item({ orderId: req.params.id, title: req.body.title }).send();
await Order.build(UpdateItemCommand).item(req.body).send();
res.json(Item);
`,
      accesses: [
        'get GetItemCommand | key orderId = path id',
        'update UpdateItemCommand | key orderId = path id | item {orderId: path id, title: body title}',
        'update UpdateItemCommand | key whole body * | item body *',
      ],
      answers: ['item1 Item'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(entitiesThatCannotBeSeen, code))).toEqual({ accesses, answers });
  });
});
