import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const models = `
import dynamoose from 'dynamoose';
const Order = dynamoose.model('Order', new dynamoose.Schema({
  id: { type: String, hashKey: true }, createdAt: { type: Number, rangeKey: true },
  owner: { type: String, index: { name: 'byOwner', type: 'global' } }, status: { type: String, index: true },
}));
const Note = dynamoose.model('Note', { noteId: String, text: String }, { tableName: 'notes' });
`;

describe('Models', () => {
  test.each([
    {
      name: 'one item, by its hash key or both',
      code: `
const note = await Note.get(req.params.id);
const order = await Order.get({ id: req.params.id, createdAt: 1 }, { attributes: ['id', 'owner'] });
res.json([note, order]);
`,
      accesses: [
        'get Model.get "notes" | key noteId = path id',
        'get Model.get "Order" | key id = path id, createdAt = 1 | projected yes',
      ],
      answers: ['[item1 Item, item2 Item]'],
    },
    {
      name: 'a query that dynamoose finds the index for',
      code: `
const items = await Order.query('owner').eq(req.user.sub).where('status').eq(req.query.status).limit(Number(req.query.limit)).startAt(req.query.key).exec();
res.json({ items, next: items.lastKey });
`,
      accesses: [
        'query Model.query "Order" | key owner = me sub | index "byOwner" | filter status = query status | limit query limit (number) | cursor query key',
      ],
      answers: ['{items: item1 Items, next: item1 Items.lastKey}'],
    },
    {
      name: 'a query of a named index, and what becomes of its items',
      code: `
const items = await Order.query('status').eq('open').using('statusIndex').sort('descending').attributes(['id']).exec();
res.json(items.map((item) => item.toJSON()));
`,
      accesses: ['query Model.query "Order" | key status = "open" | index "statusIndex" | projected yes'],
      answers: ['[item1 Items.[]]'],
    },
    {
      name: 'queries of the table',
      code: `
await Order.query({ id: { eq: req.params.id }, createdAt: { gt: 3 } }).filter('owner').eq(req.user.sub).exec();
await Order.query('id').eq(req.params.id).count().exec();
`,
      accesses: [
        'query Model.query "Order" | key id = path id, createdAt > 3 | filter owner = me sub',
        'query Model.query "Order" | key id = path id | count yes',
      ],
      answers: [],
    },
    {
      name: 'scans and their filters',
      code: `
await Order.scan('owner').eq(req.user.sub).or().filter('editor').eq(req.user.sub).exec();
await Order.scan('owner').eq(req.user.sub).or().where('public').eq(true).exec();
await Order.scan('owner').not().eq(req.user.sub).filter('status').in(['a', req.query.status]).all().exec();
await Order.scan().exec();
`,
      accesses: [
        'scan Model.scan "Order" | filter owner = me sub, editor = me sub',
        'scan Model.scan "Order"',
        'scan Model.scan "Order" | filter status IN ["a", query status]',
        'scan Model.scan "Order"',
      ],
      answers: [],
    },
    {
      name: 'new items',
      code: `
await Order.create({ ...req.body, owner: req.user.sub });
await Order.create({ id: req.body.id }, { overwrite: true });
const order = new Order({ id: req.body.id, owner: req.body.owner });
order.title = req.body.title;
await order.save();
await new Note({ noteId: req.body.id }).save({ overwrite: false });
await Note.batchPut([{ noteId: req.body.id }, { noteId: '2' }]);
res.json(order.title);
`,
      accesses: [
        'put Model.create "Order" | checks attribute_not_exists | item {owner: me sub, ...body *}',
        'put Model.create "Order" | item {id: body id}',
        'put Item.save "Order" | item {id: body id, owner: body owner, title: body title}',
        'put Item.save "notes" | checks attribute_not_exists | item {noteId: body id}',
        'put Model.batchPut "notes" | item {noteId: body id}',
        'put Model.batchPut "notes" | item {noteId: "2"}',
      ],
      answers: ['body title'],
    },
    {
      name: 'changes and their conditions',
      code: `
const changed = await Order.update({ id: req.params.id, createdAt: 1 }, { $SET: { title: req.body.title }, $ADD: { count: 1 } }, { condition: new dynamoose.Condition().where('owner').eq(req.user.sub) });
await Note.update({ noteId: req.params.id, text: req.body.text });
await Note.update(req.params.id, req.body);
await Order.delete({ id: req.params.id, createdAt: 2 }, { condition: new dynamoose.Condition('id').exists().and().where('locked').not().exists() });
res.json(changed);
`,
      accesses: [
        'update Model.update "Order" | key id = path id, createdAt = 1 | condition owner = me sub | item {title: body title, count: 1}',
        'update Model.update "notes" | key noteId = path id | item {noteId: path id, text: body text}',
        'update Model.update "notes" | key noteId = path id | item body *',
        'delete Model.delete "Order" | key id = path id, createdAt = 2 | checks attribute_exists attribute_not_exists',
      ],
      answers: ['item1 Attributes'],
    },
    {
      name: 'several at once',
      code: `
const notes = await Note.batchGet([req.body.id, req.user.sub]);
await Note.batchDelete(req.body.ids);
await dynamoose.transaction([Note.transaction.update({ noteId: req.params.id }, { text: 'x' }), Note.transaction.delete(req.body.id)]);
res.json(notes);
`,
      accesses: [
        'get Model.batchGet "notes" | key noteId = body id',
        'get Model.batchGet "notes" | key noteId = me sub',
        'delete Model.batchDelete "notes" | key noteId = body ids',
        'update Model.update "notes" | key noteId = path id | item {text: "x"}',
        'delete Model.delete "notes" | key noteId = body id',
      ],
      answers: ['[item1 Item, item2 Item]'],
    },
    {
      name: 'callbacks',
      code: `
Note.get(req.params.id, (error, note) => {
  if (error) return res.json(error.message);
  res.json(note);
});
`,
      accesses: ['get Model.get "notes" | key noteId = path id'],
      answers: ['error', 'item1 Item'],
    },
    {
      name: 'an item that is changed and saved',
      code: `
const note = await Note.get(req.params.id);
note.text = req.body.text;
await note.save();
await note.delete();
res.json(note.serialize('public'));
`,
      accesses: [
        'get Model.get "notes" | key noteId = path id',
        'update Item.save "notes" | key noteId = path id | item {text: body text}',
        'delete Item.delete "notes" | key noteId = path id',
      ],
      answers: ['{text: body text, ...item1 Item} (picked)'],
    },
    {
      name: 'names that the request chooses',
      code: `
await Order.query(req.query.field).eq(req.query.value).exec();
await Order.scan().filter(req.query.field).eq('x').attributes(req.query.fields).using(req.query.index).exec();
`,
      accesses: [
        'query Model.query "Order" | key  = query value | names query field',
        'scan Model.scan "Order" | index query index | filter  = "x" | names query field | projected yes',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(models, code))).toEqual({ accesses, answers });
  });
});

