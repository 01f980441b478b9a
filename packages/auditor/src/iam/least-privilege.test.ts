import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeAt, tableEntry } from '../rules/iam/infrastructure.fixture.ts';
import { actionOf, actionsFor } from './actions.ts';
import { type AccessRequest, evaluate } from './evaluate.ts';
import { leastPrivilege, type RecordedCall } from './least-privilege.ts';
import { type PolicyDocument, statementsOf } from './policy-document.ts';

const region = 'eu-west-1';
const account = '123456789012';
const options = { ownerTag: 'tenant', region, account };
const owner = `\${aws:PrincipalTag/tenant}`;
const base = `arn:aws:dynamodb:${region}:${account}:table/`;

const orders = tableEntry('Orders', {
  key: { partition: 'tenant', sort: 'id' },
  indexes: [
    { name: 'byOwnerDate', partition: 'tenant', sort: 'date' },
    { name: 'byTopic', partition: 'topic' },
  ],
});
const countries = tableEntry('Countries', { key: { partition: 'code' } });

const own = (action: string, more: Partial<RecordedCall> = {}): RecordedCall => ({
  table: orders,
  action,
  isKeyedByOwner: true,
  ...more,
});
const any = (action: string, more: Partial<RecordedCall> = {}): RecordedCall => ({
  table: countries,
  action,
  isKeyedByOwner: false,
  ...more,
});

const noWholeTables = {
  Sid: 'NoWholeTables',
  Effect: 'Deny',
  Action: [
    'dynamodb:ExportTableToPointInTime',
    'dynamodb:GetRecords',
    'dynamodb:PartiQL*',
    'dynamodb:Scan',
    'dynamodb:SearchVectors',
  ],
  Resource: ['*'],
};
const ownRows = {
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [owner] },
  Null: { 'dynamodb:LeadingKeys': ['false'] },
};

