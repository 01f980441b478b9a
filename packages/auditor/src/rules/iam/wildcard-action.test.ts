import { allow, api, arn, cloudFunction, detached, leadingKeys, own, ownRows, role } from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';
import rule from './wildcard-action.ts';

const subject = 'ApiRole/Policies/0/0';

testRule(rule, {
  vulnerable: [
    {
      name: 'everything among actions of one service',
      given: api(allow(['dynamodb:*', '*'])),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyService',
          parameter: 'dynamodb:*',
          details: { who: 'The role ApiRole', actions: 'dynamodb:* and *' },
        },
      ],
    },
    {
      name: 'rows that are isolated badly, or those of anybody',
      given: api(
        allow('dynamodb:*', arn('orders'), { 'ForAllValues:StringEquals': { [leadingKeys]: own } }),
        allow('dynamodb:*', arn('orders'), { 'ForAnyValue:StringLike': { [leadingKeys]: '*' } }),
        allow('dynamodb:*', arn('orders'), {
          'ForAllValues:StringNotEquals': { [leadingKeys]: 'ADMIN' },
          Null: { [leadingKeys]: 'false' },
        }),
      ),
      hits: [0, 1, 2].map((index) => ({
        line: 10 + index,
        subject: `ApiRole/Policies/0/${index}`,
        message: 'everyAction' as const,
        parameter: 'dynamodb:*',
        details: { who: 'The role ApiRole', actions: 'dynamodb:*', resources: 'table/orders' },
      })),
    },
    {
      name: 'managed policies by name and ARN',
      given: [
        role('ApiRole', { managed: ['AdministratorAccess', 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess_v2'] }),
      ],
      hits: [
        {
          line: 5,
          subject: 'ApiRole/AdministratorAccess',
          message: 'everyService',
          parameter: '*',
          details: { who: 'The role ApiRole', actions: '*' },
        },
        {
          line: 5,
          subject: 'ApiRole/arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess_v2',
          message: 'everyAction',
          parameter: 'dynamodb:*',
          details: { who: 'The role ApiRole', actions: 'dynamodb:*', resources: '*' },
        },
      ],
    },
    {
      name: 'every action on a table',
      given: api(allow('*', arn('orders'))),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyService',
          parameter: '*',
          details: { who: 'The role ApiRole', actions: '*' },
        },
      ],
    },
    {
      name: 'every action of the service, whatever its case, beside logs',
      given: api(allow(['logs:PutLogEvents', 'DynamoDB:*'])),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyAction',
          parameter: 'DynamoDB:*',
          details: { who: 'The role ApiRole', actions: 'DynamoDB:*', resources: 'table/orders' },
        },
      ],
    },
    {
      name: 'every action on own rows',
      given: api(allow('dynamodb:*', arn('orders'), ownRows)),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyActionOnOwnRows',
          severity: 'low',
          parameter: 'dynamodb:*',
          details: { who: 'The role ApiRole', actions: 'dynamodb:*' },
        },
      ],
    },
    {
      name: 'a managed policy of AWS',
      given: [role('ApiRole', { managed: ['AmazonDynamoDBFullAccess'] })],
      hits: [
        {
          line: 5,
          subject: 'ApiRole/AmazonDynamoDBFullAccess',
          message: 'everyAction',
          parameter: 'dynamodb:*',
          details: { who: 'The role ApiRole', actions: 'dynamodb:*', resources: '*' },
        },
      ],
    },
    {
      name: 'a policy of which it is not known who has it',
      given: [detached('policies/orders.json', allow('dynamodb:*', '*'))],
      hits: [
        {
          line: 10,
          subject: 'policies/orders.json/0',
          message: 'everyAction',
          confidence: 'tentative',
          parameter: 'dynamodb:*',
          details: { who: 'Whoever has this policy', actions: 'dynamodb:*', resources: '*' },
        },
      ],
    },
    {
      name: 'a function whose name speaks of work on whole tables',
      given: [role('ExportRole', { statements: [allow('dynamodb:*')] }), cloudFunction('Export', 'ExportRole')],
      hits: [
        {
          line: 10,
          subject: 'ExportRole/Policies/0/0',
          message: 'everyAction',
          confidence: 'tentative',
          parameter: 'dynamodb:*',
          details: { who: 'The role ExportRole', actions: 'dynamodb:*', resources: 'table/orders' },
        },
      ],
    },
    {
      name: 'whom a condition on the caller lets through',
      given: api(allow('dynamodb:*', arn('orders'), { StringEquals: { 'aws:PrincipalTag/role': 'admin' } })),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyAction',
          confidence: 'tentative',
          parameter: 'dynamodb:*',
          details: { who: 'The role ApiRole', actions: 'dynamodb:*', resources: 'table/orders' },
        },
      ],
    },
  ],
  fine: [
    { name: 'named actions', given: api(allow(['GetItem', 'Query', 'Batch*'])) },
    { name: 'every action of another service', given: api(allow('s3:*', '*')) },
    { name: 'every action on resources of another service', given: api(allow('*', 'arn:aws:s3:::files/*')) },
    {
      name: 'a role of a pipeline',
      given: [role('Build', { trust: ['Service:codebuild.amazonaws.com'], statements: [allow('*', '*')] })],
    },
    {
      name: 'a role of administrators',
      given: [role('AdminRole', { trust: ['AWS:arn:aws:iam::1:root'], managed: ['AdministratorAccess'] })],
    },
    {
      name: 'a policy that is named for a pipeline',
      given: [detached('policies/deploy.json', allow('dynamodb:*', '*'))],
    },
    {
      name: 'a statement that wants a second factor',
      given: api(allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
    },
    { name: 'a Deny', given: api({ ...allow('dynamodb:*'), Effect: 'Deny' }) },
  ],
  undecidable: [
    { name: 'an action that is not known', given: api(allow(`\${?Actions}`)) },
    { name: 'a part of an action that is not known', given: api(allow(`dynamodb:\${?Verb}*`)) },
    {
      name: 'everything in a policy of which it is not known who has it',
      given: [detached('policies/all.json', allow('*', '*'))],
    },
    {
      name: 'a managed policy of a role of which nothing is known',
      given: [role('R', { trust: [], managed: ['AmazonDynamoDBFullAccess'] })],
    },
  ],
});
