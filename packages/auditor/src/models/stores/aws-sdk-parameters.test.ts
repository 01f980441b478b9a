import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const howParametersAreBuilt = `
import { DynamoDBDocumentClient, GetCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const ddb = DynamoDBDocumentClient.from(client);
const base = { TableName: 'orders' };
function keyOf(id) { return { ...base, Key: { id } }; }
`;

describe('How parameters are built', () => {
  test.each([
    {
      name: 'step by step',
      code: `
const params = { TableName: 'orders' };
params.KeyConditionExpression = 'userId = :u';
params.ExpressionAttributeValues = { ':u': req.user.sub };
if (req.query.status) {
  params.FilterExpression = '#s = :s';
  params.ExpressionAttributeNames = { '#s': 'status' };
  params.ExpressionAttributeValues[':s'] = req.query.status;
}
if (req.query.cursor) params.ExclusiveStartKey = req.query.cursor;
const { Items } = await ddb.send(new QueryCommand(params));
res.json(Items);
`,
      accesses: [
        'query QueryCommand "orders" | key userId = me sub | filter status = query status | names {#s: "status"} | cursor query cursor',
      ],
      answers: ['item1 Items'],
    },
    {
      name: 'spreads, some of them on a condition',
      code: `
const { Items } = await ddb.send(new QueryCommand({
  ...base,
  KeyConditionExpression: 'topic = :t',
  ExpressionAttributeValues: { ':t': req.query.topic, ...(req.query.status && { ':s': req.query.status }) },
  ...(req.query.status ? { FilterExpression: '#s = :s', ExpressionAttributeNames: { '#s': 'status' } } : {}),
  ...(req.query.cursor && { ExclusiveStartKey: req.query.cursor }),
}));
res.json(Items);
`,
      accesses: [
        'query QueryCommand "orders" | key topic = query topic | filter status = query status | names {#s: "status"} | cursor query cursor',
      ],
      answers: ['item1 Items'],
    },
    {
      name: 'an expression that grows',
      code: `
let expression = 'userId = :u';
const values = { ':u': req.user.sub };
if (req.query.from) {
  expression += ' AND createdAt > :from';
  values[':from'] = req.query.from;
}
await ddb.send(new QueryCommand({ ...base, KeyConditionExpression: expression, ExpressionAttributeValues: values }));
`,
      accesses: ['query QueryCommand "orders" | key userId = me sub, createdAt > query from'],
      answers: [],
    },
    {
      name: 'conditions that are joined',
      code: `
const conditions = ['userId = :u'];
if (req.query.from) conditions.push('createdAt > :from');
await ddb.send(new QueryCommand({ ...base, KeyConditionExpression: conditions.join(' AND '), ExpressionAttributeValues: { ':u': req.user.sub, ':from': req.query.from } }));
`,
      accesses: ['query QueryCommand "orders" | key userId = me sub'],
      answers: [],
    },
    {
      name: 'a key condition that cannot be read',
      code: `await ddb.send(new QueryCommand({ ...base, KeyConditionExpression: process.env.CONDITION, FilterExpression: 'status = :s', ExpressionAttributeValues: { ':u': req.params.id, ':s': req.query.status } }));`,
      accesses: ['query QueryCommand "orders" | key u = path id | filter status = query status'],
      answers: [],
    },
    {
      name: 'a function that builds them',
      code: `
const { Item } = await ddb.send(new GetCommand(keyOf(req.params.id)));
res.json(Item);
`,
      accesses: ['get GetCommand "orders" | key id = path id'],
      answers: ['item1 Item'],
    },
    {
      name: 'an update of all fields that the client sends',
      code: `
const keys = Object.keys(req.body);
await ddb.send(new UpdateCommand({
  ...keyOf(req.params.id),
  UpdateExpression: \`SET \${keys.map((key) => \`#\${key} = :\${key}\`).join(', ')}\`,
  ExpressionAttributeNames: Object.fromEntries(keys.map((key) => [\`#\${key}\`, key])),
  ExpressionAttributeValues: Object.fromEntries(keys.map((key) => [\`:\${key}\`, req.body[key]])),
}));
`,
      accesses: [
        'update UpdateCommand "orders" | key id = path id | item {...body * + body *} | names {...body * (masked)}',
      ],
      answers: [],
    },
    {
      name: 'several at once',
      code: `
const found = await Promise.all(req.body.ids.map((id) => ddb.send(new GetCommand({ TableName: 'orders', Key: { id } }))));
res.json(found.map(({ Item }) => Item));
`,
      accesses: ['get GetCommand "orders" | key id = body ids'],
      answers: ['[item1 Item]'],
    },
    {
      name: 'page after page',
      code: `
const items = [];
let start;
do {
  const page = await ddb.send(new ScanCommand({ TableName: 'orders', ExclusiveStartKey: start }));
  items.push(...page.Items);
  start = page.LastEvaluatedKey;
} while (start);
res.json(items);
`,
      accesses: ['scan ScanCommand "orders"'],
      answers: ['[item1 Items.[]]'],
    },
    {
      name: 'what is said to be undefined',
      code: `await ddb.send(new QueryCommand({ ...base, IndexName: undefined, KeyConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': req.user.sub }, Limit: undefined, ProjectionExpression: undefined }));`,
      accesses: ['query QueryCommand "orders" | key userId = me sub'],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(howParametersAreBuilt, code))).toEqual({ accesses, answers });
  });
});

