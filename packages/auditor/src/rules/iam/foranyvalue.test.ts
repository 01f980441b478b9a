import rule from './foranyvalue.ts';
import { allow, api, arn, deny, leadingKeys, own, ownRows } from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const operator = 'ForAnyValue:StringEquals';
const rows = { [operator]: { [leadingKeys]: [own] } };

testRule(rule, {
  vulnerable: [
    {
      name: 'a batch',
      given: api(allow(['BatchGetItem', 'Query'], arn('orders'), rows)),
      hits: [
        {
          line: 10,
          subject,
          message: 'mixed',
          parameter: 'dynamodb:LeadingKeys',
          details: { operator, who, actions: 'dynamodb:BatchGetItem' },
        },
      ],
    },
    {
      name: 'a pattern, IfExists and Null',
      given: api(
        allow(['GetItem', 'PutItem'], arn('orders'), {
          'ForAnyValue:StringLikeIfExists': { [leadingKeys]: [`${own}#*`] },
          Null: { [leadingKeys]: 'false' },
        }),
      ),
      hits: [
        {
          line: 10,
          subject,
          message: 'mixed',
          parameter: 'dynamodb:LeadingKeys',
          details: {
            operator: 'ForAnyValue:StringLikeIfExists',
            who,
            actions: 'dynamodb:GetItem and dynamodb:PutItem',
          },
        },
      ],
    },
    {
      name: 'a query, which has one key',
      given: api(allow('Query', arn('orders'), rows)),
      hits: [
        {
          line: 10,
          subject,
          message: 'latent',
          severity: 'medium',
          parameter: 'dynamodb:LeadingKeys',
          details: { operator },
        },
      ],
    },
  ],
  fine: [
    { name: 'ForAllValues', given: api(allow('BatchGetItem', arn('orders'), ownRows)) },
    { name: 'ForAllValues beside it', given: api(allow('BatchGetItem', arn('orders'), { ...rows, ...ownRows })) },
    {
      name: 'a Deny of some keys',
      given: api(allow('GetItem'), deny('*', { 'ForAnyValue:StringEquals': { [leadingKeys]: 'admin' } })),
    },
    {
      name: 'keys that are left out',
      given: api(allow('GetItem', arn('orders'), { 'ForAnyValue:StringNotEquals': { [leadingKeys]: 'admin' } })),
    },
    {
      name: 'any keys at all, for all of them',
      given: api(allow('BatchGetItem', arn('orders'), { 'ForAllValues:StringLike': { [leadingKeys]: '*' } })),
    },
    { name: 'another key', given: api(allow('GetItem', arn('orders'), { [operator]: { 'aws:TagKeys': 'x' } })) },
    {
      name: 'keys that are denied beside it',
      given: api(
        allow('BatchGetItem', arn('orders'), rows),
        deny('*', { 'ForAnyValue:StringNotEquals': { [leadingKeys]: own } }),
      ),
    },
  ],
  undecidable: [
    {
      name: 'a value that is not known',
      given: api(
        allow('BatchGetItem', arn('orders'), {
          [operator]: { [leadingKeys]: `\${?Tenant}` },
          StringEquals: { [leadingKeys]: 'x' },
        }),
      ),
    },
    { name: 'actions that are not known', given: api(allow(`\${?Actions}`, arn('orders'), rows)) },
  ],
});
