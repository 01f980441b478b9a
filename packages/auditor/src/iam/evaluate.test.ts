import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Conditions,
  type JsonStatement,
  leadingKeys,
  own,
  statementOf,
} from '../rules/iam/infrastructure.fixture.ts';
import { type AccessRequest, evaluate } from './evaluate.ts';

const account = '123456789012';
const tableArn = `arn:aws:dynamodb:us-east-1:${account}:table/orders`;
const mine = { 'aws:PrincipalTag/tenant': 't1' };

function decide(statements: readonly JsonStatement[], request: AccessRequest) {
  return evaluate(
    statements.map((json) => statementOf(json)),
    request,
  ).decision;
}

const verdicts = { Allowed: 'allow', ExplicitlyDenied: 'explicit-deny', ImplicitlyDenied: 'implicit-deny' } as const;

/** The same by another evaluator. */
function simulate(statements: readonly JsonStatement[], { action, resource, context = {} }: AccessRequest) {
  const result = runUnsafeSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/app`,
        action,
        resource: { resource, accountId: account },
        contextVariables: Object.fromEntries(
          Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
        ),
      },
      identityPolicies: [{ name: 'p', policy: { Version: '2012-10-17', Statement: statements } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  return verdicts[result];
}

function rows(condition: Conditions, actions: string | string[] = 'dynamodb:*'): JsonStatement {
  return { Effect: 'Allow', Action: actions, Resource: tableArn, Condition: condition };
}

const everything: JsonStatement = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
const forAll = { 'ForAllValues:StringEquals': { [leadingKeys]: [own] } };
const present = { Null: { [leadingKeys]: 'false' } };

describe('isolation of rows, by how it is written', () => {
  const requests: Record<string, AccessRequest> = {
    own: { action: 'dynamodb:GetItem', resource: tableArn, context: { ...mine, [leadingKeys]: ['t1'] } },
    ownRow: { action: 'dynamodb:GetItem', resource: tableArn, context: { ...mine, [leadingKeys]: ['t1#x'] } },
    foreign: { action: 'dynamodb:GetItem', resource: tableArn, context: { ...mine, [leadingKeys]: ['t2'] } },
    both: { action: 'dynamodb:BatchGetItem', resource: tableArn, context: { ...mine, [leadingKeys]: ['t1', 't2'] } },
    scan: { action: 'dynamodb:Scan', resource: tableArn, context: mine },
    fullSelect: {
      action: 'dynamodb:PartiQLSelect',
      resource: tableArn,
      context: { ...mine, 'dynamodb:FullTableScan': 'true' },
    },
    similar: { action: 'dynamodb:GetItem', resource: tableArn, context: { ...mine, [leadingKeys]: ['t10'] } },
    untagged: { action: 'dynamodb:GetItem', resource: tableArn, context: { [leadingKeys]: ['t1'] } },
    starTag: {
      action: 'dynamodb:GetItem',
      resource: tableArn,
      context: { 'aws:PrincipalTag/tenant': '*', [leadingKeys]: ['t1'] },
    },
  };

  test.each<[string, JsonStatement[], string[]]>([
    ['ForAllValues', [rows(forAll)], ['own', 'scan', 'fullSelect']],
    ['ForAllValues with Null', [rows({ ...forAll, ...present })], ['own']],
    ['ForAnyValue', [rows({ 'ForAnyValue:StringEquals': { [leadingKeys]: [own] } })], ['own', 'both']],
    [
      'a prefix without delimiter',
      [rows({ 'ForAllValues:StringLike': { [leadingKeys]: [`${own}*`] } })],
      ['own', 'ownRow', 'scan', 'fullSelect', 'similar'],
    ],
    [
      'a prefix with delimiter and Null',
      [rows({ 'ForAllValues:StringLike': { [leadingKeys]: [`${own}#*`] }, ...present })],
      ['ownRow'],
    ],
    ['no set operator', [rows({ StringEquals: { [leadingKeys]: [own] } })], []],
    ['IfExists', [rows({ StringEqualsIfExists: { [leadingKeys]: [own] } })], ['scan', 'fullSelect']],
    [
      'ForAllValues beside a Deny of Scan',
      [rows(forAll), { Effect: 'Deny', Action: 'dynamodb:Scan', Resource: '*' }],
      ['own', 'fullSelect'],
    ],
    [
      'ForAllValues beside a Deny of what reads the whole table',
      [
        rows(forAll),
        { Effect: 'Deny', Action: 'dynamodb:Scan', Resource: '*' },
        { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'dynamodb:FullTableScan': 'true' } } },
      ],
      ['own'],
    ],
  ])('%s allows %#', (_name, statements, allowed) => {
    const decided = Object.entries(requests).filter(([, request]) => decide(statements, request) === 'allow');
    const simulated = Object.entries(requests).filter(([, request]) => simulate(statements, request) === 'allow');
    expect(decided.map(([name]) => name)).toEqual(allowed);
    expect(simulated.map(([name]) => name)).toEqual(allowed);
  });

  test('a Deny fails open where there is no key, and closed where there is no tag', () => {
    const statements: JsonStatement[] = [
      everything,
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { 'ForAnyValue:StringNotEquals': { [leadingKeys]: own } },
      },
    ];
    const allowed = Object.keys(requests).filter(
      (name) => decide(statements, requests[name] ?? fail(name)) === 'allow',
    );
    expect(allowed).toEqual(['own', 'scan', 'fullSelect']);
    // AWS: "Inverted condition operators like StringNotEquals do match against a null value". The simulator differs.
    expect(simulate(statements, requests.untagged ?? fail('untagged'))).toBe('allow');
  });
});

