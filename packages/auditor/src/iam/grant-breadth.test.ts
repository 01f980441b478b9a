import { describe, expect, test } from 'vitest';
import {
  allow,
  api,
  arn,
  cloudFunction,
  infrastructure,
  type JsonStatement,
  policy,
  role,
} from '../rules/iam/infrastructure.fixture.ts';
import {
  breadthConfidence,
  haveOneHolder,
  isForApplication,
  isForBulk,
  isInBackground,
  listed,
  listedResources,
  shownName,
  shownResource,
  whoHas,
  wildcardActions,
} from './grant-breadth.ts';
import { type Grant, grantsOf } from './grants.ts';
import type { Infrastructure } from './infrastructure.ts';

function grantOf(...parts: readonly Partial<Infrastructure>[]): Grant {
  const [grant] = grantsOf(infrastructure(...parts));
  if (grant === undefined) throw new Error('nothing is allowed');
  return grant;
}

const routed = [role('ApiRole'), cloudFunction('Api', 'ApiRole', ['GET /'])];
const worker = [role('WorkerRole'), cloudFunction('Worker', 'WorkerRole')];
const exporter = [role('ExportRole'), cloudFunction('Export', 'ExportRole')];
const pipeline = [role('DeployRole', { trust: ['Service:codebuild.amazonaws.com'] })];
const users = [role('SignedIn', { trust: ['Federated:cognito-identity.amazonaws.com'] })];
const shared = (...attachedTo: string[]) => ({ policies: [policy('Shared', [allow('Scan')], { attachedTo })] });

describe('the roles that have a policy', () => {
  test.each<[string, Grant, boolean, boolean]>([
    ['one for requests', grantOf(...routed, shared('ApiRole')), false, false],
    ['one for exports', grantOf(...exporter, ...routed, shared('ExportRole')), true, true],
    [
      'one for exports and one for requests',
      grantOf(...exporter, ...routed, shared('ExportRole', 'ApiRole')),
      false,
      false,
    ],
    [
      'one for exports and one of a pipeline',
      grantOf(...exporter, ...routed, ...pipeline, shared('ExportRole', 'DeployRole')),
      true,
      true,
    ],
    ['one that nothing calls', grantOf(...worker, ...routed, shared('WorkerRole')), false, true],
    [
      'one that nothing calls and one of a pipeline',
      grantOf(...worker, ...routed, ...pipeline, shared('DeployRole', 'WorkerRole')),
      false,
      true,
    ],
    [
      'one that nothing calls and one of users',
      grantOf(...worker, ...routed, ...users, shared('WorkerRole', 'SignedIn')),
      false,
      false,
    ],
    [
      'one for exports and one of users',
      grantOf(...exporter, ...users, shared('ExportRole', 'SignedIn')),
      false,
      false,
    ],
  ])('%s: for bulk %s, in the background %s', (_name, grant, bulk, background) => {
    expect([isForBulk(grant), isInBackground(grant)]).toEqual([bulk, background]);
  });

  test('hold a policy together, or do not', () => {
    const one = policy('One', [], { attachedTo: ['A', 'B'] });
    const other = policy('Other', [], { attachedTo: ['C', 'B'] });
    const third = policy('Third', [], { attachedTo: ['C'] });
    const ofTable = policy('OfTable', [], { attachedTo: ['A'], kind: 'resource' });
    expect([haveOneHolder(one, one), haveOneHolder(ofTable, ofTable), haveOneHolder(one, other)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([haveOneHolder(one, third), haveOneHolder(one, ofTable), haveOneHolder(ofTable, one)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

test.each<[string, JsonStatement['Condition'], boolean, string]>([
  ['none', {}, true, 'firm'],
  ['the network', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, true, 'firm'],
  ['the organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, true, 'firm'],
  ['a tag of the caller', { StringEquals: { 'aws:PrincipalTag/role': 'admin' } }, true, 'tentative'],
  ['the caller', { ArnLike: { 'AWS:PrincipalArn': 'arn:aws:iam::1:role/x' } }, true, 'tentative'],
  ['a second factor', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, false, 'firm'],
])('with a condition on %s, a grant is that of the application: %s', (_name, condition, isOfApplication, confidence) => {
  const grant = grantOf(...api(allow('Scan', arn('orders'), condition)));
  expect([isForApplication(grant), breadthConfidence(grant)]).toEqual([isOfApplication, confidence]);
});

test('the policy of a table is nobody’s role', () => {
  const ofTable = {
    policies: [policy('OfTable', [{ Effect: 'Allow', Action: 'dynamodb:*', Principal: '*' }], { kind: 'resource' })],
  };
  const grant = grantOf(ofTable);
  expect([isForBulk(grant), isInBackground(grant), breadthConfidence(grant)]).toEqual([false, false, 'firm']);
  expect([isForApplication(grant), whoHas(grant), listedResources(grant)]).toEqual([
    false,
    'Whoever the policy of the table names',
    'the table',
  ]);
});

test.each([
  [['dynamodb:*'], ['dynamodb:*']],
  [
    ['dynamodb:*Item', 'DYNAMODB:?*', 's3:*', '*:*'],
    ['DYNAMODB:?*', '*:*'],
  ],
  [[`dynamodb:\${?Rest}*`, 'dynamodb:Get*'], []],
])('of %j these name every action: %j', (actions, expected) => {
  expect(
    wildcardActions(grantOf(...api({ Effect: 'Allow', Action: ['dynamodb:GetItem', ...actions], Resource: '*' }))),
  ).toEqual(expected);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and f'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e, f and 1 more'],
])('%j is listed as %s', (names, expected) => {
  expect(listed(names)).toBe(expected);
});

test.each([
  ['orders', 'orders'],
  [`\${?OrdersTable}`, 'Id'],
  [`\${?Stage}-orders`, '<Stage>-orders'],
  [`orders-\${?Stage}`, 'orders-<Stage>'],
  [`\${?A}\${?B}`, '<A><B>'],
])('%s is shown as %s', (name, expected) => {
  expect(shownName({ id: 'Id', name })).toBe(expected);
});

test.each([
  [arn('orders/index/*'), 'table/orders/index/*'],
  ['arn:aws:dynamodb:eu-west-1:1:table/orders', 'arn:aws:dynamodb:eu-west-1:1:table/orders'],
  [`arn:aws:dynamodb:\${?Region}:1:table/\${aws:username}`, `arn:aws:dynamodb:<Region>:1:table/\${aws:username}`],
  [`\${?Arn}/index/*`, '<Arn>/index/*'],
])('%s is shown as %s', (pattern, expected) => {
  expect(shownResource(pattern)).toBe(expected);
});
