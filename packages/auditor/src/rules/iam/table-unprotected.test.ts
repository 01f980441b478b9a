import { table } from './infrastructure.fixture.ts';
import { testRule } from './rule-test.fixture.ts';
import rule from './table-unprotected.ts';

const nothing = { hasPointInTimeRecovery: false, hasCustomerKey: false, hasDeletionProtection: false };

testRule(rule, {
  vulnerable: [
    {
      name: 'a table of people without any protection',
      given: [table('app-users-prod', nothing)],
      hits: [
        {
          line: 3,
          subject: 'app-users-prodTable',
          message: 'lacks',
          confidence: 'tentative',
          details: {
            table: 'app-users-prod',
            lacks: 'no point-in-time recovery, no deletion protection, no key of its own for encryption',
          },
        },
      ],
    },
    {
      name: 'a table whose key is a person',
      given: [table('Things', { key: { partition: 'userId' }, hasPointInTimeRecovery: false })],
      hits: [
        {
          line: 3,
          subject: 'ThingsTable',
          message: 'lacks',
          confidence: 'tentative',
          details: { table: 'Things', lacks: 'no point-in-time recovery' },
        },
      ],
    },
    {
      name: 'a name that the deployment chooses, in part or whole',
      given: [table(`\${?Stage}-users`, nothing), table(`\${?UsersTable}`, { ...nothing, id: 'Users' })],
      hits: ['<Stage>-users', 'Users'].map((name, index) => ({
        line: 3,
        subject: index === 0 ? `\${?Stage}-usersTable` : 'Users',
        message: 'lacks' as const,
        confidence: 'tentative' as const,
        details: {
          table: name,
          lacks: 'no point-in-time recovery, no deletion protection, no key of its own for encryption',
        },
      })),
    },
    {
      name: 'no key of its own, and nothing else',
      given: [table('CustomerProfiles', { hasCustomerKey: false })],
      hits: [
        {
          line: 3,
          subject: 'CustomerProfilesTable',
          message: 'lacks',
          severity: 'info',
          confidence: 'tentative',
          details: { table: 'CustomerProfiles', lacks: 'no key of its own for encryption' },
        },
      ],
    },
  ],
  fine: [
    { name: 'a table of people with everything', given: [table('users')] },
    {
      name: 'tables of things',
      given: [table('products', nothing), table('user-cache', nothing), table('terraform-lock', nothing)],
    },
  ],
  undecidable: [
    { name: 'a name that says nothing', given: [table('MainTable', nothing), table(`\${?Table}`, nothing)] },
    { name: 'a key that says nothing', given: [table('data', { ...nothing, key: { partition: 'pk', sort: 'sk' } })] },
  ],
});
