import { describe, expect, test } from 'vitest';
import { inHandler, runStore } from './run-store.fixture.ts';

const conditionsOfTheFirstAPI = `
import { DynamoDBDocumentClient, PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const ddb = DynamoDBDocumentClient.from(client);
`;

describe('Conditions of the first API', () => {
  test.each([
    {
      name: 'a query and what filters it',
      code: `
const { Items } = await ddb.send(new QueryCommand({
  TableName: 'orders',
  KeyConditions: { userId: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: req.params.id }] }, day: { ComparisonOperator: 'BETWEEN', AttributeValueList: [req.query.from, req.query.to] } },
  QueryFilter: { status: { ComparisonOperator: 'NE', AttributeValueList: ['closed'] }, note: { ComparisonOperator: 'NOT_NULL' } },
}));
res.json(Items);
`,
      accesses: [
        'query QueryCommand "orders" | key userId = path id, day BETWEEN query from | filter status <> "closed"',
      ],
      answers: ['item1 Items'],
    },
    {
      name: 'a scan, and one whose conditions are alternatives',
      code: `
await ddb.send(new ScanCommand({ TableName: 'orders', ScanFilter: { owner: { ComparisonOperator: 'EQ', AttributeValueList: [req.user.sub] } } }));
await ddb.send(new ScanCommand({ TableName: 'orders', ScanFilter: { owner: { ComparisonOperator: 'EQ', AttributeValueList: [req.user.sub] } }, ConditionalOperator: 'OR' }));
`,
      accesses: ['scan ScanCommand "orders" | filter owner = me sub', 'scan ScanCommand "orders"'],
      answers: [],
    },
    {
      name: 'writes',
      code: `
await ddb.send(new UpdateCommand({ TableName: 'orders', Key: { id: req.params.id }, AttributeUpdates: { title: { Action: 'PUT', Value: { S: req.body.title } } }, Expected: { owner: { Value: req.user.sub }, id: { ComparisonOperator: 'NOT_NULL' } } }));
await ddb.send(new UpdateCommand({ TableName: 'orders', Key: { id: req.params.id }, AttributeUpdates: req.body }));
await ddb.send(new PutCommand({ TableName: 'orders', Item: { id: req.body.id }, Expected: { id: { Exists: false } } }));
await ddb.send(new PutCommand({ TableName: 'orders', Item: { id: req.body.id }, Expected: { id: { ComparisonOperator: 'NULL' } } }));
`,
      accesses: [
        'update UpdateCommand "orders" | key id = path id | condition owner = me sub | checks attribute_exists | item {title: body title}',
        'update UpdateCommand "orders" | key id = path id | item body *',
        'put PutCommand "orders" | checks attribute_not_exists | item {id: body id}',
        'put PutCommand "orders" | checks attribute_not_exists | item {id: body id}',
      ],
      answers: [],
    },
  ])('$name', async ({ code, accesses, answers }) => {
    expect(await runStore(inHandler(conditionsOfTheFirstAPI, code))).toEqual({ accesses, answers });
  });
});
