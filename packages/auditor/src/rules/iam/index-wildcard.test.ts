import rule from './index-wildcard.ts';
import { allow, api, arn, own, ownRows, role, table } from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';

const subject = 'ApiRole/Policies/0/0';
const who = 'The role ApiRole';
const resources = [arn('orders'), arn('orders/index/*')];
const byOwner = { name: 'byOwnerDate', partition: 'tenant', sort: 'date' };
const byTopic = { name: 'byTopic', partition: 'topic' };

testRule(rule, {
  vulnerable: [
    {
      name: 'every index of a table that has none and of one that has',
      given: [
        ...api(allow('Query', [arn('orders/index/*'), arn('users/index/*')])),
        table('orders'),
        table('users', { indexes: [byTopic] }),
      ],
      hits: [
        {
          line: 10,
          subject,
          message: 'everyIndex',
          severity: 'low',
          parameter: 'table/orders/index/*',
          details: { who, resources: 'table/orders/index/* and table/users/index/*' },
        },
      ],
    },
    {
      name: 'every index beside own rows',
      given: [
        ...api(allow('Query', resources, ownRows)),
        table('orders', { key: { partition: 'tenant' }, indexes: [byOwner] }),
      ],
      hits: [
        {
          line: 10,
          subject,
          message: 'ownRows',
          parameter: 'table/orders/index/*',
          details: { who, resources: 'table/orders/index/*' },
        },
      ],
    },
    {
      name: 'an index by something else beside own rows',
      given: [
        ...api(allow('Query', resources, ownRows)),
        table('orders', { key: { partition: 'tenant' }, indexes: [byOwner, byTopic] }),
      ],
      hits: [
        {
          line: 10,
          subject,
          message: 'foreignIndex',
          parameter: 'table/orders/index/*',
          details: { who, resources: 'table/orders/index/*', indexes: 'byTopic (topic)' },
        },
      ],
    },
    {
      name: 'every index of a table that is read whole',
      given: [...api(allow(['Query', 'PutItem'], resources)), table('orders', { indexes: [byTopic] })],
      hits: [
        {
          line: 10,
          subject,
          message: 'everyIndex',
          severity: 'low',
          parameter: 'table/orders/index/*',
          details: { who, resources: 'table/orders/index/*' },
        },
      ],
    },
    {
      name: 'every index of a table that is not known, and all that is below another',
      given: api(allow('Query', [`\${?TableArn}/index/*`, arn('users/*')])),
      hits: [
        {
          line: 10,
          subject,
          message: 'everyIndex',
          severity: 'low',
          parameter: '<TableArn>/index/*',
          details: { who, resources: '<TableArn>/index/* and table/users/*' },
        },
      ],
    },
    {
      name: 'a recipe that goes around',
      given: api(
        allow(
          ['GetItem', 'PutItem', 'Query'],
          ['arn:aws:dynamodb:*:*:table/items', 'arn:aws:dynamodb:*:*:table/items/index/*'],
          {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${own}*`] },
          },
        ),
      ),
      hits: [
        {
          line: 10,
          subject,
          message: 'ownRows',
          parameter: 'arn:aws:dynamodb:*:*:table/items/index/*',
          details: { who, resources: 'arn:aws:dynamodb:*:*:table/items/index/*' },
        },
      ],
    },
  ],
  fine: [
    {
      name: 'an index by its name',
      given: api(allow('Query', [arn('orders'), arn('orders/index/byOwnerDate')], ownRows)),
    },
    { name: 'indexes that begin alike', given: api(allow('Query', arn('orders/index/by*'), ownRows)) },
    { name: 'a table without indexes that is read whole', given: [...api(allow('Query', resources)), table('orders')] },
    { name: 'actions that have no index', given: api(allow(['GetItem', 'PutItem'], resources)) },
    { name: 'every table, which is said of the tables', given: api(allow('Query', [arn('*'), arn('*/index/*')])) },
    { name: 'a role of a pipeline', given: [role('DeployRole', { statements: [allow('Query', resources)] })] },
    { name: 'a Deny', given: api({ ...allow('Query', resources), Effect: 'Deny' }) },
  ],
  undecidable: [
    { name: 'an index that is not known', given: api(allow('Query', arn(`orders/index/\${?Index}`), ownRows)) },
    { name: 'a resource that is not known', given: api(allow('Query', `\${?IndexArn}`, ownRows)) },
  ],
});
