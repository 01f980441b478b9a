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
import { testRule } from './rule-test.fixture.ts';
import rule from './scan-allowed.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const scan = {
  line: 10,
  subject,
  message: 'wholeTable' as const,
  parameter: 'dynamodb:Scan',
  details: { who, actions: 'dynamodb:Scan', resources: 'table/orders' },
};

testRule(rule, {
  vulnerable: [
    {
      name: 'Scan beside own rows; of PartiQL there it is said elsewhere',
      given: api(allow(['Scan', 'PartiQLSelect']), allow('Query', arn('orders'), ownRows)),
      hits: [scan],
    },
    {
      name: 'a Deny of a SELECT without key, which Scan is not',
      given: api(allow(['Scan', 'PartiQLSelect']), deny('*', { Bool: { 'dynamodb:FullTableScan': 'true' } })),
      hits: [scan],
    },
    {
      name: 'a policy that a function for exports has as well as one for requests',
      given: [
        ...[role('ApiRole'), cloudFunction('Api', 'ApiRole', ['GET /'])],
        ...[role('ExportRole'), cloudFunction('Export', 'ExportRole')],
        { policies: [policy('Shared', [allow('Scan')], { attachedTo: ['ExportRole', 'ApiRole'] })] },
      ],
      hits: [
        {
          ...scan,
          subject: 'Shared/0',
          details: { ...scan.details, who: 'Each of the roles ExportRole and ApiRole' },
        },
      ],
    },
    {
      name: 'a role that users are handed',
      given: [role('SignedIn', { trust: ['Federated:cognito-identity.amazonaws.com'], statements: [allow('Scan')] })],
      hits: [{ ...scan, subject: 'SignedIn/Policies/0/0', details: { ...scan.details, who: 'The role SignedIn' } }],
    },
    { name: 'Scan of a function that answers requests', given: api(allow(['GetItem', 'Scan'])), hits: [scan] },
    { name: 'Scan by a wildcard', given: api(allow('Sc*')), hits: [scan] },
    {
      name: 'what reads tables without Scan',
      given: api(allow(['PartiQLSelect', 'SearchVectors'], [arn('orders'), arn('orders/index/*')])),
      hits: [
        {
          ...scan,
          parameter: 'dynamodb:SearchVectors',
          details: {
            who,
            actions: 'dynamodb:SearchVectors and dynamodb:PartiQLSelect',
            resources: 'table/orders and table/orders/index/*',
          },
        },
      ],
    },
    {
      name: 'a service of containers',
      given: [role('TaskRole', { trust: ['Service:ecs-tasks.amazonaws.com'], statements: [allow('Scan')] })],
      hits: [
        {
          ...scan,
          subject: 'TaskRole/Policies/0/0',
          details: { ...scan.details, who: 'The role TaskRole' },
        },
      ],
    },
    {
      name: 'a managed policy for reading',
      given: [role('ApiRole', { managed: ['AmazonDynamoDBReadOnlyAccess'] })],
      hits: [
        {
          ...scan,
          line: 5,
          subject: 'ApiRole/AmazonDynamoDBReadOnlyAccess',
          details: { who, actions: 'dynamodb:Scan and dynamodb:PartiQLSelect', resources: '*' },
        },
      ],
    },
    {
      name: 'a function that no request calls, where others are called',
      given: [
        role('WorkerRole', { statements: [allow('Scan')] }),
        cloudFunction('Worker', 'WorkerRole'),
        cloudFunction('Api', 'ApiRole', ['GET /']),
      ],
      hits: [
        {
          ...scan,
          subject: 'WorkerRole/Policies/0/0',
          message: 'inBackground',
          severity: 'medium',
          confidence: 'tentative',
          details: { ...scan.details, who: 'The role WorkerRole' },
        },
      ],
    },
    {
      name: 'a policy that several roles have, one of them by name of a pipeline',
      given: [
        ...[role('ApiRole'), role('DeployRole')],
        {
          policies:
            detached('Shared', allow('Scan')).policies?.map((policy) => ({
              ...policy,
              attachedTo: ['ApiRole', 'DeployRole'],
            })) ?? [],
        },
      ],
      hits: [
        { ...scan, subject: 'Shared/0', details: { ...scan.details, who: 'Each of the roles ApiRole and DeployRole' } },
      ],
    },
    {
      name: 'a table for everybody beside one that is not',
      given: [...api(allow('Scan', [arn('countries'), arn('orders')])), table('countries'), table('orders')],
      hits: [{ ...scan, details: { ...scan.details, resources: 'table/countries and table/orders' } }],
    },
    {
      name: 'a Deny of another table, and one of Scan without its index',
      given: api(allow('Scan'), deny('Scan', {}, arn('users')), deny('Scan', {}, arn('orders/index/*'))),
      hits: [scan],
    },
  ],
  fine: [
    { name: 'a query', given: api(allow(['Query', 'GetItem', 'DescribeTable'])) },
    { name: 'Scan that is denied', given: api(allow(['Scan', 'Query']), deny(['Scan', 'PartiQL*'])) },
    {
      name: 'Scan that is denied on the table',
      given: api(allow('Scan'), deny('*', {}, [arn('orders'), arn('orders/*')])),
    },
    {
      name: 'a SELECT that must name the key',
      given: api(allow('PartiQLSelect'), deny('PartiQLSelect', { Bool: { 'dynamodb:FullTableScan': 'true' } })),
    },
    { name: 'a table that everybody may read', given: [...api(allow('Scan', arn('countries'))), table('countries')] },
    { name: 'all actions, which is said of them', given: api(allow('dynamodb:*'), { ...allow('*'), Sid: 'All' }) },
    {
      name: 'all actions but some, which is said of them',
      given: api({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    },
    { name: 'own rows, of which Scan has none', given: api(allow(['Query', 'Scan'], arn('orders'), ownRows)) },
    {
      name: 'rows that are isolated badly, which is said of the condition',
      given: api(allow('Scan', arn('orders'), { 'ForAllValues:StringEquals': { [leadingKeys]: own } })),
    },
    { name: 'Scan of a stream', given: api(allow('Scan', arn('orders/stream/*'))) },
    {
      name: 'a role of a pipeline',
      given: [role('Build', { trust: ['Service:codebuild.amazonaws.com'], statements: [allow('Scan')] })],
    },
    {
      name: 'a role of a person',
      given: [role('R', { trust: ['AWS:arn:aws:iam::1:user/anna'], statements: [allow('Scan')] })],
    },
    {
      name: 'a function for work on whole tables',
      given: [role('NightlyExportRole', { statements: [allow('Scan')] }), cloudFunction('X', 'NightlyExportRole')],
    },
  ],
  undecidable: [
    {
      name: 'a Deny on something else besides rows',
      given: api(
        allow('Scan'),
        deny('Scan', { Null: { [leadingKeys]: 'true' }, StringNotEquals: { 'aws:PrincipalTag/role': 'admin' } }),
      ),
    },
    {
      name: 'a role of which it is not known who takes it',
      given: [role('R', { trust: ['AWS:arn:aws:iam::1:root'], statements: [allow('Scan')] })],
    },
    { name: 'a policy of which it is not known who has it', given: [detached('policy.json', allow('Scan'))] },
    { name: 'an action that is not known', given: api(allow(`dynamodb:\${?Action}`)) },
    {
      name: 'a Deny on conditions that are not about rows',
      given: api(allow('Scan'), deny('Scan', { StringNotEquals: { 'aws:PrincipalTag/role': 'admin' } })),
    },
    { name: 'a Deny on an unknown resource', given: api(allow('Scan'), deny('Scan', {}, `\${?Tables}`)) },
  ],
});
