import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { severityRank } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { ownKey } from '../../iam/leading-keys.ts';
import { leastPrivilege } from '../../iam/least-privilege.ts';
import type { Rule } from '../contract.ts';
import adminAction from './admin-action.ts';
import attributesWithoutSelect from './attributes-without-select.ts';
import denyStyleIsolation from './deny-style-isolation.ts';
import foranyvalue from './foranyvalue.ts';
import indexWildcard from './index-wildcard.ts';
import {
  allow,
  api,
  arn,
  cloudFunction,
  deny,
  infrastructure,
  type JsonStatement,
  leadingKeys,
  own,
  ownRows,
  role,
  table,
  tableEntry,
} from './infrastructure.fixture.ts';
import leadingkeysIfExists from './leadingkeys-if-exists.ts';
import leadingkeysLikeWithoutDelimiter from './leadingkeys-like-without-delimiter.ts';
import leadingkeysWithoutNull from './leadingkeys-without-null.ts';
import noRowIsolation from './no-row-isolation.ts';
import notActionOrResource from './not-action-or-resource.ts';
import partiqlAllowed from './partiql-allowed.ts';
import publicPrincipal from './public-principal.ts';
import scanAllowed from './scan-allowed.ts';
import tableUnprotected from './table-unprotected.ts';
import wildcardAction from './wildcard-action.ts';
import wildcardResource from './wildcard-resource.ts';

const rules: readonly Rule<Infrastructure, string>[] = [
  adminAction,
  attributesWithoutSelect,
  denyStyleIsolation,
  foranyvalue,
  indexWildcard,
  leadingkeysIfExists,
  leadingkeysLikeWithoutDelimiter,
  leadingkeysWithoutNull,
  noRowIsolation,
  notActionOrResource,
  partiqlAllowed,
  publicPrincipal,
  scanAllowed,
  tableUnprotected,
  wildcardAction,
  wildcardResource,
];

/** Every finding, worst first: `high scan-allowed 10`. */
function findings(...parts: readonly Partial<Infrastructure>[]): string[] {
  const facts = infrastructure(...parts);
  return rules
    .flatMap((rule) =>
      rule.find(facts).map((hit) => ({ severity: hit.severity ?? rule.severity, id: rule.id, line: hit.place.line })),
    )
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity))
    .map(({ severity, id, line }) => `${severity} ${id.replace('iam/', '')} ${line}`);
}

test('every rule is one of them', () => {
  const files = readdirSync(fileURLToPath(new URL('.', import.meta.url)));
  const names = files.filter((name) => /^[a-z-]+\.md$/.test(name)).map((name) => name.slice(0, -3));
  expect(rules.map(({ id }) => id)).toEqual(names.sort().map((name) => `iam/${name}`));
});

const orders = table('orders', {
  key: { partition: 'tenant', sort: 'id' },
  indexes: [{ name: 'byOwnerDate', partition: 'tenant', sort: 'date' }],
});
const both = [arn('orders'), arn('orders/index/*')];
const crud = [
  'GetItem',
  'DeleteItem',
  'PutItem',
  'Scan',
  'Query',
  'UpdateItem',
  'BatchWriteItem',
  'BatchGetItem',
  'DescribeTable',
  'ConditionCheckItem',
];
const cdk = [
  'BatchGetItem',
  'GetRecords',
  'GetShardIterator',
  'Query',
  'GetItem',
  'Scan',
  'ConditionCheckItem',
  'BatchWriteItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'DescribeTable',
];

describe('a statement is reported for each of its mistakes once', () => {
  test.each<[string, JsonStatement[], string[]]>([
    ['everything on everything', [allow('*', '*')], ['high wildcard-action 10']],
    [
      'every action on everything',
      [allow('dynamodb:*', '*')],
      ['high wildcard-action 10', 'high wildcard-resource 10'],
    ],
    ['every action on a table', [allow('dynamodb:*', both)], ['high wildcard-action 10', 'low index-wildcard 10']],
    [
      'all but some actions',
      [{ Effect: 'Allow', NotAction: 'dynamodb:DeleteTable', Resource: '*' }],
      ['high not-action-or-resource 10', 'high wildcard-resource 10'],
    ],
    ['what SAM calls CRUD', [allow(crud, both)], ['high scan-allowed 10', 'low index-wildcard 10']],
    ['what CDK calls reading and writing', [allow(cdk, both)], ['high scan-allowed 10', 'low index-wildcard 10']],
    ['items alone', [allow(['GetItem', 'PutItem'])], ['info no-row-isolation 10']],
    [
      'a recipe for tenants that goes around',
      [allow(['GetItem', 'PutItem', 'Query'], both, { 'ForAllValues:StringLike': { [leadingKeys]: `${own}*` } })],
      ['high leadingkeys-like-without-delimiter 10', 'medium index-wildcard 10', 'medium leadingkeys-without-null 10'],
    ],
    [
      'rows that are isolated for nobody',
      [
        allow(['GetItem', 'Scan', 'PartiQLSelect'], arn('orders'), {
          'ForAllValues:StringEquals': { [leadingKeys]: own },
        }),
      ],
      ['high leadingkeys-without-null 10'],
    ],
    [
      'a Deny that is no isolation',
      [allow(['GetItem', 'Scan']), deny('*', { 'ForAnyValue:StringNotEquals': { [leadingKeys]: own } })],
      ['high deny-style-isolation 11', 'high scan-allowed 10'],
    ],
    [
      'own rows, and everything beside them',
      [allow(['GetItem', 'Query'], arn('orders'), ownRows), allow(['GetItem', 'Scan', 'PartiQLSelect'], arn('orders'))],
      ['high no-row-isolation 11', 'high partiql-allowed 11', 'high scan-allowed 11'],
    ],
    [
      'own rows',
      [allow(['GetItem', 'Query', 'PartiQLSelect'], [arn('orders'), arn('orders/index/byOwnerDate')], ownRows)],
      [],
    ],
  ])('%s', (_name, statements, expected) => {
    expect(findings(...api(...statements), orders)).toEqual(expected);
  });

  test('what a pipeline or a person may do is their affair', () => {
    const roles = ['CodeBuildRole', 'github-deploy', 'AdminRole', 'DevOpsEngineers'].map((name) =>
      role(name, {
        trust: ['AWS:arn:aws:iam::1:root'],
        statements: [allow('*', '*'), allow('dynamodb:*')],
        managed: ['AdministratorAccess'],
      }),
    );
    expect(findings(...roles, orders)).toEqual([]);
  });

  test('a trigger reads its stream, and its role is for nothing else', () => {
    const trigger = [role('R', { managed: ['AWSLambdaDynamoDBExecutionRole'] }), cloudFunction('OnOrder', 'R')];
    expect(findings(...trigger, orders)).toEqual([]);
  });
});

test('the policy that is generated has no finding', () => {
  const [entry = tableEntry('orders')] = orders.tables ?? [];
  const { document } = leastPrivilege(
    [
      { table: entry, action: 'GetItem', key: ownKey, attributes: ['total'] },
      { table: entry, action: 'UpdateItem', key: ownKey, attributes: ['total'] },
      { table: entry, action: 'Query', index: 'byOwnerDate', key: ownKey },
      { table: tableEntry('countries'), action: 'GetItem' },
    ],
    { ownerTag: 'tenant' },
  );
  expect(findings(...api(...document.Statement), orders, table('countries'))).toEqual([]);
});
