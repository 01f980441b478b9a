import { allow, api, arn, deny, leadingKeys, own } from './infrastructure.fixture.ts';
import rule from './leadingkeys-if-exists.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const rows = (operator: string) => ({ [operator]: { [leadingKeys]: [own] } });
const present = { Null: { [leadingKeys]: 'false' } };

testRule(rule, {
  vulnerable: [
    {
      name: 'a set operator with IfExists, and Scan',
      given: api(allow(['GetItem', 'Scan'], arn('orders'), rows('ForAllValues:StringEqualsIfExists'))),
      hits: [
        {
          line: 10,
          subject,
          message: 'open',
          parameter: 'dynamodb:LeadingKeys',
          details: { operator: 'ForAllValues:StringEqualsIfExists', who, actions: 'dynamodb:Scan' },
        },
      ],
    },
    {
      name: 'no set operator, and actions that all send keys',
      given: api(allow(['GetItem', 'Query'], arn('orders'), rows('StringLikeIfExists'))),
      hits: [
        {
          line: 10,
          subject,
          message: 'latent',
          severity: 'medium',
          parameter: 'dynamodb:LeadingKeys',
          details: { operator: 'StringLikeIfExists' },
        },
      ],
    },
    {
      name: 'Scan that is denied',
      given: api(allow(['GetItem', 'Scan'], arn('orders'), rows('StringEqualsIfExists')), deny('Scan')),
      hits: [
        {
          line: 10,
          subject,
          message: 'latent',
          severity: 'medium',
          parameter: 'dynamodb:LeadingKeys',
          details: { operator: 'StringEqualsIfExists' },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'Null beside it',
      given: api(allow('Scan', arn('orders'), { ...rows('ForAllValues:StringEqualsIfExists'), ...present })),
    },
    {
      name: 'ForAnyValue, which never holds without a key',
      given: api(allow('Scan', arn('orders'), rows('ForAnyValue:StringEqualsIfExists'))),
    },
    { name: 'no IfExists', given: api(allow('Scan', arn('orders'), rows('ForAllValues:StringEquals'))) },
    {
      name: 'another key',
      given: api(allow('Scan', arn('orders'), { StringEqualsIfExists: { 'dynamodb:Select': 'COUNT' } })),
    },
    { name: 'a Deny', given: api(allow('Scan'), deny('*', rows('StringNotEqualsIfExists'))) },
  ],
  undecidable: [
    {
      name: 'a Null that is not known',
      given: api(
        allow('Scan', arn('orders'), { ...rows('StringEqualsIfExists'), Null: { [leadingKeys]: `\${?Flag}` } }),
      ),
    },
  ],
});
