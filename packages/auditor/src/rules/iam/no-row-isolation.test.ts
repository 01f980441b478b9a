import {
  allow,
  api,
  arn,
  cloudFunction,
  deny,
  detached,
  leadingKeys,
  own,
  ownRows,
  policy,
  role,
  table,
} from './infrastructure.fixture.ts';
import rule from './no-row-isolation.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const orders = table('orders', { key: { partition: 'tenant_id', sort: 'id' } });
const signedIn = { trust: ['Federated:cognito-identity.amazonaws.com'] };
const crud = ['GetItem', 'PutItem'];
const actions = 'dynamodb:GetItem and dynamodb:PutItem';

testRule(rule, {
  around: [...api(), orders],
  vulnerable: [
    {
      name: 'a policy of two roles, one of which is taken for each tenant',
      given: [
        role('ApiRole'),
        role('TenantRole', { trust: [`AWS:arn:aws:iam::\${?Account}:role/ApiRole`] }),
        { policies: [policy('Shared', [allow(crud)], { attachedTo: ['ApiRole', 'TenantRole'] })] },
        orders,
      ],
      hits: [
        {
          line: 10,
          subject: 'Shared/0',
          message: 'couldBeKept',
          details: { who: 'Each of the roles ApiRole and TenantRole', actions, tables: 'orders' },
        },
      ],
    },
    {
      name: 'keys that must be there, whosever they are',
      given: [...api(allow(crud, arn('orders'), { Null: { [leadingKeys]: 'false' } })), orders],
      hits: [
        {
          line: 10,
          subject,
          message: 'applicationAlone',
          severity: 'info',
          details: { who, actions, tables: 'orders' },
        },
      ],
    },
    {
      name: 'one role of a function for all users',
      given: [...api(allow(crud)), orders],
      hits: [
        {
          line: 10,
          subject,
          message: 'applicationAlone',
          severity: 'info',
          details: { who, actions, tables: 'orders' },
        },
      ],
    },
    {
      name: 'an index by the owner',
      given: [
        ...api(allow('Query', arn('orders/index/*'))),
        table('orders', { indexes: [{ name: 'mine', partition: 'ownerSub' }] }),
      ],
      hits: [
        {
          line: 10,
          subject,
          message: 'applicationAlone',
          severity: 'info',
          details: { who, actions: 'dynamodb:Query', tables: 'orders' },
        },
      ],
    },
    {
      name: 'a role that is taken for each tenant',
      given: [
        role('ApiRole'),
        role('TenantRole', {
          trust: [`AWS:arn:aws:iam::\${?Account}:role/ApiRole`],
          isTagged: true,
          statements: [allow(crud)],
        }),
        orders,
      ],
      hits: [
        {
          line: 10,
          subject: 'TenantRole/Policies/0/0',
          message: 'couldBeKept',
          details: { who: 'The role TenantRole', actions, tables: 'orders' },
        },
      ],
    },
    {
      name: 'a role that users are handed',
      given: [role('SignedIn', { ...signedIn, statements: [allow(crud)] }), orders],
      hits: [
        {
          line: 10,
          subject: 'SignedIn/Policies/0/0',
          message: 'usersThemselves',
          severity: 'high',
          details: { who: 'The role SignedIn', actions, tables: 'orders' },
        },
      ],
    },
    {
      name: 'a statement beside the one that keeps to own rows',
      given: api(
        allow(['GetItem', 'Query'], arn('orders'), ownRows),
        allow(['GetItem', 'DeleteItem', 'Scan'], arn('*')),
      ),
      hits: [
        {
          line: 11,
          subject: 'ApiRole/Policies/0/1',
          message: 'aroundRows',
          severity: 'high',
          details: { who, actions: 'dynamodb:GetItem and dynamodb:DeleteItem', resources: 'table/*' },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'foreign rows that are denied',
      given: [...api(allow(crud), deny('*', { 'ForAnyValue:StringNotEquals': { [leadingKeys]: own } })), orders],
    },
    {
      name: 'foreign rows that are denied beside own ones',
      given: api(
        allow('Query', arn('orders'), ownRows),
        allow(['GetItem', 'PartiQLUpdate']),
        deny('*', { 'ForAnyValue:StringNotEquals': { [leadingKeys]: own } }),
      ),
    },
    { name: 'own rows', given: [...api(allow(crud, arn('orders'), ownRows)), orders] },
    {
      name: 'rows that are isolated badly, which is said of the condition',
      given: [...api(allow(crud, arn('orders'), { 'ForAllValues:StringEquals': { [leadingKeys]: own } })), orders],
    },
    {
      name: 'own rows beside a table of something else',
      given: api(allow(crud, arn('orders'), ownRows), allow('GetItem', arn('prices'))),
    },
    { name: 'a function that may scan, which is said of it', given: [...api(allow(['GetItem', 'Scan'])), orders] },
    { name: 'all actions, which is said of them', given: [...api(allow('dynamodb:*')), orders] },
    {
      name: 'a table without owners',
      given: [...api(allow('GetItem', arn('prices'))), table('prices', { key: { partition: 'sku' } })],
    },
    { name: 'nothing but a description', given: [...api(allow('DescribeTable')), orders] },
    { name: 'what is denied', given: [...api(allow(crud), deny('*')), orders] },
    {
      name: 'foreign rows that are denied, keys or not',
      given: [
        ...api(
          allow(crud),
          deny('*', { 'ForAnyValue:StringNotEquals': { [leadingKeys]: own } }),
          deny('*', { Null: { [leadingKeys]: 'true' } }),
        ),
        orders,
      ],
    },
    { name: 'a role of a pipeline', given: [role('DeployRole', { statements: [allow(crud)] }), orders] },
    {
      name: 'a function for work on whole tables',
      given: [role('BackfillRole', { statements: [allow(crud)] }), cloudFunction('Backfill', 'BackfillRole'), orders],
    },
  ],
  undecidable: [
    { name: 'a table that is not in the templates', given: api(allow(crud, arn('orders'))) },
    {
      name: 'a table whose key says nothing',
      given: [...api(allow(crud)), table('orders', { key: { partition: 'pk' } })],
    },
    { name: 'a role of which nothing is known', given: [role('R', { trust: [], statements: [allow(crud)] }), orders] },
    { name: 'a policy of which it is not known who has it', given: [detached('policy.json', allow(crud)), orders] },
  ],
});
