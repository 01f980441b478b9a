import { api, arn, type JsonStatement, ownRows, policy, role } from './infrastructure.fixture.ts';
import rule from './not-action-or-resource.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const notAction: JsonStatement = { Effect: 'Allow', NotAction: ['dynamodb:DeleteTable', 'iam:*'], Resource: '*' };
const notResource: JsonStatement = { Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: arn('audit') };

testRule(rule, {
  vulnerable: [
    {
      name: 'all actions but some, on own rows',
      given: api({ ...notAction, Condition: ownRows }),
      hits: [
        {
          line: 10,
          subject,
          message: 'notAction',
          parameter: 'NotAction',
          details: { who, actions: 'dynamodb:DeleteTable and iam:*' },
        },
      ],
    },
    {
      name: 'all actions but some',
      given: api(notAction),
      hits: [
        {
          line: 10,
          subject,
          message: 'notAction',
          parameter: 'NotAction',
          details: { who, actions: 'dynamodb:DeleteTable and iam:*' },
        },
      ],
    },
    {
      name: 'all tables but one',
      given: api(notResource),
      hits: [
        {
          line: 10,
          subject,
          message: 'notResource',
          parameter: 'NotResource',
          details: { who, resources: 'table/audit' },
        },
      ],
    },
    {
      name: 'both in one',
      given: api({ Effect: 'Allow', NotAction: 'iam:*', NotResource: arn('audit'), Sid: 'Rest' }),
      hits: [
        {
          line: 10,
          subject: 'ApiRole/Policies/0/Rest',
          message: 'both',
          parameter: 'NotAction',
          details: { who, actions: 'iam:*', resources: 'table/audit' },
        },
      ],
    },
    {
      name: 'the managed policy for power users',
      given: [role('ApiRole', { managed: ['PowerUserAccess'] })],
      hits: [
        {
          line: 5,
          subject: 'ApiRole/PowerUserAccess',
          message: 'notAction',
          parameter: 'NotAction',
          details: { who, actions: 'iam:*, organizations:* and account:*' },
        },
      ],
    },
    {
      name: 'the policy of a table',
      given: [
        {
          policies: [
            policy('OrdersTable/ResourcePolicy', [{ ...notAction, Principal: { AWS: '123456789012' } }], {
              kind: 'resource',
              attachedTo: ['OrdersTable'],
            }),
          ],
        },
      ],
      hits: [
        {
          line: 10,
          subject: 'OrdersTable/ResourcePolicy/0',
          message: 'notAction',
          parameter: 'NotAction',
          details: { who: 'Whoever the policy of the table names', actions: 'dynamodb:DeleteTable and iam:*' },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'a Deny of all but some',
      given: api({ ...notAction, Effect: 'Deny' }, { ...notResource, Effect: 'Deny' }),
    },
    { name: 'everything but DynamoDB', given: api({ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }) },
    {
      name: 'everything on files',
      given: api({ Effect: 'Allow', NotAction: 'iam:*', Resource: 'arn:aws:s3:::files/*' }),
    },
    {
      name: 'nothing but a look at settings',
      given: api({ Effect: 'Allow', Action: 'dynamodb:Describe*', NotResource: arn('a') }),
    },
    {
      name: 'what is denied beside it',
      given: api(notResource, { Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: '*' }),
    },
    {
      name: 'a role of developers',
      given: [role('DeveloperRole', { trust: ['AWS:arn:aws:iam::1:root'], statements: [notAction] })],
    },
  ],
  undecidable: [
    { name: 'all actions but unknown ones', given: api({ Effect: 'Allow', NotAction: `\${?Actions}`, Resource: '*' }) },
    {
      name: 'an Action that is not known',
      given: api({ Effect: 'Allow', Action: `\${?Action}`, NotResource: arn('a') }),
    },
  ],
});