describe('Where the client is kept', () => {
  test.each([
    {
      name: 'a field of a class',
      code: `
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
class Orders {
  #ddb = DynamoDBDocumentClient.from(client);
  constructor(private readonly table: string) {}
  get = async (id) => (await this.#ddb.send(new GetCommand({ TableName: this.table, Key: { id } }))).Item;
}
const orders = new Orders('orders');
app.get('/things/:id', async (req, res) => res.json(await orders.get(req.params.id)));
`,
      accesses: ['get GetCommand "orders" | key id = path id'],
      answers: ['item1 Item'],
    },
    {
      name: 'a factory in another module',
      code: {
        'db.ts': `
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
let client;
export function getClient() {
  if (client === undefined) client = DynamoDBDocumentClient.from(base);
  return client;
}
export const createOrders = (ddb) => ({ get: (id) => ddb.send(new GetCommand({ TableName: 'orders', Key: { id } })) });
`,
        'app.ts': `
import { createOrders, getClient } from './db';
const orders = createOrders(getClient());
app.get('/things/:id', async (req, res) => {
  const { Item } = await orders.get(req.params.id);
  res.json(Item);
});
`,
      },
      accesses: ['get GetCommand "orders" | key id = path id'],
      answers: ['item1 Item'],
    },
    {
      name: 'a client that something unseen hands in',
      code: `
import { GetCommand } from '@aws-sdk/lib-dynamodb';
class Orders {
  constructor(private readonly ddb) {}
  get(id) { return this.ddb.send(new GetCommand({ TableName: 'orders', Key: { id } })); }
}
const orders = new Orders();
app.get('/things/:id', async (req, res) => res.json((await orders.get(req.params.id)).Item));
`,
      accesses: ['get GetCommand "orders" | key id = path id'],
      answers: ['item1 Item'],
    },
    {
      name: 'commands and clients of a module that cannot be seen',
      code: `
import { documentClient, GetCommand } from '@acme/aws';
app.get('/things/:id', async (req, res) => {
  const { Item } = await documentClient.send(new GetCommand({ TableName: 'orders', Key: { id: req.params.id } }));
  const other = await documentClient.query({ TableName: 'orders', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': req.params.id } });
  res.json([Item, other.Items]);
});
`,
      accesses: [
        'get GetCommand "orders" | key id = path id',
        'query DocumentClient.query "orders" | key id = path id',
      ],
      answers: ['[item1 Item, item2 Items]'],
    },
    {
      name: 'commands of other services and methods of other things',
      code: `
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const cache = new Map();
app.get('/things/:id', async (req, res) => {
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: req.body.text }));
  await axios.get({ url: req.query.url });
  cache.get(req.params.id);
  res.send(req.params.id);
});
`,
      accesses: [],
      answers: ['path id'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(code)).toEqual({ accesses, answers });
  });
});
