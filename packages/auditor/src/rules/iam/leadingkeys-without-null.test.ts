import { allow, api, arn, deny, detached, leadingKeys, own, ownRows, policy } from './infrastructure.fixture.ts';
import rule from './leadingkeys-without-null.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const operator = 'ForAllValues:StringEquals';
const rows = { [operator]: { [leadingKeys]: [own] } };
const latent = {
  line: 10,
  subject,
  message: 'latent' as const,
  severity: 'medium' as const,
  parameter: 'dynamodb:LeadingKeys',
  details: { operator },
};
const open = {
  line: 10,
  subject,
  message: 'open' as const,
  parameter: 'dynamodb:LeadingKeys',
  details: { operator, who, actions: 'dynamodb:Scan' },
};

testRule(rule, {
  vulnerable: [
    {
      name: 'other conditions beside it',
      given: api(
        allow('GetItem', arn('orders'), {
          [operator]: { [leadingKeys]: ['SHARED', own] },
          'ForAllValues:StringLike': { [leadingKeys]: '*' },
          StringEquals: { 'aws:SourceVpc': 'vpc-1' },
        }),
      ),
      hits: [latent],
    },
    { name: 'Scan among the actions', given: api(allow(['GetItem', 'Scan'], arn('orders'), rows)), hits: [open] },
    {
      name: 'a pattern, in small letters',
      given: api(allow('Scan', arn('orders'), { 'forallvalues:stringlike': { 'dynamodb:leadingkeys': `${own}#*` } })),
      hits: [{ ...open, details: { ...open.details, operator: 'forallvalues:stringlike' } }],
    },
    {
      name: 'actions that all send keys',
      given: api(allow(['GetItem', 'Query', 'PutItem'], arn('orders'), rows)),
      hits: [latent],
    },
    {
      name: 'a Deny of Scan, but not of a SELECT without key',
      given: api(allow(['GetItem', 'Scan', 'PartiQLSelect'], arn('orders'), rows), deny('Scan')),
      hits: [{ ...open, details: { ...open.details, actions: 'dynamodb:PartiQLSelect' } }],
    },
    {
      name: 'a Deny of all that sends no key',
      given: api(
        allow(['GetItem', 'Scan', 'PartiQLSelect'], arn('orders'), rows),
        deny(['Scan', 'DescribeTable']),
        deny('*', { Bool: { 'dynamodb:FullTableScan': 'true' } }),
      ),
      hits: [latent],
    },
    {
      name: 'all actions',
      given: api(allow('dynamodb:*', arn('orders'), rows)),
      hits: [
        {
          ...open,
          details: {
            ...open.details,
            actions:
              'dynamodb:Scan, dynamodb:SearchVectors, dynamodb:PartiQLSelect, dynamodb:DisableKinesisStreamingDestination, dynamodb:EnableKinesisStreamingDestination, dynamodb:ExportTableToPointInTime and 30 more',
          },
        },
      ],
    },
    {
      name: 'a Null that asks for the key to be absent, and one of another statement',
      given: api(
        allow('Scan', arn('orders'), { ...rows, Null: { [leadingKeys]: 'true' } }),
        allow('Scan', arn('users'), { Null: { [leadingKeys]: 'false' } }),
      ),
      hits: [open],
    },
    {
      name: 'items of a kind, whose they may be',
      given: api(allow('PutItem', arn('events'), { [operator]: { [leadingKeys]: 'ORDER' } })),
      hits: [{ ...latent, severity: 'low' }],
    },
    {
      name: 'a policy of which it is not known who has it',
      given: [detached('policy.json', { ...allow('GetItem', arn('orders'), rows), Sid: 'OwnRows' })],
      hits: [{ ...latent, subject: 'policy.json/OwnRows' }],
    },
    {
      name: 'the policy of a table',
      given: [
        {
          policies: [policy('Orders/Policy', [{ ...allow('Scan', '*', rows), Principal: '*' }], { kind: 'resource' })],
        },
      ],
      hits: [
        {
          ...open,
          subject: 'Orders/Policy/0',
          details: { ...open.details, who: 'Whoever the policy of the table names' },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'all keys but one',
      given: api(allow('Scan', arn('orders'), { StringNotEquals: { [leadingKeys]: 'ADMIN' } })),
    },
    {
      name: 'IfExists beside it, which has a rule of its own',
      given: api(allow('Scan', arn('orders'), { ...rows, 'ForAllValues:StringLikeIfExists': { [leadingKeys]: '*' } })),
    },
    { name: 'Null beside it', given: api(allow(['GetItem', 'Scan'], arn('orders'), ownRows)) },
    {
      name: 'Null in capitals',
      given: api(allow('Scan', arn('orders'), { ...rows, null: { 'DYNAMODB:LEADINGKEYS': 'False' } })),
    },
    {
      name: 'a second condition that no request without key meets',
      given: api(allow('Scan', arn('orders'), { ...rows, 'ForAnyValue:StringLike': { [leadingKeys]: '*' } })),
    },
    {
      name: 'ForAnyValue',
      given: api(allow('Scan', arn('orders'), { 'ForAnyValue:StringEquals': { [leadingKeys]: own } })),
    },
    {
      name: 'IfExists, which has a rule of its own',
      given: api(allow('Scan', arn('orders'), { 'ForAllValues:StringEqualsIfExists': { [leadingKeys]: own } })),
    },
    {
      name: 'another key',
      given: api(allow('Scan', arn('orders'), { [operator]: { 'dynamodb:Attributes': 'name' } })),
    },
    { name: 'a Deny', given: api(allow('Scan'), deny('Scan', rows)) },
    { name: 'another service', given: api(allow('s3:GetObject', '*', rows)) },
  ],
  undecidable: [
    {
      name: 'a Null that is not known',
      given: api(allow('Scan', arn('orders'), { ...rows, Null: { [leadingKeys]: `\${?Flag}` } })),
    },
    { name: 'actions that are not known', given: api(allow(`\${?Actions}`, arn('orders'), rows)) },
  ],
});
