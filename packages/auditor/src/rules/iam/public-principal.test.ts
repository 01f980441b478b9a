import { allow, arn, type Conditions, deny, type JsonStatement, policy } from './infrastructure.fixture.ts';
import rule from './public-principal.ts';
import { testRule } from './rule-test.fixture.ts';

function ofTable(...statements: readonly JsonStatement[]) {
  return [
    { policies: [policy('OrdersTable/ResourcePolicy', statements, { kind: 'resource', attachedTo: ['OrdersTable'] })] },
  ];
}

function anybody(condition: Conditions = {}): JsonStatement {
  return { ...allow(['GetItem', 'DescribeTable'], arn('orders'), condition), Principal: '*' };
}

const hit = {
  line: 10,
  subject: 'OrdersTable/ResourcePolicy/0',
  message: 'anybody' as const,
  parameter: '*',
  details: { principal: '*', actions: 'dynamodb:GetItem and dynamodb:DescribeTable' },
};

testRule(rule, {
  vulnerable: [
    {
      name: 'more conditions that hold for everybody',
      given: ofTable(
        anybody({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }),
        anybody({ StringLike: { 'aws:PrincipalArn': '***' } }),
        anybody({ IpAddress: { 'aws:SourceIp': '::/0' } }),
        anybody({ StringEquals: { 'aws:PrincipalType': 'User' } }),
      ),
      hits: [0, 1, 2, 3].map((index) => ({
        ...hit,
        line: 10 + index,
        subject: `OrdersTable/ResourcePolicy/${index}`,
      })),
    },
    { name: 'everybody', given: ofTable(anybody()), hits: [hit] },
    {
      name: 'every account, without a resource',
      given: ofTable({ Effect: 'Allow', Action: 'dynamodb:GetItem', Principal: { AWS: ['123456789012', '*'] } }),
      hits: [{ ...hit, parameter: 'AWS:*', details: { principal: 'AWS:*', actions: 'dynamodb:GetItem' } }],
    },
    {
      name: 'conditions that hold for everybody',
      given: ofTable(
        anybody({ Bool: { 'aws:SecureTransport': 'true' } }),
        anybody({ StringNotEquals: { 'aws:PrincipalAccount': '1' } }),
        anybody({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }),
        anybody({ StringLike: { 'aws:PrincipalArn': '*' } }),
        anybody({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/0'] } }),
        anybody({ Null: { 'aws:PrincipalOrgID': 'false' } }),
      ),
      hits: [0, 1, 2, 3, 4, 5].map((index) => ({
        ...hit,
        line: 10 + index,
        subject: `OrdersTable/ResourcePolicy/${index}`,
      })),
    },
  ],
  fine: [
    {
      name: 'addresses that end like all',
      given: ofTable(anybody({ IpAddress: { 'aws:SourceIp': '2001:db8::/0' } })),
    },
    {
      name: 'what a service calls',
      given: ofTable(anybody({ 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } })),
    },
    { name: 'a role', given: ofTable({ ...anybody(), Principal: { AWS: 'arn:aws:iam::123456789012:role/app' } }) },
    { name: 'a service', given: ofTable({ ...anybody(), Principal: { Service: 'glue.amazonaws.com' } }) },
    { name: 'a Deny', given: ofTable({ ...deny('*'), Principal: '*' }) },
    { name: 'one organization', given: ofTable(anybody({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })) },
    { name: 'one network', given: ofTable(anybody({ StringEquals: { 'aws:sourceVpce': 'vpce-1' } })) },
    { name: 'some addresses', given: ofTable(anybody({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })) },
    {
      name: 'some roles',
      given: ofTable(anybody({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/*' } })),
    },
    {
      name: 'a trust policy',
      given: [
        {
          policies: [
            policy('R/Trust', [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }], {
              kind: 'trust',
              attachedTo: ['R'],
            }),
          ],
        },
      ],
    },
    {
      name: 'a policy of something else',
      given: ofTable({ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: '*', Resource: '*' }),
    },
  ],
  undecidable: [
    { name: 'a principal that is not known', given: ofTable({ ...anybody(), Principal: { AWS: `\${?Account}` } }) },
    {
      name: 'an organization that is not known',
      given: ofTable(anybody({ StringEquals: { 'aws:PrincipalOrgID': `\${?Org}` } })),
    },
  ],
});
