import { allow, api, arn, detached, ownRows, role, table } from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';
import rule from './wildcard-resource.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';

testRule(rule, {
  vulnerable: [
    {
      name: 'what restores tables',
      given: api(allow('RestoreTableFromBackup', '*')),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyTable',
          parameter: '*',
          details: { who, actions: 'dynamodb:RestoreTableFromBackup', resources: '*' },
        },
      ],
    },
    {
      name: 'a star',
      given: api(allow(['GetItem', 'DescribeTable'], '*')),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyTable',
          parameter: '*',
          details: { who, actions: 'dynamodb:GetItem', resources: '*' },
        },
      ],
    },
    {
      name: 'every table of the account, in each of its forms',
      given: api(
        allow('Query', arn('*')),
        allow('Query', 'arn:aws:dynamodb:*'),
        allow('Query', 'arn:aws:dynamodb:eu-west-1:123456789012:*'),
        allow('Query', [arn('orders'), `arn:\${?Partition}:dynamodb:*:*:table*`]),
      ),
      hits: ['table/*', 'arn:aws:dynamodb:*', 'arn:aws:dynamodb:eu-west-1:123456789012:*', 'table*'].map(
        (resource, index) => ({
          line: 10 + index,
          subject: `ApiRole/Policies/0/${index}`,
          message: 'everyTable' as const,
          parameter: resource,
          details: { who, actions: 'dynamodb:Query', resources: resource },
        }),
      ),
    },
    {
      name: 'every action of the service on every table',
      given: api(allow('dynamodb:*', arn('*'))),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyTable',
          parameter: 'table/*',
          details: {
            who,
            actions: 'dynamodb:*',
            resources: 'table/*',
          },
        },
      ],
    },
    {
      name: 'own rows of every table',
      given: api(allow('Query', '*', ownRows)),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyTableOwnRows',
          severity: 'medium',
          parameter: '*',
          details: { who, actions: 'dynamodb:Query', resources: '*' },
        },
      ],
    },
    {
      name: 'a policy of which it is not known who has it',
      given: [detached('policy.json', allow('PutItem', '*'))],
      hits: [
        {
          line: 10,
          subject: 'policy.json/0',
          message: 'everyTable',
          confidence: 'tentative',
          parameter: '*',
          details: { who: 'Whoever has this policy', actions: 'dynamodb:PutItem', resources: '*' },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'what is bought for the account',
      given: api(allow(['PurchaseReservedCapacityOfferings', 'UpdateAbacStatus'], '*')),
    },
    {
      name: 'everything, in other ways',
      given: api(allow(['*:*', 'dynamodb:GetItem'], '*'), allow('**', arn('*'))),
    },
    {
      name: 'a table by its name',
      given: [...api(allow('Query', [arn('orders'), arn('orders/index/byOwner')])), table('orders')],
    },
    { name: 'tables that begin alike', given: api(allow('Query', arn('shop-*'))) },
    { name: 'every index of a table', given: api(allow('Query', arn('orders/index/*'))) },
    { name: 'what no table has', given: api(allow(['ListTables', 'DescribeLimits', 'DescribeTable'], '*')) },
    {
      name: 'every resource of another service',
      given: api(allow(['s3:GetObject'], '*'), allow('GetItem', 'arn:aws:s3:::*')),
    },
    { name: 'everything at all, which is said of the actions', given: api(allow('*', '*')) },
    {
      name: 'a managed policy, which is for every table by its nature',
      given: [role('ApiRole', { managed: ['AmazonDynamoDBReadOnlyAccess'] })],
    },
    { name: 'a role of a pipeline', given: [role('DeployRole', { statements: [allow('PutItem', '*')] })] },
    {
      name: 'NotResource, which has a rule of its own',
      given: api({ Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: '*' }),
    },
  ],
  undecidable: [
    { name: 'a resource that is not known', given: api(allow('Query', `\${?TableArn}`)) },
    { name: 'a name that is not known', given: api(allow('Query', arn(`\${?Table}`))) },
    { name: 'a beginning that is not known', given: api(allow('Query', arn(`\${?Stage}*`))) },
  ],
});
