import rule from './deny-style-isolation.ts';
import {
  allow,
  api,
  arn,
  deny,
  detached,
  type JsonStatement,
  leadingKeys,
  own,
  ownRows,
  policy,
  role,
} from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';

const who = 'The role ApiRole';
const anyForeign = 'ForAnyValue:StringNotEquals';
const denied = (operator: string, ...values: string[]) => deny('*', { [operator]: { [leadingKeys]: values } });
const hit = { line: 11, subject: 'ApiRole/Policies/0/1', parameter: 'dynamodb:LeadingKeys' };
const withoutKey: JsonStatement = deny('*', { Null: { [leadingKeys]: 'true' } });

testRule(rule, {
  vulnerable: [
    {
      name: 'a Deny of foreign keys where Scan is allowed',
      given: api(allow(['GetItem', 'Scan']), denied(anyForeign, own)),
      hits: [
        {
          ...hit,
          message: 'noKey',
          details: { who, actions: 'dynamodb:Scan', operator: anyForeign, allowed: 'table/orders' },
        },
      ],
    },
    {
      name: 'a Deny that names other actions than Scan',
      given: api(
        allow('dynamodb:*'),
        deny(['GetItem', 'Query', 'Batch*', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'], {
          [anyForeign]: { [leadingKeys]: [own] },
        }),
      ),
      hits: [
        {
          ...hit,
          message: 'noKey',
          details: {
            who,
            actions: 'dynamodb:Scan, dynamodb:SearchVectors and dynamodb:PartiQLSelect',
            operator: anyForeign,
            allowed: 'table/orders',
          },
        },
      ],
    },
    {
      name: 'a Deny when all keys are foreign',
      given: api(allow(['BatchGetItem', 'Query']), denied('ForAllValues:StringNotEquals', own)),
      hits: [
        {
          ...hit,
          message: 'mixed',
          details: {
            who,
            actions: 'dynamodb:BatchGetItem',
            operator: 'ForAllValues:StringNotEquals',
            allowed: 'table/orders',
          },
        },
      ],
    },
    {
      name: 'a Deny when all keys are foreign, of one of the actions',
      given: api(
        allow(['BatchGetItem', 'BatchWriteItem', 'Query']),
        deny('BatchGetItem', { 'ForAllValues:StringNotEquals': { [leadingKeys]: own } }),
      ),
      hits: [
        {
          ...hit,
          message: 'mixed',
          details: {
            who,
            actions: 'dynamodb:BatchGetItem',
            operator: 'ForAllValues:StringNotEquals',
            allowed: 'table/orders',
          },
        },
      ],
    },
    {
      name: 'a Deny that compares one value',
      given: api(allow(['GetItem', 'Query']), denied('StringNotEquals', own)),
      hits: [
        {
          ...hit,
          message: 'never',
          confidence: 'tentative',
          details: {
            who,
            actions: 'dynamodb:GetItem and dynamodb:Query',
            operator: 'StringNotEquals',
            allowed: 'table/orders',
          },
        },
      ],
    },
    {
      name: 'a Deny in a policy of its own, with a pattern',
      given: [
        role('ApiRole', { statements: [allow('Scan')] }),
        {
          policies: [
            policy('Isolation', [denied('ForAnyValue:StringNotLike', `${own}#*`)], {
              attachedTo: ['ApiRole'],
              line: 30,
            }),
          ],
        },
      ],
      hits: [
        {
          ...hit,
          line: 30,
          subject: 'Isolation/0',
          message: 'noKey',
          details: { who, actions: 'dynamodb:Scan', operator: 'ForAnyValue:StringNotLike', allowed: 'table/orders' },
        },
      ],
    },
    {
      name: 'a policy of which it is not known who has it',
      given: [detached('policy.json', allow('Scan'), denied(anyForeign, own))],
      hits: [
        {
          ...hit,
          subject: 'policy.json/1',
          message: 'noKey',
          details: {
            who: 'Whoever has this policy',
            actions: 'dynamodb:Scan',
            operator: anyForeign,
            allowed: 'table/orders',
          },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'a Deny of what names no key, too',
      given: api(allow(['GetItem', 'Scan']), denied(anyForeign, own), withoutKey),
    },
    { name: 'a Deny of Scan, too', given: api(allow(['GetItem', 'Scan']), denied(anyForeign, own), deny('Scan')) },
    {
      name: 'actions that all send keys',
      given: api(allow(['GetItem', 'BatchGetItem', 'Query', 'PutItem']), denied(anyForeign, own)),
    },
    {
      name: 'an Allow that compares keys itself',
      given: api(allow(['GetItem', 'Scan'], arn('orders'), ownRows), denied(anyForeign, own)),
    },
    { name: 'a Deny of some keys', given: api(allow('Scan'), denied('ForAnyValue:StringEquals', 'ADMIN')) },
    {
      name: 'a Deny about another table',
      given: api(allow('Scan'), { ...denied(anyForeign, own), Resource: arn('users') }),
    },
    {
      name: 'Scan of another table',
      given: api(allow('GetItem'), allow('Scan', arn('prices')), {
        ...denied(anyForeign, own),
        Resource: arn('orders'),
      }),
    },
    {
      name: 'an Allow of all keys but some',
      given: api(
        allow('Scan'),
        allow('GetItem', arn('orders'), { 'ForAnyValue:StringNotEquals': { [leadingKeys]: 'ADMIN' } }),
      ),
    },
    { name: 'a Deny of Scan alone', given: api(allow('Scan'), deny('Query', { Null: { [leadingKeys]: 'true' } })) },
    { name: 'another role', given: [...api(allow('Scan')), role('Other', { statements: [denied(anyForeign, own)] })] },
    {
      name: 'a role of a pipeline',
      given: [role('DeployRole', { statements: [allow('Scan'), denied(anyForeign, own)] })],
    },
    {
      name: 'no key at all',
      given: api(allow('Scan'), deny('Scan', { StringNotEquals: { 'aws:PrincipalTag/role': 'admin' } })),
    },
  ],
  undecidable: [
    { name: 'an Allow that is somewhere else', given: [detached('deny.json', denied(anyForeign, own))] },
    {
      name: 'a Deny on something else, too',
      given: api(allow('Scan'), denied(anyForeign, own), deny('Scan', { Bool: { 'aws:SecureTransport': 'false' } })),
    },
    { name: 'actions that are not known', given: api(allow(`\${?Actions}`), denied(anyForeign, own)) },
  ],
});