describe('the smallest policy', () => {
  test('keeps to own rows, names each index, and leaves the rest apart', () => {
    const calls = [
      own('GetItem'),
      own('query'),
      own('put_item'),
      own('Query', { index: 'byOwnerDate' }),
      own('GetItem'),
      any('GetItem'),
      any('BatchGetItem'),
    ];
    expect(leastPrivilege(calls, options)).toEqual({
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OwnRows',
            Effect: 'Allow',
            Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
            Resource: [`${base}Orders`],
            Condition: ownRows,
          },
          {
            Sid: 'OwnRows2',
            Effect: 'Allow',
            Action: ['dynamodb:Query'],
            Resource: [`${base}Orders/index/byOwnerDate`],
            Condition: ownRows,
          },
          {
            Sid: 'AllRows',
            Effect: 'Allow',
            Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem'],
            Resource: [`${base}Countries`],
          },
          noWholeTables,
        ],
      },
      onAllRows: [
        { action: 'dynamodb:GetItem', resource: `${base}Countries` },
        { action: 'dynamodb:BatchGetItem', resource: `${base}Countries` },
      ],
      unknownActions: [],
      placeholders: [],
    });
  });

  test('puts tables with the same actions together', () => {
    const users = tableEntry('Users', { key: { partition: 'tenant' } });
    const { document } = leastPrivilege([own('GetItem'), own('GetItem', { table: users })], { ownerTag: 'tenant' });
    expect(document.Statement).toEqual([
      {
        Sid: 'OwnRows',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem'],
        Resource: ['arn:aws:dynamodb:*:*:table/Orders', 'arn:aws:dynamodb:*:*:table/Users'],
        Condition: ownRows,
      },
      noWholeTables,
    ]);
  });

  test('puts tables together in whatever order they are called', () => {
    const users = tableEntry('Users', { key: { partition: 'tenant' } });
    const calls = [own('Query', { table: users }), own('GetItem', { table: users }), own('GetItem'), own('Query')];
    const { document } = leastPrivilege(calls, { ownerTag: 'tenant' });
    expect(document.Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ['dynamodb:GetItem', 'dynamodb:Query'],
        ['arn:aws:dynamodb:*:*:table/Orders', 'arn:aws:dynamodb:*:*:table/Users'],
      ],
      [noWholeTables.Action, ['*']],
    ]);
  });

  test('denies nothing when all of it is called', () => {
    const names = ['Scan', 'SearchVectors', 'ExportTableToPointInTime', 'GetRecords', 'ExecuteStatement'];
    const { document } = leastPrivilege(
      names.map((name) => any(name)),
      options,
    );
    expect(document.Statement.map(({ Sid }) => Sid)).toEqual(['AllRows']);
  });

  test('lets a SELECT without key through where one call needs it', () => {
    const { document } = leastPrivilege([own('PartiQLSelect'), any('PartiQLSelect')], options);
    expect(document.Statement.map(({ Sid }) => Sid)).toEqual(['OwnRows', 'AllRows', 'NoWholeTables']);
  });

  test('keeps to the attributes that every call of an action names, and those of the keys', () => {
    const calls = [
      own('GetItem', { attributes: ['total'] }),
      own('GetItem', { attributes: ['state'] }),
      own('UpdateItem', { attributes: ['state'] }),
      own('Query', { attributes: ['total'] }),
      own('Query'),
      any('Query', { table: orders, index: 'byTopic', attributes: ['title'] }),
    ];
    expect(leastPrivilege(calls, options).document.Statement.map(({ Condition }) => Condition)).toEqual([
      {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': [owner],
          'dynamodb:Attributes': ['id', 'state', 'tenant', 'total'],
        },
        StringEqualsIfExists: { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] },
        Null: { 'dynamodb:LeadingKeys': ['false'] },
      },
      {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': [owner],
          'dynamodb:Attributes': ['id', 'state', 'tenant'],
        },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
        Null: { 'dynamodb:LeadingKeys': ['false'] },
      },
      ownRows,
      {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'tenant', 'title', 'topic'] },
        StringEqualsIfExists: { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] },
      },
      undefined,
    ]);
  });

  test('does not deny what is called, and keeps a SELECT to keys', () => {
    const { document, onAllRows } = leastPrivilege([own('Scan'), own('PartiQLSelect')], options);
    expect(document.Statement).toEqual([
      {
        Sid: 'OwnRows',
        Effect: 'Allow',
        Action: ['dynamodb:PartiQLSelect'],
        Resource: [`${base}Orders`],
        Condition: ownRows,
      },
      { Sid: 'AllRows', Effect: 'Allow', Action: ['dynamodb:Scan'], Resource: [`${base}Orders`] },
      {
        Sid: 'NoWholeTables',
        Effect: 'Deny',
        Action: [
          'dynamodb:ExportTableToPointInTime',
          'dynamodb:GetRecords',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:SearchVectors',
        ],
        Resource: ['*'],
      },
      {
        Sid: 'NoSelectWithoutKey',
        Effect: 'Deny',
        Action: ['dynamodb:PartiQLSelect'],
        Resource: ['*'],
        Condition: { Bool: { 'dynamodb:FullTableScan': ['true'] } },
      },
    ]);
    expect(onAllRows).toEqual([{ action: 'dynamodb:Scan', resource: `${base}Orders` }]);
  });

  test('takes prefixes as they are', () => {
    const calls = [own('GetItem', { keyPrefix: 'USER#' }), own('GetItem', { keyPrefix: `\${aws:x}*` })];
    const { document } = leastPrivilege(calls, options);
    expect(document.Statement[0]?.Condition?.['ForAllValues:StringEquals']).toEqual({
      'dynamodb:LeadingKeys': [`\${$}{aws:x}*${owner}`, `USER#${owner}`],
    });
    const allowed = ['USER#t1', `\${aws:x}*t1`, 't1', 'USER#t10', 'USER#t2'].filter((key) =>
      isAllowed(document, { action: 'dynamodb:GetItem', resource: `${base}Orders`, context: keys(key) }),
    );
    expect(allowed).toEqual(['USER#t1', `\${aws:x}*t1`]);
  });

  test('says what it does not know', () => {
    const unknown = tableEntry(`\${?Stage}-\${?OrdersTable}`);
    const { unknownActions, placeholders, document } = leastPrivilege(
      [any('QueryItems'), any('QueryItems'), any('GetItem', { table: unknown })],
      options,
    );
    expect(unknownActions).toEqual(['QueryItems']);
    expect(placeholders).toEqual([`\${?Stage}`, `\${?OrdersTable}`]);
    expect(document.Statement[0]?.Resource).toEqual([`${base}\${?Stage}-\${?OrdersTable}`]);
  });

  test('of no calls denies what reads whole tables', () => {
    expect(leastPrivilege([], options).document.Statement).toEqual([noWholeTables]);
  });

  test.each(['', 'a}b', `\${x}`, 'a'.repeat(129)])('refuses the tag %j', (ownerTag) => {
    expect(() => leastPrivilege([], { ownerTag })).toThrow(RangeError);
  });
});

