import rule from './attributes-without-select.ts';
import { allow, api, arn, deny, leadingKeys } from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const attributes = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'name'] } };
const select = { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' };
const returned = { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] };

testRule(rule, {
  vulnerable: [
    {
      name: 'reads without Select beside a Deny of something else',
      given: api(
        allow('GetItem', arn('users'), attributes),
        deny('GetItem', { Null: { 'dynamodb:Attributes': 'true' } }),
      ),
      hits: [
        {
          line: 10,
          subject,
          message: 'unlisted',
          parameter: 'dynamodb:Select',
          details: { who, actions: 'dynamodb:GetItem', keys: 'dynamodb:Select' },
        },
      ],
    },
    {
      name: 'reads without Select',
      given: api(allow(['GetItem', 'Query'], arn('users'), attributes)),
      hits: [
        {
          line: 10,
          subject,
          message: 'unlisted',
          parameter: 'dynamodb:Select',
          details: { who, actions: 'dynamodb:GetItem and dynamodb:Query', keys: 'dynamodb:Select' },
        },
      ],
    },
    {
      name: 'writes without ReturnValues',
      given: api(allow(['GetItem', 'UpdateItem'], arn('users'), { ...attributes, StringEqualsIfExists: select })),
      hits: [
        {
          line: 10,
          subject,
          message: 'unlisted',
          parameter: 'dynamodb:ReturnValues',
          details: { who, actions: 'dynamodb:UpdateItem', keys: 'dynamodb:ReturnValues' },
        },
      ],
    },
    {
      name: 'neither, or one that lets whole items through',
      given: api(
        allow(['GetItem', 'DeleteItem'], arn('users'), {
          ...attributes,
          StringEqualsIfExists: { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'] },
          StringNotEquals: { 'dynamodb:ReturnValues': 'ALL_NEW' },
        }),
      ),
      hits: [
        {
          line: 10,
          subject,
          message: 'unlisted',
          parameter: 'dynamodb:Select',
          details: {
            who,
            actions: 'dynamodb:GetItem and dynamodb:DeleteItem',
            keys: 'dynamodb:Select and dynamodb:ReturnValues',
          },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'both',
      given: api(
        allow(['GetItem', 'Query', 'UpdateItem'], arn('users'), {
          ...attributes,
          StringEqualsIfExists: { ...select, ...returned },
        }),
      ),
    },
    {
      name: 'both without IfExists',
      given: api(
        allow(['Query', 'UpdateItem'], arn('users'), { ...attributes, StringEquals: { ...select, ...returned } }),
      ),
    },
    {
      name: 'reads alone with Select',
      given: api(allow('Query', arn('users'), { ...attributes, StringEqualsIfExists: select })),
    },
    {
      name: 'whole items that are denied',
      given: api(allow('Query', arn('users'), attributes), deny('Query', { StringNotEquals: select })),
    },
    { name: 'no attributes', given: api(allow(['GetItem', 'UpdateItem'], arn('users'))) },
    {
      name: 'attributes that are left out',
      given: api(allow('GetItem', arn('users'), { 'ForAllValues:StringNotEquals': { 'dynamodb:Attributes': 'x' } })),
    },
    {
      name: 'attributes that must be named',
      given: api(allow('GetItem', arn('users'), { Null: { 'dynamodb:Attributes': 'false' } })),
    },
    {
      name: 'keys',
      given: api(allow('GetItem', arn('users'), { 'ForAllValues:StringEquals': { [leadingKeys]: 'x' } })),
    },
  ],
  undecidable: [
    {
      name: 'a Select that is not known',
      given: api(allow('Query', arn('users'), { ...attributes, StringEquals: { 'dynamodb:Select': `\${?Select}` } })),
    },
    { name: 'actions that are not known', given: api(allow(`\${?Actions}`, arn('users'), attributes)) },
  ],
});
