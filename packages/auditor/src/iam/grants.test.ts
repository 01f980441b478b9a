import { describe, expect, test } from 'vitest';
import {
  allow,
  api,
  arn,
  deny,
  detached,
  infrastructure,
  type JsonStatement,
  policy,
  role,
  table,
} from '../rules/iam/infrastructure.fixture.ts';
import { allowedOn } from './grant-breadth.ts';
import { grantsOf } from './grants.ts';
import type { Infrastructure } from './infrastructure.ts';

/** What the first grant names, on which resources. */
function reach(statement: JsonStatement, ...parts: readonly Partial<Infrastructure>[]) {
  const [grant] = grantsOf(infrastructure(...api(statement), ...parts));
  return Object.fromEntries(grant?.reach ?? []);
}

describe('what a statement reaches', () => {
  const indexed = table('orders', { indexes: [{ name: 'byOwner', partition: 'tenant' }] });

  test.each<[string, JsonStatement, Record<string, string[]>]>([
    ['a table', allow(['GetItem', 'Query'], arn('orders')), { GetItem: [arn('orders')], Query: [arn('orders')] }],
    [
      'a table that is known, with its indexes',
      allow(['GetItem', 'Query'], [arn('orders'), arn('orders/index/*')]),
      {
        GetItem: [arn('orders')],
        Query: [arn('orders'), arn('orders/index/byOwner'), arn('orders/index/x')],
      },
    ],
    ['an index alone', allow(['GetItem', 'Query'], arn('users/index/a')), { Query: [arn('users/index/a')] }],
    ['below a table', allow(['GetItem', 'Query'], arn('users/*')), { Query: [arn('users/index/x')] }],
    [
      'a stream',
      allow(['GetRecords', 'GetItem'], arn('users/stream/2026')),
      { GetRecords: [arn('users/stream/2026')] },
    ],
    ['no stream', allow('GetRecords', [arn('users'), arn('users/index/*')]), {}],
    [
      'tables that begin alike',
      allow(['GetItem', 'GetRecords'], arn('or*')),
      { GetItem: [arn('orders'), arn('orx')], GetRecords: [arn('orders/stream/x'), arn('orx/stream/x')] },
    ],
    ['every table', allow('GetItem', '*'), { GetItem: [arn('orders'), arn('x')] }],
    ['what no table is about', allow('ListTables', '*'), { ListTables: ['x'] }],
    ['what is about no table', allow('ListTables', arn('orders')), {}],
    ['an unknown ARN', allow('Query', `\${?Arn}`), { Query: [`\${?Arn}`] }],
    ['an index of an unknown ARN', allow('Query', `\${?Arn}/index/*`), { Query: [`\${?Arn}/index/x`] }],
    ['other services', allow('GetItem', 'arn:aws:s3:::x'), {}],
    [
      'all but a table',
      { Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: arn('orders') },
      { GetItem: [arn('x')] },
    ],
  ])('%s', (_name, statement, expected) => {
    expect(reach(statement, indexed)).toEqual(expected);
  });

  test('a few of many tables are enough', () => {
    const tables = Array.from({ length: 30 }, (_, index) => table(`t${index}`));
    expect(reach(allow('GetItem', arn('*')), ...tables).GetItem).toHaveLength(9);
  });
});

describe('what is denied', () => {
  const scan = allow('Scan');
  const isAllowed = (...parts: readonly Partial<Infrastructure>[]) => {
    const grant = grantsOf(infrastructure(...parts)).find(({ reach }) => reach.has('Scan'));
    return grant !== undefined && allowedOn(grant, 'Scan').length > 0;
  };
  const denied = (attachedTo: readonly string[], kind: 'identity' | 'resource' = 'identity') => ({
    policies: [policy('Deny', [deny('Scan')], { attachedTo, kind })],
  });

  test('counts wherever the role has it from', () => {
    expect(isAllowed(role('R', { statements: [scan] }))).toBe(true);
    expect(isAllowed(role('R', { statements: [scan] }), denied(['R']))).toBe(false);
    expect(isAllowed(role('R', { statements: [scan] }), denied(['Other', 'R']))).toBe(false);
    expect(isAllowed(role('R', { statements: [scan] }), denied(['Other']))).toBe(true);
    // The policy of a table is none of the role, even where both have one id.
    expect(isAllowed(role('R', { statements: [scan] }), denied(['R'], 'resource'))).toBe(true);
  });

  test('does not count for another role', () => {
    const shared = { policies: [policy('Shared', [scan], { attachedTo: ['A', 'B'] })] };
    expect(isAllowed(role('A'), role('B'), shared, denied(['A']))).toBe(true);
    expect(isAllowed(role('A'), role('B'), shared, denied(['A', 'B']))).toBe(false);
  });

  test('counts within a policy that nobody is known to have, and no further', () => {
    expect(isAllowed(detached('p', scan, deny('Scan')))).toBe(false);
    expect(isAllowed(detached('p', scan), detached('q', deny('Scan')))).toBe(true);
  });

  test('counts for the managed policies of a role', () => {
    expect(isAllowed(role('R', { managed: ['ReadOnlyAccess'] }))).toBe(true);
    expect(isAllowed(role('R', { managed: ['ReadOnlyAccess'], statements: [deny('Scan')] }))).toBe(false);
  });
});

test('a grant knows who has it, and what it is called', () => {
  const facts = infrastructure(
    role('R', {
      statements: [allow('GetItem'), { ...allow('Query'), Sid: 'Reads' }, deny('Scan')],
      managed: ['ReadOnlyAccess', 'Mine'],
    }),
    {
      policies: [policy('OfTable', [{ ...allow('GetItem'), Principal: '*' }], { kind: 'resource', attachedTo: ['R'] })],
    },
    detached('deploy.json', allow('GetItem')),
    detached('app.json', allow('GetItem')),
  );
  const grants = grantsOf(facts);
  expect(grants.map(({ subject, kind, uses, isManaged }) => [subject, kind, uses.length, isManaged])).toEqual([
    ['R/Policies/0/0', 'application', 1, false],
    ['R/Policies/0/Reads', 'application', 1, false],
    ['OfTable/0', 'resource', 0, false],
    ['deploy.json/0', 'operations', 0, false],
    ['app.json/0', 'unknown', 0, false],
    ['R/ReadOnlyAccess', 'application', 1, true],
  ]);
  expect(grantsOf(facts)).toBe(grants);
});

test('who may take a role is no grant', () => {
  const trust = policy('R/Trust', [{ Effect: 'Allow', Action: '*', Principal: '*' }], {
    kind: 'trust',
    attachedTo: ['R'],
  });
  expect(grantsOf(infrastructure(role('R', { trust: [] }), { policies: [trust] }))).toEqual([]);
});

test('policies longer than any that can be deployed are cut off', () => {
  const many = Array.from({ length: 2_000 }, () => allow('GetItem'));
  expect(grantsOf(infrastructure(detached('p', ...many)))).toHaveLength(250);
  const denies = Array.from({ length: 400 }, () => deny('Scan', {}, arn('users')));
  const [grant] = grantsOf(
    infrastructure(
      role('R', { statements: [allow('Scan')] }),
      ...[1, 2].map(() => ({ policies: [policy('D', denies, { attachedTo: ['R'] })] })),
    ),
  );
  expect(grant?.denies.map((ofRole) => ofRole.length)).toEqual([100]);
});