function keys(...leading: readonly string[]) {
  return { 'aws:PrincipalTag/tenant': 't1', 'dynamodb:LeadingKeys': leading };
}

function isAllowed(document: PolicyDocument, request: AccessRequest): boolean {
  const decided = evaluate(statementsOf(document, placeAt(1)), request).decision === 'allow';
  const simulated = runUnsafeSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/app`,
        action: request.action,
        resource: { resource: request.resource, accountId: account },
        // An empty list is the same as none.
        contextVariables: Object.fromEntries(
          Object.entries(request.context ?? {}).flatMap(([key, value]) => {
            if (value.length === 0) return [];
            return [[key, typeof value === 'string' ? value : [...value]]];
          }),
        ),
      },
      identityPolicies: [{ name: 'generated', policy: document }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  // The simulator does not know the escape of a dollar in what is no pattern.
  if (!JSON.stringify(document).includes('{$}')) expect(simulated === 'Allowed').toBe(decided);
  return decided;
}

describe('whatever is called', () => {
  const tables = [orders, countries];
  const call: fc.Arbitrary<RecordedCall> = fc
    .record({
      table: fc.constantFrom(...tables),
      action: fc.constantFrom(
        'GetItem',
        'BatchGetItem',
        'PutItem',
        'UpdateItem',
        'DeleteItem',
        'Query',
        'TransactWriteItems',
        'Scan',
        'PartiQLUpdate',
      ),
      isKeyedByOwner: fc.boolean(),
      isIndexed: fc.boolean(),
      attributes: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), { nil: undefined }),
      keyPrefix: fc.constantFrom('', '', 'USER#'),
    })
    .map(({ isIndexed, attributes, ...rest }) => ({
      ...rest,
      ...(isIndexed && rest.table === orders && rest.action === 'Query' && { index: 'byOwnerDate' }),
      ...(attributes !== undefined && { attributes }),
    }));

  /** The requests that a call sends, with the key that it names. */
  function requestsOf(
    { table, action, index, isKeyedByOwner, keyPrefix = '', attributes }: RecordedCall,
    key?: string[],
  ): AccessRequest[] {
    return actionsFor(action).map((name) => {
      const sends = actionOf(name).leadingKeys !== 'never';
      const named = key ?? [isKeyedByOwner ? `${keyPrefix}t1` : 'anything'];
      return {
        action: `dynamodb:${name}`,
        resource: `${base}${table.name}${index === undefined ? '' : `/index/${index}`}`,
        context: {
          'aws:PrincipalTag/tenant': 't1',
          ...(sends && { 'dynamodb:LeadingKeys': named }),
          ...(attributes !== undefined && { 'dynamodb:Attributes': attributes }),
        },
      };
    });
  }

  test('it is allowed, and foreign keys, Scan and PartiQL are not', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 8 }), (calls) => {
        const { document, onAllRows } = leastPrivilege(calls, options);
        const isOnAllRows = (request: AccessRequest) =>
          onAllRows.some(({ action, resource }) => action === request.action && resource === request.resource);
        for (const made of calls) {
          const refused = requestsOf(made).filter((request) => !isAllowed(document, request));
          expect(refused).toEqual([]);
          for (const foreign of [['t2'], ['t10'], ['t1', 't2'], ['USER#t2'], []]) {
            const crossing = requestsOf(made, foreign).filter((request) => isAllowed(document, request));
            expect(crossing.filter((request) => !isOnAllRows(request))).toEqual([]);
          }
        }
        for (const table of tables) {
          for (const action of ['Scan', 'PartiQLSelect', 'PartiQLInsert', 'ExportTableToPointInTime', 'DeleteTable']) {
            const request = { action: `dynamodb:${action}`, resource: base + table.name, context: keys('t1') };
            const isCalled = calls.some((made) => made.table === table && made.action === action);
            expect(isAllowed(document, request)).toBe(isCalled);
          }
        }
      }),
      { seed: 20260102, numRuns: 60 },
    );
  });
});
