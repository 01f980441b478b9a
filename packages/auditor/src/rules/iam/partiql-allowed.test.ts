import { allow, api, arn, deny, detached, leadingKeys, own, ownRows, role } from './infrastructure.fixture.ts';
import rule from './partiql-allowed.ts';
import { testRule } from './rule-test.fixture.ts';

const who = 'The role ApiRole';
const rows = allow(['GetItem', 'Query'], arn('orders'), ownRows);
const select = {
  line: 11,
  subject: 'ApiRole/Policies/0/1',
  message: 'aroundRows' as const,
  parameter: 'dynamodb:PartiQLSelect',
  details: { who, actions: 'dynamodb:PartiQLSelect', resources: 'table/orders' },
};

testRule(rule, {
  vulnerable: [
    { name: 'a SELECT beside own rows', given: api(rows, allow('PartiQLSelect')), hits: [select] },
    {
      name: 'all of PartiQL on every table',
      given: api(rows, allow('PartiQL*', '*')),
      hits: [
        {
          ...select,
          details: {
            who,
            actions:
              'dynamodb:PartiQLSelect, dynamodb:PartiQLInsert, dynamodb:PartiQLUpdate and dynamodb:PartiQLDelete',
            resources: '*',
          },
        },
      ],
    },
    {
      name: 'a SELECT that must name some key',
      given: api(rows, allow('PartiQLSelect'), deny('*', { Bool: { 'dynamodb:FullTableScan': 'true' } })),
      hits: [select],
    },
    {
      name: 'a policy of which it is not known who has it',
      given: [detached('policy.json', rows, allow('PartiQLSelect'))],
      hits: [{ ...select, subject: 'policy.json/1', details: { ...select.details, who: 'Whoever has this policy' } }],
    },
  ],
  fine: [
    {
      name: 'PartiQL whose foreign keys are denied',
      given: api(rows, allow('PartiQLUpdate'), deny('*', { 'ForAnyValue:StringNotEquals': { [leadingKeys]: own } })),
    },
    {
      name: 'PartiQL in the statement that compares keys',
      given: api(allow(['GetItem', 'PartiQLSelect'], arn('orders'), ownRows)),
    },
    {
      name: 'PartiQL whose keys are compared badly, which is said of the condition',
      given: api(rows, allow('PartiQLSelect', arn('orders'), { 'ForAllValues:StringEquals': { [leadingKeys]: own } })),
    },
    { name: 'PartiQL on another table', given: api(rows, allow('PartiQLSelect', arn('countries'))) },
    { name: 'PartiQL where no rows are kept apart', given: api(allow(['GetItem', 'PartiQLSelect'])) },
    { name: 'PartiQL that is denied', given: api(rows, allow('PartiQLSelect'), deny('PartiQL*')) },
    { name: 'all actions, which is said of them', given: api(rows, allow('dynamodb:*')) },
    { name: 'another role', given: [...api(rows), role('ReportRole', { statements: [allow('PartiQLSelect')] })] },
    { name: 'a role of a pipeline', given: [role('DeployRole', { statements: [rows, allow('PartiQLSelect')] })] },
  ],
  undecidable: [
    { name: 'an unknown table', given: api(rows, allow('PartiQLSelect', `\${?TableArn}`)) },
    {
      name: 'a Deny on something unknown',
      given: api(rows, allow('PartiQLSelect'), deny('PartiQLSelect', { Bool: { 'aws:SecureTransport': 'false' } })),
    },
  ],
});
