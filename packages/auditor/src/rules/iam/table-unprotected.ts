import { shownName } from '../../iam/grant-breadth.ts';
import type { Infrastructure, Table } from '../../iam/infrastructure.ts';
import { holdsPersonalData } from '../../iam/ownership.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'lacks'>({
  id: 'iam/table-unprotected',
  title: 'A table with data about people is not protected against loss',
  category: 'encryption',
  severity: 'low',
  cwe: [693],
  owasp: 'API8:2023',
  messages: {
    lacks: 'The table {table} seems to hold data about people, and has {lacks}.',
  },
  remediation:
    'Turn on point-in-time recovery and deletion protection, and encrypt the table with a key of your own, which can be taken away from whoever should no longer read it.',
  article: 'data-exposure',

  find: ({ tables }) =>
    tables.flatMap((table) => {
      const lacks = holdsPersonalData(table) ? lacksOf(table) : [];
      if (lacks.length === 0) return [];
      // What is encrypted with a key of AWS is encrypted all the same.
      const isKeyAlone = lacks.length === 1 && !table.hasCustomerKey;
      return [
        {
          message: 'lacks',
          place: table.place,
          confidence: 'tentative',
          ...(isKeyAlone && { severity: 'info' as const }),
          subject: table.id,
          details: { table: shownName(table), lacks: lacks.join(', ') },
        },
      ];
    }),
});

function lacksOf({ hasPointInTimeRecovery, hasDeletionProtection, hasCustomerKey }: Table): string[] {
  return [
    ...(hasPointInTimeRecovery ? [] : ['no point-in-time recovery']),
    ...(hasDeletionProtection ? [] : ['no deletion protection']),
    ...(hasCustomerKey ? [] : ['no key of its own for encryption']),
  ];
}
