import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const commandsOfVersion3 = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchExecuteStatementCommand, DeleteCommand, DynamoDBDocumentClient, ExecuteStatementCommand, ExecuteTransactionCommand,
  GetCommand, PutCommand, QueryCommand, ScanCommand, UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;

describe('Commands of version 3', () => {
  test.each([
    {
      name: 'a key of which only a part is the caller',
      code: `
const { Item } = await ddb.send(new GetCommand({ TableName: 'orders', Key: { userId: req.user.sub, orderId: req.params.id } }));
res.json(Item);
`,
      accesses: ['get GetCommand "orders" | key userId = me sub, orderId = path id'],
      answers: ['item1 Item'],
    },
    {
      name: 'a projection by placeholders, and attributes picked one by one',
      code: `
const { Item } = await ddb.send(new GetCommand({ TableName: 'orders', Key: { pk: \`ORDER#\${req.params.id}\` }, ProjectionExpression: '#t, note', ExpressionAttributeNames: { '#t': 'title' } }));
res.json({ title: Item.title, note: Item.note });
`,
      accesses: ['get GetCommand "orders" | key pk = "ORDER#" ~ path id | names {#t: "title"} | projected yes'],
      answers: ['{title: item1 Item.title, note: item1 Item.note}'],
    },
    {
      name: 'a query of an index with everything',
      code: `
const out = await ddb.send(new QueryCommand({
  TableName: process.env.TABLE, IndexName: 'byStatus',
  KeyConditionExpression: '#s = :s AND begins_with(createdAt, :day)', FilterExpression: '#o = :me',
  ExpressionAttributeNames: { '#s': 'status', '#o': 'owner' },
  ExpressionAttributeValues: { ':s': req.query.status, ':day': req.query.day, ':me': req.user.sub },
  Limit: Number(req.query.limit), ExclusiveStartKey: JSON.parse(req.query.cursor),
}));
res.json({ items: out.Items, next: out.LastEvaluatedKey });
`,
      accesses: [
        'query QueryCommand server | key status = query status, createdAt begins_with query day | index "byStatus" | filter owner = me sub | names {#s: "status", #o: "owner"} | limit query limit (number) | cursor query cursor',
      ],
      answers: ['{items: item1 Items, next: item1 LastEvaluatedKey}'],
    },
    {
      name: 'counting',
      code: `
const { Count } = await ddb.send(new ScanCommand({ TableName: 'orders', Select: 'COUNT' }));
res.json({ Count });
`,
      accesses: ['scan ScanCommand "orders" | count yes'],
      answers: ['{Count: item1 Count}'],
    },
    {
      name: 'writes with their conditions',
      code: `
await ddb.send(new PutCommand({ TableName: 'orders', Item: { ...req.body, owner: req.user.sub }, ConditionExpression: 'attribute_not_exists(id)' }));
await ddb.send(new UpdateCommand({
  TableName: 'orders', Key: { id: req.params.id }, UpdateExpression: 'SET title = :t', ConditionExpression: '#o = :me',
  ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':t': req.body.title, ':me': req.user.sub },
}));
await ddb.send(new DeleteCommand({ TableName: 'orders', Key: { id: req.params.id } }));
`,
      accesses: [
        'put PutCommand "orders" | checks attribute_not_exists | item {owner: me sub, ...body *}',
        'update UpdateCommand "orders" | key id = path id | condition owner = me sub | item {:t: body title, :me: me sub} | names {#o: "owner"}',
        'delete DeleteCommand "orders" | key id = path id',
      ],
      answers: [],
    },
    {
      name: 'what a write answers with',
      code: `
const changed = await ddb.send(new UpdateCommand({ TableName: 'orders', Key: { id: req.user.sub }, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': 1 }, ReturnValues: 'UPDATED_NEW' }));
const deleted = await ddb.send(new DeleteCommand({ TableName: 'orders', Key: { id: req.user.sub }, ReturnValues: 'ALL_OLD' }));
res.json([changed.Attributes, deleted.Attributes]);
`,
      accesses: [
        'update UpdateCommand "orders" | key id = me sub | item {:a: 1} | projected yes',
        'delete DeleteCommand "orders" | key id = me sub',
      ],
      answers: ['[item1 Attributes, item2 Attributes]'],
    },
    {
      name: 'what the request says as the whole of the parameters',
      code: `
const { Items } = await ddb.send(new QueryCommand(req.body));
res.json(Items);
`,
      accesses: ['query QueryCommand | key whole body *'],
      answers: ['item1 Items'],
    },
    {
      name: 'a command that is made before it is sent, with a callback',
      code: `
const command = new GetCommand({ TableName: 'orders', Key: { id: req.params.id } });
ddb.send(command, (error, data) => {
  if (error) return res.json(error.message);
  res.json(data.Item);
});
`,
      accesses: ['get GetCommand "orders" | key id = path id'],
      answers: ['error', 'item1 Item'],
    },
    {
      name: 'a promise with then and catch',
      code: `ddb.send(new GetCommand({ TableName: 'orders', Key: { id: req.params.id } })).then(({ Item }) => res.json(Item)).catch((error) => res.json(error));`,
      accesses: ['get GetCommand "orders" | key id = path id'],
      answers: ['item1 Item', 'error'],
    },
    {
      name: 'PartiQL',
      code: `
await ddb.send(new ExecuteStatementCommand({ Statement: 'SELECT id, title FROM "orders"."byUser" WHERE userId = ?', Parameters: [req.user.sub], Limit: 5 }));
await ddb.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM orders' }));
await ddb.send(new ExecuteStatementCommand({ Statement: \`SELECT * FROM orders WHERE id = '\${req.params.id}'\` }));
await ddb.send(new BatchExecuteStatementCommand({ Statements: [{ Statement: 'SELECT * FROM orders WHERE id = ?', Parameters: [req.body.id] }] }));
await ddb.send(new ExecuteTransactionCommand({ TransactStatements: [
  { Statement: "INSERT INTO orders VALUE {'id': ?, 'owner': ?}", Parameters: [req.body.id, req.user.sub] },
  { Statement: 'UPDATE orders SET title = ? SET n = 1 WHERE id = ?', Parameters: [req.body.title, req.params.id] },
] }));
`,
      accesses: [
        'query ExecuteStatementCommand "orders" | key userId = me sub | index "byUser" | limit 5 | projected yes',
        'scan ExecuteStatementCommand "orders"',
        'statement ExecuteStatementCommand',
        'query BatchExecuteStatementCommand "orders" | key id = body id',
        'put ExecuteTransactionCommand "orders" | checks attribute_not_exists | item {id: body id, owner: me sub}',
        'update ExecuteTransactionCommand "orders" | key id = path id | checks attribute_exists | item {title: body title, n: 1}',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(commandsOfVersion3, code))).toEqual({ accesses, answers });
  });
});

