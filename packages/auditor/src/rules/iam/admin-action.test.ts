import rule from './admin-action.ts';
import { allow, api, arn, cloudFunction, deny, detached, ownRows, role } from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const stream = arn(`orders/stream/\${?StreamLabel}`);
const readsStream = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'];

testRule(rule, {
  vulnerable: [
    {
      name: 'a stream that users are let read',
      given: [
        role('SignedIn', {
          trust: ['Federated:cognito-identity.amazonaws.com'],
          statements: [allow('GetRecords', stream)],
        }),
      ],
      hits: [
        {
          line: 10,
          subject: 'SignedIn/Policies/0/0',
          message: 'readsStream',
          parameter: 'dynamodb:GetRecords',
          details: {
            who: 'The role SignedIn',
            actions: 'dynamodb:GetRecords',
            resources: 'table/orders/stream/<StreamLabel>',
          },
        },
      ],
    },
    {
      name: 'administration of tables',
      given: api(allow(['GetItem', 'DeleteTable', 'PutResourcePolicy', 'CreateBackup', 'ExportTableToPointInTime'])),
      hits: [
        {
          line: 10,
          subject,
          message: 'administers',
          parameter: 'dynamodb:ExportTableToPointInTime',
          details: {
            who,
            actions:
              'dynamodb:ExportTableToPointInTime, dynamodb:CreateBackup, dynamodb:DeleteTable and dynamodb:PutResourcePolicy',
            resources: 'table/orders',
          },
        },
      ],
    },
    {
      name: 'administration by a wildcard',
      given: api(allow(['Update*'])),
      hits: [
        {
          line: 10,
          subject,
          message: 'administers',
          parameter: 'dynamodb:UpdateKinesisStreamingDestination',
          details: {
            who,
            actions:
              'dynamodb:UpdateKinesisStreamingDestination, dynamodb:UpdateContinuousBackups, dynamodb:UpdateContributorInsights, dynamodb:UpdateGlobalTable, dynamodb:UpdateGlobalTableSettings, dynamodb:UpdateGlobalTableVersion and 3 more',
            resources: 'table/orders',
          },
        },
      ],
    },
    {
      name: 'a stream that a function for requests reads',
      given: api(allow(readsStream, stream)),
      hits: [
        {
          line: 10,
          subject,
          message: 'readsStream',
          parameter: 'dynamodb:GetRecords',
          details: {
            who,
            actions: 'dynamodb:GetRecords and dynamodb:GetShardIterator',
            resources: 'table/orders/stream/<StreamLabel>',
          },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'items, and a look at the table',
      given: api(allow(['GetItem', 'UpdateItem', 'DescribeTable', 'ListTables'], '*')),
    },
    {
      name: 'a function that a stream calls',
      given: [role('R', { statements: [allow(readsStream, stream)] }), cloudFunction('Index', 'R')],
    },
    {
      name: 'the managed policy for such a function',
      given: [role('R', { managed: ['AWSLambdaDynamoDBExecutionRole'] })],
    },
    {
      name: 'a stream action on a table, which gives nothing',
      given: api(allow(['GetRecords', 'GetShardIterator', 'GetItem'], [arn('orders'), arn('orders/index/*')])),
    },
    { name: 'all actions, which is said of them', given: api(allow('dynamodb:*')) },
    { name: 'what is denied', given: api(allow(['DeleteTable']), deny('Delete*')) },
    { name: 'own rows, which no administration has', given: api(allow(['Update*'], arn('orders'), ownRows)) },
    {
      name: 'a role of a pipeline',
      given: [role('DeployRole', { statements: [allow(['CreateTable', 'UpdateTable'])] })],
    },
    {
      name: 'a role of CloudFormation',
      given: [role('R', { trust: ['Service:cloudformation.amazonaws.com'], statements: [allow('CreateTable')] })],
    },
    {
      name: 'a function for backups',
      given: [role('BackupRole', { statements: [allow('CreateBackup')] }), cloudFunction('Save', 'BackupRole')],
    },
  ],
  undecidable: [
    { name: 'a role of which nothing is known', given: [role('R', { trust: [], statements: [allow('DeleteTable')] })] },
    { name: 'a policy of which it is not known who has it', given: [detached('policy.json', allow('DeleteTable'))] },
    { name: 'an action that is not known', given: api(allow(`dynamodb:\${?Verb}Table`)) },
    {
      name: 'a stream where it is not known what calls the function',
      given: [role('R', { statements: [allow(readsStream, stream)] })],
    },
  ],
});
