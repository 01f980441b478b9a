import { describe, expect, test } from 'vitest';
import { allow, arn, statementOf, tableEntry } from '../rules/iam/infrastructure.fixture.ts';
import { hasManyOwners, holdsPersonalData, isAboutSharedTables, isOwnerName, isShared } from './ownership.ts';

describe('attributes that are called like an owner', () => {
  test.each([
    'user_id',
    'userId',
    'tenantId',
    'tenant',
    'ownerSub',
    'sub',
    'cognito_sub',
    'identityId',
    'customer-id',
    'orgId',
    'organisation_id',
    'email',
    'username',
    'createdBy',
    'author_id',
  ])('%s', (name) => {
    expect(isOwnerName(name)).toBe(true);
  });

  test.each([
    'id',
    'pk',
    'PK',
    'sku',
    'topic',
    'status',
    'date',
    'orderId',
    'useragent',
    'userpoolid',
    'subject',
    'suborder',
  ])('%s is not', (name) => {
    expect(isOwnerName(name)).toBe(false);
  });
});

test.each<[string, string, boolean, boolean, boolean]>([
  ['orders', 'tenantId', true, false, true],
  ['users', 'id', false, false, true],
  ['countries', 'code', false, true, false],
  ['user-cache', 'id', false, true, false],
  ['FeatureFlags', 'id', false, true, false],
  ['featureFlagsByUser', 'userId', true, false, true],
  ['app-data', 'pk', false, false, false],
  ['configurator', 'pk', false, false, false],
  ['appconfig', 'pk', false, false, false],
  ['blockchain', 'pk', false, false, false],
])('%s by %s: owners %s, shared %s, personal %s', (name, partition, owners, shared, personal) => {
  const entry = tableEntry(name, { key: { partition } });
  expect([hasManyOwners(entry), isShared(entry), holdsPersonalData(entry)]).toEqual([owners, shared, personal]);
});

describe('tables of people', () => {
  const names = `account accounts applicant applicants booking bookings candidate candidates citizen citizens client
    clients contact contacts customer employees guests invoice invoices order orders patient payments profile profiles
    session sessions student subscriber users visitor visitors`;

  test.each(names.split(/\s+/))('%s', (name) => {
    expect(holdsPersonalData(tableEntry(name))).toBe(true);
    expect(holdsPersonalData(tableEntry(`prod-${name}-v2`))).toBe(true);
    expect(holdsPersonalData(tableEntry(`x${name}`))).toBe(false);
  });
});

test.each<[string[], boolean]>([
  [[arn('countries'), arn('countries/index/*')], true],
  [[arn('countries'), arn('users')], false],
  [[arn('countries'), arn('elsewhere')], false],
  [['*'], false],
  [[], false],
  [[arn('c*')], false],
  [[`\${?Arn}`], false],
])('%j is about tables for everybody: %s', (resources, expected) => {
  const tables = ['countries', 'carts', 'users'].map((name) => tableEntry(name));
  expect(isAboutSharedTables(statementOf(allow('Scan', resources)), tables)).toBe(expected);
  expect(isAboutSharedTables({ ...statementOf(allow('Scan', resources)), isNotResource: true }, tables)).toBe(false);
});