const otherClientsAndPages = `
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocument, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import AWSXRay from 'aws-xray-sdk';
const low = new DynamoDB({});
const ddb = AWSXRay.captureAWSv3Client(DynamoDBDocument.from(low));
`;

describe('Other clients and pages', () => {
  test.each([
    {
      name: 'methods of the clients',
      code: `
const { Item } = await ddb.get({ TableName: 'orders', Key: { id: req.params.id } });
const typed = await low.getItem({ TableName: 'orders', Key: { id: { S: req.params.id } } });
res.json([Item, typed.Item]);
`,
      accesses: [
        'get DocumentClient.get "orders" | key id = path id',
        'get DynamoDB.getItem "orders" | key id = path id',
      ],
      answers: ['[item1 Item, item2 Item]'],
    },
    {
      name: 'pages of a query',
      code: `for await (const page of paginateQuery({ client: ddb, pageSize: 10, startingToken: req.query.token }, { TableName: 'orders', KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': \`USER#\${req.user.sub}\` } })) res.json(page.Items);`,
      accesses: ['query paginateQuery "orders" | key pk = "USER#" ~ me sub | limit 10 | cursor query token'],
      answers: ['item1 Items', 'item1 Items'],
    },
    {
      name: 'pages of a scan, put together',
      code: `
const items = [];
for await (const page of paginateScan({ client: ddb }, { TableName: 'orders' })) items.push(...page.Items);
res.json(items);
`,
      accesses: ['scan paginateScan "orders"'],
      answers: ['[item1 Items.[]]'],
    },
    {
      name: 'pages by methods',
      code: `
for await (const page of low.paginateScan({ TableName: 'orders' }, { pageSize: req.query.size })) res.json(page.Items);
for await (const page of ddb.paginatedBatchGet({ RequestItems: { orders: { Keys: [{ id: req.params.id }] } } })) res.json(page.Responses.orders);
`,
      accesses: [
        'scan DocumentClient.paginateScan "orders" | limit query size',
        'get DocumentClient.paginatedBatchGet "orders" | key id = path id',
      ],
      answers: ['item1 Items', 'item1 Items', 'item2 Items', 'item2 Items'],
    },
    {
      name: 'searching by vectors, with and without whose they are',
      code: `
await ddb.searchVectors({ TableName: 'notes', IndexName: 'meaning', SearchVector: req.body.vector, TopK: req.body.count });
await ddb.searchVectors({ TableName: 'notes', IndexName: 'meaning', SearchVector: [], TopK: 3, SearchConditionExpression: 'userId = :u', ExpressionAttributeValues: { ':u': req.user.sub } });
`,
      accesses: [
        'scan DocumentClient.searchVectors "notes" | index "meaning" | limit body count',
        'query DocumentClient.searchVectors "notes" | key userId = me sub | index "meaning" | limit 3',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(otherClientsAndPages, code))).toEqual({ accesses, answers });
  });
});