function fail(name: string): never {
  throw new Error(`no request ${name}`);
}

const get: AccessRequest = { action: 'dynamodb:GetItem', resource: tableArn };

describe('actions', () => {
  test.each<[string, boolean]>([
    ['*', true],
    ['*:*', true],
    ['dynamodb:*', true],
    ['dynamodb:GetItem', true],
    ['DynamoDB:getitem', true],
    ['dynamodb:Get*', true],
    ['dynamodb:?etItem', true],
    ['dynamodb:*Item', true],
    ['dynamodb:BatchGetItem', false],
    ['dynamodb:Get', false],
    ['s3:*', false],
    ['', false],
  ])('%s names GetItem: %s', (pattern, isNamed) => {
    expect(decide([{ Effect: 'Allow', Action: pattern, Resource: '*' }], get)).toBe(
      isNamed ? 'allow' : 'implicit-deny',
    );
    expect(decide([{ Effect: 'Allow', NotAction: pattern, Resource: '*' }], get)).toBe(
      isNamed ? 'implicit-deny' : 'allow',
    );
  });
});

describe('resources', () => {
  test.each<[string, boolean]>([
    ['*', true],
    ['**', true],
    [tableArn, true],
    ['arn:aws:dynamodb:*:*:table/orders', true],
    ['arn:aws:dynamodb:us-*:*:table/ord?rs', true],
    ['arn:*:dynamodb:*:*:*', true],
    ['arn:aws:dynamodb:*', true],
    ['arn:aws:dynamodb:us-east-1:123456789012:table/*', true],
    [`arn:aws:dynamodb:*:*:table/\${aws:PrincipalTag/app}`, true],
    [`arn:aws:dynamodb:*:*:table/\${aws:PrincipalTag/none, 'orders'}`, true],
    [`arn:aws:dynamodb:*:*:table/\${aws:PrincipalTag/none}`, false],
    [`${tableArn}/index/*`, false],
    ['arn:aws:dynamodb:*:*:table/Orders', false],
    ['arn:aws:dynamodb:*:*:tab*/orders', false],
    ['arn:aws:dynamodb:eu-west-1:*:table/orders', false],
    ['arn:aws:s3:::orders', false],
    ['*:aws:dynamodb:*:*:table/orders', false],
    ['?rn:aws:dynamodb:*:*:table/orders', false],
    ['arn:aws:dynamodb:*:*:cable/orders', false],
    ['arn:aws:dynamodb', true],
    ['arn:aws:s3', false],
    ['arn:aws:dynamodb:us-east-1', true],
    ['ARN:AWS:DynamoDB:US-EAST-1:*:table/orders', true],
    ['', false],
  ])('%s is the table: %s', (pattern, isMatch) => {
    const request = { ...get, context: { 'aws:principaltag/app': 'orders' } };
    expect(decide([{ Effect: 'Allow', Action: '*', Resource: pattern }], request)).toBe(
      isMatch ? 'allow' : 'implicit-deny',
    );
    // A variable without a value names no resource, so nothing is left out by it.
    expect(decide([{ Effect: 'Allow', Action: '*', NotResource: pattern }], request)).toBe(
      isMatch ? 'implicit-deny' : 'allow',
    );
  });

  test('a star spans the slashes of a resource, not the colons before it', () => {
    const index = { action: 'dynamodb:Query', resource: `${tableArn}/index/byOwner` };
    expect(decide([{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:dynamodb:*:*:table/or*' }], index)).toBe('allow');
    expect(decide([{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:*:table/orders' }], index)).toBe('implicit-deny');
  });
});

test('the resource of an ARN keeps its colons', () => {
  const stream = { action: 'dynamodb:GetRecords', resource: `${tableArn}/stream/2026-01-01T00:00:00.000` };
  for (const [pattern, decision] of [
    [stream.resource, 'allow'],
    [`${tableArn}/stream/*:00.000`, 'allow'],
    [`${tableArn}/stream/2026-01-01T00:00:00.001`, 'implicit-deny'],
    [`${tableArn}/stream/2026-01-01T00`, 'implicit-deny'],
  ] as const) {
    expect(decide([{ Effect: 'Allow', Action: '*', Resource: pattern }], stream)).toBe(decision);
  }
});

test('a statement without a resource means its own, and what is no ARN has none but a star', () => {
  expect(decide([{ Effect: 'Allow', Action: '*' }], get)).toBe('allow');
  const odd = { ...get, resource: 'orders' };
  expect(decide([{ Effect: 'Allow', Action: '*', Resource: ['orders', 'arn:aws:dynamodb:*'] }], odd)).toBe(
    'implicit-deny',
  );
  expect(decide([{ Effect: 'Allow', Action: '*', Resource: '*' }], odd)).toBe('allow');
});

describe('conditions', () => {
  test.each<[Conditions, Record<string, string | string[]>, boolean]>([
    [{ StringEquals: { a: ['x', 'y'] } }, { A: 'y' }, true],
    [{ StringEquals: { a: 'x*' } }, { a: 'xy' }, false],
    [{ StringEquals: { a: 'x*' } }, { a: 'x*' }, true],
    [{ StringEquals: { a: 'x?' } }, { a: 'x?' }, true],
    [{ StringEquals: { a: 'x?' } }, { a: 'xy' }, false],
    [{ StringEquals: { a: `\${ b , 'c' }` } }, { a: 'd', b: 'd' }, true],
    [{ StringEquals: { a: `\${b, 'c}` } }, { a: 'c' }, false],
    [{ StringEquals: { a: `\${b, c'}` } }, { a: 'c' }, false],
    [{ StringEquals: { a: `\${b, ''}x` } }, { a: 'x' }, true],
    [{ StringEquals: { a: `x\${b}` } }, { a: 'x', b: '' }, false],
    [{ StringEquals: { a: `\${*}` } }, { a: '*' }, true],
    [{ StringLike: { a: `x\${*}*` } }, { a: 'x*y' }, true],
    [{ StringLike: { a: `x\${*}*` } }, { a: 'xy' }, false],
    [{ StringLike: { a: `\${?}\${$}{b}` } }, { a: `?\${b}` }, true],
    [{ StringLike: { a: `\${b}` } }, { a: 'z', b: '*' }, false],
    [{ StringLike: { a: `\${b` } }, { a: `\${b` }, true],
    [{ StringEquals: { a: `\${b, 'c'}` } }, { a: 'c' }, true],
    [{ StringEquals: { a: `\${b, 'c'}` } }, { a: 'c', b: 'd' }, false],
    [{ StringEquals: { a: `\${b, 'c'}` } }, { a: 'c', b: ['d'] }, true],
    [{ StringEquals: { a: `\${b}` } }, { a: 'd', b: ['d'] }, false],
    [{ StringEquals: { a: `\${b}` } }, { a: '', b: '' }, false],
    [{ StringNotEquals: { a: ['x', 'y'] } }, { a: 'z' }, true],
    [{ StringNotEquals: { a: ['x', 'y'] } }, { a: 'y' }, false],
    [{ StringNotEquals: { a: 'x' } }, {}, true],
    [{ StringNotEquals: { a: `\${b}` } }, { a: 'x' }, true],
    [{ StringNotEquals: { a: 'x' } }, { a: ['y'] }, false],
    [{ StringEqualsIfExists: { a: 'x' } }, {}, true],
    [{ StringEqualsIfExists: { a: 'x' } }, { a: 'y' }, false],
    [{ StringEqualsIgnoreCase: { a: 'ABC' } }, { a: 'abc' }, true],
    [{ StringNotEqualsIgnoreCase: { a: 'ABC' } }, { a: 'abc' }, false],
    [{ stringequals: { a: 'x' } }, { a: 'x' }, true],
    [{ 'ForAllValues:StringEquals': { a: ['x', 'y'] } }, { a: ['x', 'x'] }, true],
    [{ 'ForAllValues:StringEquals': { a: ['x', 'y'] } }, { a: ['x', 'z'] }, false],
    [{ 'ForAllValues:StringEquals': { a: 'x' } }, {}, true],
    [{ 'ForAllValues:StringEquals': { a: 'x' } }, { a: [] }, true],
    [{ 'ForAllValues:StringEquals': { a: 'x' } }, { a: [''] }, true],
    [{ 'ForAllValues:StringEquals': { a: 'x' }, Null: { a: 'false' } }, { a: [''] }, false],
    [{ 'ForAllValues:StringEquals': { a: 'x' }, Null: { a: 'false' } }, { a: [] }, false],
    [{ 'ForAllValues:StringEquals': { a: 'x' } }, { a: ['', 'x'] }, false],
    [{ 'ForAnyValue:StringEquals': { a: 'x' } }, {}, false],
    [{ 'ForAnyValue:StringEquals': { a: 'x' } }, { a: [] }, false],
    [{ 'ForAnyValue:StringEqualsIfExists': { a: 'x' } }, {}, false],
    [{ 'ForAnyValue:StringNotEquals': { a: 'x' } }, {}, false],
    [{ 'ForAnyValue:StringNotEquals': { a: 'x' } }, { a: ['x', 'y'] }, true],
    [{ 'ForAllValues:StringNotEquals': { a: 'x' } }, { a: ['x', 'y'] }, false],
    [{ Null: { a: 'true' } }, {}, true],
    [{ Null: { a: 'True' } }, { a: 'x' }, false],
    [{ Null: { a: ['true', 'false'] } }, { a: 'x' }, true],
    [{ Bool: { a: 'true' } }, { a: 'TRUE' }, true],
    [{ Bool: { a: 'true' } }, { a: 'yes' }, false],
    [{ Bool: { a: 'yes' } }, { a: 'yes' }, false],
    [{ Bool: { a: 'true' } }, {}, false],
    [{ Bool: { a: 'False' } }, { a: 'false' }, true],
    [{ Bool: { a: 'false' } }, { a: 'true' }, false],
    [{ Bool: { a: 'true' } }, { a: 'nope' }, false],
    [{ Bool: { a: 'nope' } }, { a: 'false' }, false],
    [{ Bool: { a: `\${b}` } }, { a: 'true', b: 'true' }, true],
    [{ Bool: { a: `\${b}` } }, { a: 'true' }, false],
    [{ NumericLessThan: { a: '10' } }, { a: '9.5' }, true],
    [{ NumericLessThan: { a: '10' } }, { a: '10' }, false],
    [{ NumericLessThanEquals: { a: '10' } }, { a: '10.5' }, false],
    [{ NumericGreaterThan: { a: '10' } }, { a: '11' }, true],
    [{ NumericGreaterThanEquals: { a: '10' } }, { a: '9' }, false],
    [{ NumericEquals: { a: '10' } }, { a: '11' }, false],
    [{ NumericNotEquals: { a: '10' } }, { a: '11' }, true],
    [{ NumericEquals: { a: ' ' } }, { a: '0' }, false],
    [{ NumericEquals: { a: '0' } }, { a: 'Infinity' }, false],
    [{ 'ForAllValues:x:StringEquals': { a: 'x' } }, { a: 'x' }, false],
    [{ 'ForSomeValues:StringEquals': { a: 'x' } }, { a: 'x' }, false],
    [{ NumericLessThanEquals: { a: '10' } }, { a: '10' }, true],
    [{ NumericGreaterThan: { a: '10' } }, { a: '10' }, false],
    [{ NumericGreaterThanEquals: { a: ['12', '10'] } }, { a: '10' }, true],
    [{ NumericEquals: { a: '1e1' } }, { a: '10' }, true],
    [{ NumericNotEquals: { a: ['1', '2'] } }, { a: '2' }, false],
    [{ NumericNotEquals: { a: 'x' } }, { a: '2' }, false],
    [{ NumericEquals: { a: '' } }, { a: '0' }, false],
    [{ ArnLike: { a: 'arn:aws:iam::*:role/app-*' } }, { a: 'arn:aws:iam::1:role/app-x/y' }, true],
    [{ ArnLike: { a: 'arn:aws:iam:*:role/app' } }, { a: 'arn:aws:iam::1:role/app' }, false],
    [{ ArnLike: { a: 'arn:a*:r:1:*:*' } }, { a: 'arn:aws:iam:r:1:role:x' }, false],
    [{ ArnLike: { a: 'arn:aws:iam::1:role:x' } }, { a: 'arn:aws:iam::1:role:x' }, true],
    [{ ArnLike: { a: 'arn:aws:iam::1:role' } }, { a: 'arn:aws:iam::1:role:x' }, false],
    [{ ArnEquals: { a: `\${b}` } }, { a: 'arn:aws:iam::1:role/x' }, false],
    [{ ArnNotEquals: { a: `\${b}` } }, { a: 'arn:aws:iam::1:role/x' }, true],
    [{ ArnEquals: { a: `\${b}` } }, { a: 'arn:aws:iam::1:role/x', b: 'arn:aws:iam::1:role/x' }, true],
    [{ ArnNotLike: { a: 'arn:aws:iam::*:role/app' } }, { a: 'arn:aws:iam::1:role/b' }, true],
    [{ ArnNotLike: { a: 'arn:aws:iam::*:role/app' } }, { a: 'no arn' }, false],
    [{ ArnNotEquals: { a: 'no arn' } }, { a: 'arn:aws:iam::1:role/b' }, false],
    [{ StringEquals: { a: 'x', b: 'y' } }, { a: 'x' }, false],
    [{ StringEquals: { a: [] } }, { a: 'x' }, false],
    [{ StringNotEquals: { a: [] } }, { a: 'x' }, true],
  ])('%j with %j: %s', (condition, context, holds) => {
    const decision = decide([{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }], {
      ...get,
      context,
    });
    expect(decision).toBe(holds ? 'allow' : 'implicit-deny');
  });
});

describe('what is unknown', () => {
  const open = `arn:aws:dynamodb:\${?AWS::Region}:\${?AWS::AccountId}:table/orders`;

  test.each<[string, JsonStatement, AccessRequest, string, number]>([
    ['a region', { Effect: 'Allow', Action: '*', Resource: open }, get, 'implicit-deny', 1],
    ['the same unknown', { Effect: 'Allow', Action: '*', Resource: open }, { ...get, resource: open }, 'allow', 0],
    ['another table', { Effect: 'Allow', Action: '*', Resource: `${open}s` }, get, 'implicit-deny', 0],
    ['an ARN', { Effect: 'Allow', Action: '*', Resource: `\${?TableArn}` }, get, 'implicit-deny', 1],
    [
      'an ARN before an index',
      { Effect: 'Allow', Action: '*', Resource: `\${?TableArn}/index/*` },
      get,
      'implicit-deny',
      0,
    ],
    ['all but an unknown ARN', { Effect: 'Allow', Action: '*', NotResource: `\${?TableArn}` }, get, 'implicit-deny', 1],
    ['an action', { Effect: 'Allow', Action: `dynamodb:\${?Verb}Item`, Resource: '*' }, get, 'implicit-deny', 1],
    ['another action', { Effect: 'Allow', Action: `dynamodb:\${?Verb}Items`, Resource: '*' }, get, 'implicit-deny', 0],
    [
      'a value',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { a: `\${?Tenant}` } } },
      { ...get, context: { a: 'x' } },
      'implicit-deny',
      1,
    ],
    [
      'the value of a Null',
      { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Null: { a: `\${?Flag}` } } },
      get,
      'implicit-deny',
      1,
    ],
    [
      'a truth value',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { a: `tr\${?Flag}` } } },
      { ...get, context: { a: 'true' } },
      'implicit-deny',
      1,
    ],
    [
      'a number',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { NumericLessThan: { a: `1\${?Zeros}` } } },
      { ...get, context: { a: '5' } },
      'implicit-deny',
      1,
    ],
    [
      'a part of the value of a Null',
      { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Null: { a: `tr\${?Flag}` } } },
      get,
      'implicit-deny',
      1,
    ],
    [
      'a number that is known',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { NumericLessThan: { a: '10' } } },
      { ...get, context: { a: '5' } },
      'allow',
      0,
    ],
    [
      'an operator that is not compared',
      { Effect: 'Deny', Action: '*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
      { ...get, context: { 'aws:SourceIp': '10.1.1.1' } },
      'implicit-deny',
      1,
    ],
    [
      'an unknown ARN in a condition',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnNotLike: { a: `\${?RoleArn}` } } },
      { ...get, context: { a: 'arn:aws:iam::1:role/x' } },
      'implicit-deny',
      1,
    ],
    [
      'an ARN in a condition that cannot be the one',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnLike: { a: `\${?Root}:role/y` } } },
      { ...get, context: { a: 'arn:aws:iam::1:role/x' } },
      'implicit-deny',
      0,
    ],
    [
      'an unknown account in a condition',
      {
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
        Condition: { ArnLike: { a: `arn:aws:iam::\${?Account}:role/x` } },
      },
      { ...get, context: { a: 'arn:aws:iam::1:role/x' } },
      'implicit-deny',
      1,
    ],
  ])('%s', (_name, json, request, decision, undecided) => {
    const result = evaluate([statementOf(json)], request);
    expect([result.decision, result.undecided.length]).toEqual([decision, undecided]);
  });
});

