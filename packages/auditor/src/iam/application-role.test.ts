import { describe, expect, test } from 'vitest';
import { cloudFunction, infrastructure, policy, type RoleParts, role } from '../rules/iam/infrastructure.fixture.ts';
import { isNamedForOperations, type RoleKind, roleUses } from './application-role.ts';
import type { Infrastructure } from './infrastructure.ts';

function useOf(id: string, ...parts: Partial<Infrastructure>[]) {
  const use = roleUses(infrastructure(...parts)).get(id);
  if (use === undefined) throw new Error(`no role ${id}`);
  const { role: _role, ...rest } = use;
  return rest;
}

describe('who acts with a role', () => {
  test.each<[string, RoleParts, RoleKind]>([
    ['OrdersRole', { trust: ['Service:lambda.amazonaws.com'] }, 'application'],
    ['OrdersRole', { trust: ['Service:ecs-tasks.amazonaws.com'] }, 'application'],
    ['OrdersRole', { trust: ['Service:pods.eks.amazonaws.com'] }, 'application'],
    ['OrdersRole', { trust: ['Service:states.eu-west-1.amazonaws.com'] }, 'application'],
    ['OrdersRole', { trust: ['Service:ec2.amazonaws.com.cn'] }, 'application'],
    [
      'PodRole',
      { trust: ['Federated:arn:aws:iam::1:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A'] },
      'application',
    ],
    ['SignedInRole', { trust: ['Federated:cognito-identity.amazonaws.com'] }, 'users'],
    ['SignedInRole', { trust: ['Federated:accounts.google.com'] }, 'users'],
    ['Build', { trust: ['Service:codebuild.amazonaws.com'] }, 'operations'],
    ['Replica', { trust: ['Service:replication.dynamodb.amazonaws.com'] }, 'operations'],
    ['R', { trust: ['Federated:arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com'] }, 'operations'],
    ['R', { trust: ['Federated:arn:aws:iam::1:saml-provider/okta'] }, 'operations'],
    ['R', { trust: ['AWS:arn:aws:iam::1:user/anna'] }, 'operations'],
    ['DevOpsRole', { trust: ['AWS:arn:aws:iam::1:root'] }, 'operations'],
    ['CodeBuildRole', { trust: ['AWS:arn:aws:iam::1:root'] }, 'operations'],
    ['terraform_runner', { trust: ['AWS:arn:aws:iam::1:root'] }, 'operations'],
    ['terraform_lambda_role', { trust: ['Service:lambda.amazonaws.com'] }, 'application'],
    ['CICDRole', { trust: ['Service:ec2.amazonaws.com'] }, 'operations'],
    ['AdminRole', { trust: ['AWS:arn:aws:iam::1:root'] }, 'operations'],
    ['R', { trust: ['AWS:arn:aws:iam::1:root'] }, 'unknown'],
    ['R', { trust: [`AWS:\${?Principal}`] }, 'unknown'],
    ['R', { trust: [`Federated:\${?Provider}`] }, 'unknown'],
    ['R', { trust: ['Service:iot.amazonaws.com'] }, 'unknown'],
    ['R', { trust: [] }, 'unknown'],
  ])('%s, %j: %s', (id, parts, kind) => {
    expect(useOf(id, role(id, parts)).kind).toBe(kind);
  });

  test('whoever must have a second factor is no user of the application', () => {
    const trust = policy(
      'R/AssumeRolePolicyDocument',
      [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ],
      { kind: 'trust', attachedTo: ['R'] },
    );
    expect(useOf('R', role('R', { trust: [] }), { policies: [trust] }).kind).toBe('operations');
  });

  test('a function is no pipeline, whatever it is called', () => {
    expect(
      useOf('GithubHookRole', role('GithubHookRole', { trust: [] }), cloudFunction('Hook', 'GithubHookRole')),
    ).toEqual({
      kind: 'application',
      isForBulk: true,
      servesRequests: undefined,
      isPerUser: false,
    });
    expect(
      useOf(
        'GithubHookRole',
        role('GithubHookRole', { trust: [] }),
        cloudFunction('Hook', 'GithubHookRole', ['POST /hook']),
      ),
    ).toEqual({ kind: 'application', isForBulk: false, servesRequests: true, isPerUser: false });
  });

  test('a function without routes serves nobody, where routes are told of', () => {
    const parts = [role('A'), role('B'), cloudFunction('a', 'A', ['GET /a']), cloudFunction('b', 'B')];
    expect([useOf('A', ...parts).servesRequests, useOf('B', ...parts).servesRequests]).toEqual([true, false]);
  });

  test('a role without a function may be called in ways that the templates do not tell', () => {
    const parts = [role('A'), role('B'), cloudFunction('a', 'A', ['GET /a'])];
    expect(useOf('B', ...parts).servesRequests).toBe(undefined);
  });

  test('either name of a role counts', () => {
    const parts = [role('R', { name: 'NightlyExport' }), cloudFunction('f', 'R')];
    expect(useOf('R', ...parts).isForBulk).toBe(true);
    expect(useOf('Q', role('Q', { name: 'DeployRole' })).kind).toBe('operations');
  });

  test('whom a trust policy denies does not take the role', () => {
    const trust = policy(
      'R/AssumeRolePolicyDocument',
      [{ Effect: 'Deny', Principal: { Service: 'lambda.amazonaws.com' } }],
      { kind: 'trust', attachedTo: ['R'] },
    );
    expect(useOf('R', role('R', { trust: [] }), { policies: [trust] }).kind).toBe('unknown');
  });

  test('a person who is called like a role is none', () => {
    const trust = ['AWS:arn:aws:iam::1:team/ApiRole', 'Service:iot.amazonaws.com'];
    expect(useOf('R', role('ApiRole'), role('R', { trust })).isPerUser).toBe(false);
    const several = [...trust, 'AWS:arn:aws:iam::1:role/path/ApiRole'];
    expect(useOf('R', role('ApiRole'), role('R', { trust: several })).isPerUser).toBe(true);
  });

  test('a role that another role takes is for one user after the other', () => {
    const trust = [`AWS:arn:aws:iam::\${?Account}:role/ApiRole`];
    expect(useOf('TenantRole', role('ApiRole'), role('TenantRole', { trust }))).toEqual({
      kind: 'application',
      isForBulk: false,
      servesRequests: undefined,
      isPerUser: true,
    });
    expect(useOf('TenantRole', role('ApiRole', { trust: [] }), role('TenantRole', { trust })).kind).toBe('unknown');
  });

  test('a role whose sessions are tagged is, too', () => {
    expect(useOf('R', role('R', { trust: ['AWS:arn:aws:iam::1:root'], isTagged: true })).isPerUser).toBe(true);
    expect(useOf('R', role('R')).isPerUser).toBe(false);
    expect(useOf('R', role('R', { trust: ['Federated:cognito-identity.amazonaws.com'] })).isPerUser).toBe(true);
  });
});

test.each([
  ['deploy-policy', true],
  ['OrdersCI/Policies/0', true],
  ['iam/admin.json', true],
  ['orders-policy', false],
  ['RapidcdnRole', false],
  [`\${?DeployStage}-orders`, false],
])('%s is named for operations: %s', (name, expected) => {
  expect(isNamedForOperations(name)).toBe(expected);
});