const version2 = `
const AWS = require('aws-sdk');
const documents = new AWS.DynamoDB.DocumentClient({ region: 'eu-central-1' });
const low = new AWS.DynamoDB();
`;

describe('Version 2', () => {
  test.each([
    {
      name: 'promises',
      code: `
const { Item } = await documents.get({ TableName: 'orders', Key: { id: req.params.id } }).promise();
const { Attributes } = await documents.update({ TableName: 'orders', Key: { id: req.params.id }, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': 1 }, ReturnValues: 'ALL_NEW' }).promise();
res.json([Item, Attributes]);
`,
      accesses: [
        'get DocumentClient.get "orders" | key id = path id',
        'update DocumentClient.update "orders" | key id = path id | item {:a: 1}',
      ],
      answers: ['[item1 Item, item2 Attributes]'],
    },
    {
      name: 'callbacks',
      code: `
documents.query({ TableName: 'orders', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': req.params.id } }, function (error, data) {
  if (error) return res.json(error);
  res.json(data.Items);
});
`,
      accesses: ['query DocumentClient.query "orders" | key id = path id'],
      answers: ['error', 'item1 Items'],
    },
    {
      name: 'a promise around a callback',
      code: `
const load = (id) => new Promise((resolve, reject) => {
  documents.get({ TableName: 'orders', Key: { id } }, (error, data) => { if (error) reject(error); else resolve(data.Item); });
});
res.json(await load(req.params.id));
`,
      accesses: ['get DocumentClient.get "orders" | key id = path id'],
      answers: ['item1 Item'],
    },
    {
      name: 'the low-level client, and its items as documents',
      code: `
const out = await low.getItem({ TableName: 'orders', Key: AWS.DynamoDB.Converter.marshall({ id: req.params.id }) }).promise();
res.json(AWS.DynamoDB.Converter.unmarshall(out.Item));
`,
      accesses: ['get DynamoDB.getItem "orders" | key id = path id'],
      answers: ['item1 Item'],
    },
    {
      name: 'batches',
      code: `
const out = await documents.batchGet({ RequestItems: { orders: { Keys: [{ id: req.params.id }] } } }).promise();
res.json(out.Responses.orders);
`,
      accesses: ['get DocumentClient.batchGet "orders" | key id = path id'],
      answers: ['item1 Items'],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(version2, code))).toEqual({ accesses, answers });
  });
});
