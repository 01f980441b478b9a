import {
  allowedActions,
  allowsNearlyEverything,
  comparesKeys,
  hitAt,
  isForBulk,
  isInBackground,
  isServing,
  listedActions,
  listedResources,
  rowGrantsBeside,
  whoHas,
} from '../../iam/grant-breadth.ts';
import { grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { isAboutSharedTables } from '../../iam/ownership.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'wholeTable' | 'inBackground'>({
  id: 'iam/scan-allowed',
  title: 'A role of the application may read whole tables',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [732],
  owasp: 'API1:2023',
  messages: {
    wholeTable:
      '{who} may use {actions} on {resources}: one request reads the items of every owner, and no condition of a policy can keep it to some of them.',
    inBackground:
      '{who} may use {actions} on {resources}, which reads the items of every owner. No HTTP event calls its functions, so this may be what they are for.',
  },
  remediation:
    'Query a table or index by its key instead, and take Scan out of the policy. Work on whole tables belongs to a role of its own.',
  article: 'identification-failures',

  find: (infrastructure) => {
    const grants = grantsOf(infrastructure);
    return grants.flatMap((grant) => {
      if (!isServing(grant) || isForBulk(grant) || allowsNearlyEverything(grant) || comparesKeys(grant)) return [];
      if (isAboutSharedTables(grant.statement, infrastructure.tables)) return [];
      // A SELECT without the key is a Scan; beside rows that are kept apart it goes around them, which is said elsewhere.
      const isBesideRows = rowGrantsBeside(grant, grants).length > 0;
      const actions = allowedActions(
        grant,
        isBesideRows ? ['Scan', 'SearchVectors'] : ['Scan', 'SearchVectors', 'PartiQLSelect'],
      );
      const [action] = actions;
      if (action === undefined) return [];
      const isBackground = isInBackground(grant);
      return [
        hitAt(grant, {
          message: isBackground ? 'inBackground' : 'wholeTable',
          ...(isBackground && { severity: 'medium', confidence: 'tentative' }),
          parameter: `dynamodb:${action}`,
          details: { who: whoHas(grant), actions: listedActions(actions), resources: listedResources(grant) },
        }),
      ];
    });
  },
});