test('a decision names its statements, and what was missing', () => {
  const allow = statementOf({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { a: 'x', b: 'y' } },
  });
  const deny = statementOf({ Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { c: 'z' } } });
  const [, second] = allow.conditions;
  const decided = (context: Record<string, string>) => evaluate([allow, deny], { ...get, context });
  expect(decided({ a: 'x', b: 'y' })).toEqual({
    decision: 'allow',
    because: [{ statement: allow, failed: [] }],
    undecided: [],
  });
  expect(decided({ a: 'x', b: 'y', c: 'z' })).toEqual({
    decision: 'explicit-deny',
    because: [{ statement: deny, failed: [] }],
    undecided: [],
  });
  expect(decided({ a: 'x' })).toEqual({
    decision: 'implicit-deny',
    because: [{ statement: allow, failed: [second] }],
    undecided: [],
  });
  const elsewhere = statementOf({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: '*',
    Condition: { StringEquals: { a: 'x' } },
  });
  const unsure = statementOf({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { d: `\${?D}` } },
  });
  expect(evaluate([elsewhere, unsure], { ...get, context: { d: 'd' } })).toEqual({
    decision: 'implicit-deny',
    because: [],
    undecided: [unsure],
  });
  expect(evaluate([], get)).toEqual({ decision: 'implicit-deny', because: [], undecided: [] });
});

