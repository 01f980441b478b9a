import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const batchesAndTransactions = `
import { BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient, TransactGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
const ddb = DynamoDBDocumentClient.from(client);
const TABLE = process.env.TABLE;
`;

describe('Batches and transactions', () => {
  test.each([
    {
      name: 'keys of a batch, each by itself',
      code: `
const { Responses } = await ddb.send(new BatchGetCommand({ RequestItems: { orders: { Keys: [{ id: req.body.id }, { id: req.user.sub }] } } }));
res.json(Responses.orders);
`,
      accesses: ['get BatchGetCommand "orders" | key id = body id', 'get BatchGetCommand "orders" | key id = me sub'],
      answers: ['item1 Items + item2 Items'],
    },
    {
      name: 'a table whose name is a setting, and keys that are mapped',
      code: `
const { Responses } = await ddb.send(new BatchGetCommand({ RequestItems: { [TABLE]: { Keys: req.body.ids.map((id) => ({ id })), ProjectionExpression: 'id' } } }));
res.json(Responses[TABLE]);
`,
      accesses: ['get BatchGetCommand server | key id = body ids | projected yes'],
      answers: ['item1 Items'],
    },
    {
      name: 'writes of a batch',
      code: 'await ddb.send(new BatchWriteCommand({ RequestItems: { orders: [{ PutRequest: { Item: req.body } }, { DeleteRequest: { Key: { id: req.params.id } } }] } }));',
      accesses: [
        'put BatchWriteCommand "orders" | item body *',
        'delete BatchWriteCommand "orders" | key id = path id',
      ],
      answers: [],
    },
    {
      name: 'what a transaction demands of an item holds for its other parts',
      code: `
await ddb.send(new TransactWriteCommand({ TransactItems: [
  { ConditionCheck: { TableName: 'projects', Key: { id: req.params.id }, ConditionExpression: 'owner = :me', ExpressionAttributeValues: { ':me': req.user.sub } } },
  { Put: { TableName: 'tasks', Item: { projectId: req.params.id, title: req.body.title } } },
  { Delete: { TableName: 'tasks', Key: { taskId: req.body.old } } },
] }));
`,
      accesses: [
        'put TransactWriteCommand "tasks" | condition owner = me sub | item {projectId: path id, title: body title}',
        'delete TransactWriteCommand "tasks" | key taskId = body old',
      ],
      answers: [],
    },
    {
      name: 'parts of a transaction by their places',
      code: `
const { Responses } = await ddb.send(new TransactGetCommand({ TransactItems: [{ Get: { TableName: 'a', Key: { id: req.params.id } } }, { Get: { TableName: 'b', Key: { id: req.user.sub } } }] }));
res.json(Responses[1].Item);
`,
      accesses: ['get TransactGetCommand "a" | key id = path id', 'get TransactGetCommand "b" | key id = me sub'],
      answers: ['item2 Item'],
    },
    {
      name: 'names that every object has',
      code: `
await ddb.send(new TransactWriteCommand({ TransactItems: [{ constructor: { Key: { id: req.params.id } }, toString: { Key: { id: '1' } } }] }));
await ddb.send(new BatchWriteCommand({ RequestItems: { __proto__: [{ DeleteRequest: { Key: { id: req.params.id } } }] } }));
`,
      accesses: ['delete BatchWriteCommand "__proto__" | key id = path id'],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(batchesAndTransactions, code))).toEqual({ accesses, answers });
  });
});