const modelsThatSomethingUnseenInjects = `
class Readings {
  constructor(private readonly model) {}
  list(user) { return this.model.query('userId').eq(user).where('day').ge(1).limit(100).exec(); }
  all() { return this.model.scan().attributes(['day']).exec(); }
  rows(id) { return this.model.query(\`select * from readings where id = \${id}\`); }
}
const readings = new Readings();
`;

describe('Models that something unseen injects', () => {
  test.each([
    {
      name: 'their chains, and a query of something else',
      code: `
await readings.list(req.params.id);
await readings.all();
await readings.rows(req.params.id);
`,
      accesses: [
        'query Model.query | key userId = path id | filter day >= 1 | limit 100',
        'scan Model.scan | projected yes',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(modelsThatSomethingUnseenInjects, code))).toEqual({ accesses, answers });
  });
});

const conditionsThatAreBuiltByThemselves = `
import { Condition, model } from 'dynamoose';
const Order = model('Order', { id: String, owner: String });
`;

describe('Conditions that are built by themselves', () => {
  test.each([
    {
      name: 'as the start of a query, a scan, and of each other',
      code: `
await Order.query(new Condition('id').eq(req.params.id).and().where('owner').eq(req.user.sub)).exec();
await Order.scan(new Condition(new Condition('owner').eq(req.user.sub))).exec();
`,
      accesses: [
        'query Model.query "Order" | key id = path id | filter owner = me sub',
        'scan Model.scan "Order" | filter owner = me sub',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(conditionsThatAreBuiltByThemselves, code))).toEqual({ accesses, answers });
  });
});