test('hostile patterns take no longer than their length allows', () => {
  const text = 'a'.repeat(2_000);
  const started = performance.now();
  const hostile = [`${'*a'.repeat(300)}b`, '${'.repeat(30_000), `${'${'.repeat(30_000)}}`, `${'?'.repeat(10_000)}*`];
  for (const pattern of hostile) {
    const statement: JsonStatement = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringLike: { a: pattern } },
    };
    expect(decide([statement], { ...get, context: { a: text } })).toBe('implicit-deny');
  }
  expect(performance.now() - started).toBeLessThan(2000);
});

describe('the same as another evaluator', () => {
  const values = [
    't1',
    't2',
    't10',
    't1#x',
    '*',
    't*',
    't?',
    'T1',
    own,
    `${own}*`,
    `${own}#*`,
    `\${aws:username, 't2'}`,
    'true',
    'false',
    '5',
  ];
  const keys = [
    leadingKeys,
    'dynamodb:Attributes',
    'dynamodb:Select',
    'dynamodb:FullTableScan',
    'aws:PrincipalTag/tenant',
  ];
  const bases = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'Bool'];
  const operator = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('', '', 'ForAllValues:', 'ForAnyValue:'),
        fc.constantFrom(...bases),
        fc.constantFrom('', 'IfExists'),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('Null', 'NumericLessThan', 'NumericNotEquals', 'ForAllValues:NumericGreaterThanEquals'),
  );
  const conditions = fc.dictionary(
    operator,
    fc.dictionary(
      fc.constantFrom(...keys),
      fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
      { minKeys: 1, maxKeys: 2 },
    ),
    { maxKeys: 2 },
  );
  const names = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect'];
  const action = fc.constantFrom(
    ...names.map((name) => `dynamodb:${name}`),
    'dynamodb:*',
    '*',
    'dynamodb:*GetItem',
    'dynamodb:??an',
    's3:*',
  );
  const resource = fc.constantFrom(
    '*',
    tableArn,
    `${tableArn}/index/*`,
    `${tableArn}*`,
    'arn:aws:dynamodb:*:*:table/o*',
    'arn:aws:dynamodb:*:*:*',
    'arn:aws:dynamodb:*',
    `arn:aws:dynamodb:*:*:table/\${aws:PrincipalTag/tenant}*`,
    'arn:aws:s3:::orders',
  );
  const lists = (of: fc.Arbitrary<string>) => fc.array(of, { minLength: 1, maxLength: 2 });
  const statement: fc.Arbitrary<JsonStatement> = fc
    .record({
      Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Deny'),
      isNotAction: fc.nat(4).map((roll) => roll === 0),
      isNotResource: fc.nat(4).map((roll) => roll === 0),
      actions: lists(action),
      resources: lists(resource),
      Condition: conditions,
    })
    .map(({ Effect, isNotAction, isNotResource, actions, resources, Condition }) => ({
      Effect,
      ...(isNotAction ? { NotAction: actions } : { Action: actions }),
      // The simulator takes a NotResource with a variable without value for no statement at all.
      ...(isNotResource && !resources.some((name) => name.includes('$'))
        ? { NotResource: resources }
        : { Resource: resources }),
      Condition,
    }));
  const given = fc.constantFrom('t1', 't2', 't10', 't1#x', 'T1', '*', 'true', 'false', '5', '7');
  const request: fc.Arbitrary<AccessRequest> = fc.record({
    action: fc.constantFrom(...names.map((name) => `dynamodb:${name}`)),
    resource: fc.constantFrom(tableArn, `${tableArn}/index/byOwner`, tableArn.replace('orders', 't1-orders')),
    context: fc
      .record(
        {
          [leadingKeys]: fc.array(given, { minLength: 1, maxLength: 3 }),
          'dynamodb:Attributes': fc.array(given, { minLength: 1, maxLength: 2 }),
          'dynamodb:Select': given,
          'dynamodb:FullTableScan': fc.constantFrom('true', 'false'),
          'aws:PrincipalTag/tenant': fc.constantFrom('t1', 't1', 't2', '*'),
        },
        { requiredKeys: [] },
      )
      .map((context) => ({ ...context })),
  });

  test('on policies and requests of all kinds', () => {
    const seen = { allow: 0, 'explicit-deny': 0, 'implicit-deny': 0 };
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), request, (statements, asked) => {
        fc.pre(!statements.some((entry) => isOtherwise(entry, asked)));
        const decision = decide(statements, asked);
        expect(decision).toBe(simulate(statements, asked));
        seen[decision] += 1;
      }),
      { seed: 20260101, numRuns: 1500 },
    );
    // A generator that never allows anything would prove nothing.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  /** Where the simulator differs from the documentation of AWS: an inverted operator with a variable that has no value. */
  function isOtherwise({ Condition = {} }: JsonStatement, { context = {} }: AccessRequest): boolean {
    if ('aws:PrincipalTag/tenant' in context) return false;
    return Object.entries(Condition).some(
      ([name, entries]) =>
        name.includes('Not') &&
        Object.values(entries)
          .flat()
          .some((value) => value.includes(own)),
    );
  }
});
