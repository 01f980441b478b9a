import type { ActionName } from '../../iam/actions.ts';
import { isNegative, operatorParts } from '../../iam/condition.ts';
import { allowedActions, hitAt, listedActions, whoHas } from '../../iam/grant-breadth.ts';
import { grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { comparisonsOf, leadingKeys } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

/** Actions of requests that name several keys: batches, and the parts of transactions. */
const together: readonly ActionName[] = [
  'BatchGetItem',
  'BatchWriteItem',
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
];

export default defineRule<Infrastructure, 'mixed' | 'latent'>({
  id: 'iam/foranyvalue',
  title: 'One own key lets foreign keys through with it',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [732],
  owasp: 'API1:2023',
  messages: {
    mixed:
      '{who} may use {actions} for any keys, as long as one of them is its own: {operator} asks for one key that fits, not for all.',
    latent:
      '{operator} asks for one key that fits, not for all. The actions of the statement name one key at a time today; a batch would carry foreign ones along.',
  },
  remediation:
    'Compare with ForAllValues:StringEquals, and add the condition Null with "dynamodb:LeadingKeys": "false".',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const first = comparisonsOf(grant.open, leadingKeys).find(
        ({ operator }) => operatorParts(operator).set === 'foranyvalue' && !isNegative(operator),
      );
      if (first === undefined) return [];
      const actions = allowedActions(grant, together, ['own', 'foreign']);
      const isLetThrough =
        actions.length > 0 || allowedActions(grant, ['Query', 'PartiQLSelect'], ['own', 'foreign']).length > 0;
      if (!isLetThrough) return [];
      return [
        hitAt(grant, {
          message: actions.length > 0 ? 'mixed' : 'latent',
          ...(actions.length === 0 && { severity: 'medium' }),
          parameter: 'dynamodb:LeadingKeys',
          details: {
            operator: first.operator,
            ...(actions.length > 0 && { who: whoHas(grant), actions: listedActions(actions) }),
          },
        }),
      ];
    }),
});
