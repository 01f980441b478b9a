import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeAt, tableEntry } from '../rules/iam/infrastructure.fixture.ts';
import { actionOf, actionsFor } from './actions.ts';
import { type AccessRequest, evaluate } from './evaluate.ts';
import type { Table } from './infrastructure.ts';
import { type KeyPattern, ownKey } from './leading-keys.ts';
import { type Caller, leastPrivilege, type RecordedCall } from './least-privilege.ts';
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
  key: ownKey,
  ...more,
});
const any = (action: string, more: Partial<RecordedCall> = {}): RecordedCall => ({
  table: countries,
  action,
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
      wider: [
        { action: 'dynamodb:GetItem', resource: `${base}Countries`, caller: 'owner' },
        { action: 'dynamodb:BatchGetItem', resource: `${base}Countries`, caller: 'owner' },
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
    expect(document.Statement.map(({ Effect }) => Effect)).toEqual(['Allow', 'Allow']);
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
    const { document, wider } = leastPrivilege([own('Scan'), own('PartiQLSelect')], options);
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
    expect(wider).toEqual([{ action: 'dynamodb:Scan', resource: `${base}Orders`, caller: 'owner' }]);
  });

  const text = (written: string) => ({ kind: 'text', text: written }) as const;
  const anything = { kind: 'any' } as const;
  const [me] = ownKey;
  const tried = ['t1', 't2', 'USER#t1', 'USER#t10', 'USER#t1#a', 't1#a', 't2#a', 'NAME#t2', 'settings', '*', 'a*b#c'];

  test.each([
    { key: [text('USER#'), me], operator: 'StringEquals', value: `USER#${owner}`, allowed: ['USER#t1'] },
    { key: [me, text('#'), anything], operator: 'StringLike', value: `${owner}#*`, allowed: ['t1#a'] },
    { key: [me, text('#a')], operator: 'StringEquals', value: `${owner}#a`, allowed: ['t1#a'] },
    { key: [text('NAME#'), anything, me], operator: 'StringLike', value: 'NAME#*', allowed: ['NAME#t2'] },
    {
      key: [text('USER#'), me, anything],
      operator: 'StringLike',
      value: 'USER#*',
      allowed: ['USER#t1', 'USER#t10', 'USER#t1#a'],
    },
    { key: [text('settings')], operator: 'StringEquals', value: 'settings', allowed: ['settings'] },
    { key: [text('*')], operator: 'StringEquals', value: '*', allowed: ['*'] },
    { key: [text('a*b#'), anything], operator: 'StringLike', value: `a\${*}b#*`, allowed: ['a*b#c'] },
    { key: [text(`\${aws:x}`)], operator: 'StringEquals', value: `\${$}{aws:x}`, allowed: [] },
    { key: [text(`\${aws:x}`), anything], operator: 'StringLike', value: `\${$}{aws:x}*`, allowed: [] },
  ])('of a key made as $value', ({ key, operator, value, allowed }) => {
    const { document } = leastPrivilege([own('GetItem', { key: key.flatMap((piece) => piece ?? []) })], options);
    const [statement] = document.Statement;
    expect(statement?.Condition).toEqual({
      [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': [value] },
      Null: { 'dynamodb:LeadingKeys': ['false'] },
    });
    expect(statement?.Sid).toBe(value.includes(owner) ? 'OwnRows' : 'SomeRows');
    const get = (named: string) => ({ action: 'dynamodb:GetItem', resource: `${base}Orders`, context: keys(named) });
    expect(tried.filter((named) => isAllowed(document, get(named)))).toEqual(allowed);
  });

  test.each([[[]], [[anything]], [[me, anything]], [[text(''), anything]]])('any key is like %j', (key) => {
    const { document } = leastPrivilege([own('GetItem', { key: key.flatMap((piece) => piece ?? []) })], options);
    expect(document.Statement[0]).toEqual({
      Sid: 'AllRows',
      Effect: 'Allow',
      Action: ['dynamodb:GetItem'],
      Resource: [`${base}Orders`],
    });
  });

  test('compares with the tag that an owner of another kind has', () => {
    const team = { kind: 'owner', tag: 'team_id' } as const;
    const { document } = leastPrivilege([own('GetItem', { key: [team] }), own('GetItem')], options);
    expect(document.Statement[0]?.Condition?.['ForAllValues:StringEquals']).toEqual({
      'dynamodb:LeadingKeys': [`\${aws:PrincipalTag/team_id}`, owner],
    });
  });

  test('keeps apart what only some callers do', () => {
    const claims = [text('NAME#'), anything];
    const calls = [
      own('PutItem'),
      own('Scan', { caller: 'privileged' }),
      own('UpdateItem', { key: [anything], caller: 'privileged' }),
      own('UpdateItem', { caller: 'privileged' }),
      own('PutItem', { key: claims, caller: 'nobody' }),
      any('Query', { table: orders, index: 'byTopic', caller: 'nobody' }),
      any('GetItem'),
      any('GetItem', { caller: 'nobody' }),
    ];
    const { document, wider } = leastPrivilege(calls, options);
    const privileged = { 'aws:PrincipalTag/privileged': ['true'] };
    expect(document.Statement.map(({ Sid, Action, Condition }) => [Sid, Action, Condition])).toEqual([
      ['OwnRows', ['dynamodb:PutItem', 'dynamodb:UpdateItem'], ownRows],
      ['AllRows', ['dynamodb:GetItem'], undefined],
      ['PrivilegedAllRows', ['dynamodb:Scan', 'dynamodb:UpdateItem'], { StringEquals: privileged }],
      [
        'UntaggedSomeRows',
        ['dynamodb:PutItem'],
        {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['NAME#*'] },
          Null: { 'dynamodb:LeadingKeys': ['false'], 'aws:PrincipalTag/tenant': ['true'] },
        },
      ],
      ['UntaggedAllRows', ['dynamodb:Query'], { Null: { 'aws:PrincipalTag/tenant': ['true'] } }],
      ['NoWholeTables', noWholeTables.Action.filter((name) => name !== 'dynamodb:Scan'), undefined],
    ]);
    expect(wider).toEqual([
      { action: 'dynamodb:Scan', resource: `${base}Orders`, caller: 'privileged' },
      { action: 'dynamodb:UpdateItem', resource: `${base}Orders`, caller: 'privileged' },
      { action: 'dynamodb:PutItem', resource: `${base}Orders`, caller: 'nobody', keys: ['NAME#*'] },
      { action: 'dynamodb:Query', resource: `${base}Orders/index/byTopic`, caller: 'nobody' },
      { action: 'dynamodb:GetItem', resource: `${base}Countries`, caller: 'owner' },
    ]);
  });

  test('names the resources that an action is about', () => {
    const calls = [any('ListTables'), any('GetRecords'), any('DescribeTable')];
    expect(
      leastPrivilege(calls, options)
        .document.Statement.slice(0, 3)
        .map(({ Resource }) => Resource),
    ).toEqual([['*'], [`${base}Countries/stream/*`], [`${base}Countries`]]);
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
  const patterns: readonly (readonly [KeyPattern | undefined, string])[] = [
    [ownKey, 't1'],
    [[{ kind: 'text', text: 'USER#' }, ...ownKey], 'USER#t1'],
    [[...ownKey, { kind: 'text', text: '#' }, { kind: 'any' }], 't1#x'],
    [[{ kind: 'text', text: 'NAME#' }, { kind: 'any' }], 'NAME#t2'],
    [undefined, 'anything'],
  ];
  const call = fc
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
      pattern: fc.constantFrom(...patterns),
      caller: fc.constantFrom('owner', 'owner', 'privileged', 'nobody'),
      isIndexed: fc.boolean(),
      attributes: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), { nil: undefined }),
    })
    .map(({ isIndexed, attributes, pattern: [key, example], ...rest }) => {
      const made: RecordedCall = {
        ...rest,
        ...(key !== undefined && { key }),
        ...(isIndexed && rest.table === orders && rest.action === 'Query' && { index: 'byOwnerDate' }),
        ...(attributes !== undefined && { attributes }),
      };
      // The owner's key names the owner, so whoever sends it is signed in.
      return { made, example, tags: /t1/.test(example) ? tagsOf.owner : tagsOf[rest.caller] };
    });
  const callers = ['owner', 'privileged', 'nobody'] as const;
  const tagsOf = {
    owner: { 'aws:PrincipalTag/tenant': 't1' },
    privileged: { 'aws:PrincipalTag/tenant': 't1', 'aws:PrincipalTag/privileged': 'true' },
    nobody: {},
  };

  /** The requests that a call sends, with the key that it names. */
  function requestsOf(
    { table, action, index, attributes }: RecordedCall,
    named: string[],
    tags: Record<string, string>,
  ): AccessRequest[] {
    return actionsFor(action).map((name) => ({
      action: `dynamodb:${name}`,
      resource: `${base}${table.name}${index === undefined ? '' : `/index/${index}`}`,
      context: {
        ...tags,
        ...(actionOf(name).leadingKeys !== 'never' && { 'dynamodb:LeadingKeys': named }),
        ...(attributes !== undefined && { 'dynamodb:Attributes': attributes }),
      },
    }));
  }

  const wholeTable = ['Scan', 'PartiQLSelect', 'PartiQLInsert', 'ExportTableToPointInTime', 'DeleteTable'];

  /** Whether some call needs the action on a table; undefined where one does whose attributes everybody is held to. */
  function isNeeded(calls: readonly RecordedCall[], table: Table, action: string, caller: Caller): boolean | undefined {
    const alike = calls.filter((made) => made.table === table && made.action === action);
    const isCalled = alike.some(
      (made) => made.attributes === undefined && [caller, 'owner'].includes(made.caller ?? 'owner'),
    );
    return isCalled || alike.length === 0 ? isCalled : undefined;
  }

  test('it is allowed, and foreign keys are not', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 8 }), (calls) => {
        const recorded = calls.map(({ made }) => made);
        const { document, wider } = leastPrivilege(recorded, options);
        const isWider = (request: AccessRequest) =>
          wider.some(
            ({ action, resource, caller, keys }) =>
              caller === 'owner' && keys === undefined && action === request.action && resource === request.resource,
          );
        for (const { made, example, tags } of calls) {
          // Scan names no key, so whoever calls it is who the code says.
          const sent = made.action === 'Scan' ? tagsOf[made.caller ?? 'owner'] : tags;
          expect(requestsOf(made, [example], sent).filter((request) => !isAllowed(document, request))).toEqual([]);
          for (const foreign of [['t2'], ['t10'], ['t1', 't2'], ['USER#t2'], ['t2#x'], []]) {
            const crossing = requestsOf(made, foreign, tagsOf.owner).filter((request) => isAllowed(document, request));
            expect(crossing.filter((request) => !isWider(request))).toEqual([]);
          }
        }
      }),
      { seed: 20260102, numRuns: 60 },
    );
  });

  test('Scan and PartiQL are not, unless they are called', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 8 }), (calls) => {
        const recorded = calls.map(({ made }) => made);
        const { document } = leastPrivilege(recorded, options);
        const asked = tables.flatMap((table) =>
          wholeTable.flatMap((action) => callers.map((caller) => ({ table, action, caller }))),
        );
        const isRight = ({ table, action, caller }: (typeof asked)[number]) => {
          const request = { action: `dynamodb:${action}`, resource: base + table.name, context: tagsOf[caller] };
          const expected = isNeeded(recorded, table, action, caller);
          return expected === undefined || isAllowed(document, request) === expected;
        };
        expect(asked.filter((one) => !isRight(one))).toEqual([]);
      }),
      { seed: 20260104, numRuns: 60 },
    );
  });
});
