import { allowedContextKeysForRequest } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { actionNames, actionOf, actionsFor } from './actions.ts';

const table = 'arn:aws:dynamodb:us-east-1:123456789012:table/orders';
const resources = { table, index: `${table}/index/byOwner`, stream: `${table}/stream/2026-01-01T00:00:00.000` };

describe('the actions', () => {
  test.each(
    actionNames.filter((name) => !actionOf(name).on.includes('other')),
  )('%s carries the leading keys as the service says', async (name) => {
    const { on, leadingKeys } = actionOf(name);
    for (const kind of on) {
      if (kind === 'other') continue;
      const keys = await allowedContextKeysForRequest('dynamodb', name, resources[kind], false, undefined);
      expect(keys.includes('dynamodb:leadingkeys')).toBe(leadingKeys !== 'never');
    }
  });

  test('those that can be kept to rows are these', () => {
    expect(actionNames.filter((name) => actionOf(name).leadingKeys === 'always').sort()).toEqual([
      'BatchGetItem',
      'BatchWriteItem',
      'ConditionCheckItem',
      'DeleteItem',
      'GetItem',
      'PartiQLDelete',
      'PartiQLInsert',
      'PartiQLUpdate',
      'PutItem',
      'Query',
      'UpdateItem',
    ]);
  });

  test('there are as many as the service lists', () => {
    expect(actionNames).toHaveLength(79);
  });
});

test.each([
  ['GetItem', ['GetItem']],
  ['getItem', ['GetItem']],
  ['get_item', ['GetItem']],
  ['dynamodb:GetItem', ['GetItem']],
  ['TransactGetItems', ['GetItem']],
  ['transact_write_items', ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']],
  ['ExecuteStatement', ['PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete']],
  ['QueryItems', []],
  ['constructor', []],
  ['s3:GetObject', []],
])('%s needs %j', (operation, needed) => {
  expect(actionsFor(operation)).toEqual(needed);
});
