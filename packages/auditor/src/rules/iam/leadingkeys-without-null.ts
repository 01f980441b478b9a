import { operatorParts } from '../../iam/condition.ts';
import { hitAt, listedActions, whoHas } from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import { hasVariable } from '../../iam/grants-resource.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { actionsWithoutKey } from '../../iam/open-rows.ts';
import { comparisonsOf, holdsWithoutKey, leadingKeys } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'open' | 'latent'>({
  id: 'iam/leadingkeys-without-null',
  title: 'The isolation of rows holds for requests that name no key',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [636],
  owasp: 'API1:2023',
  messages: {
    open: '{who} may use {actions}, which send no key: {operator} holds for a request without any, so nothing keeps them to the own rows.',
    latent:
      '{operator} holds for a request that names no key. Every action of the statement sends one today; the first that does not, such as Scan, opens the rows of everybody.',
  },
  remediation: 'Add the condition Null with "dynamodb:LeadingKeys": "false" to the statement.',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const compared = comparisonsOf(grant.open, leadingKeys);
      const first = compared.find(({ operator }) => operatorParts(operator).set === 'forallvalues');
      // IfExists is the plainer mistake, and has a rule of its own.
      const isIfExists = compared.some(({ operator }) => operatorParts(operator).isIfExists);
      if (first === undefined || isIfExists || holdsWithoutKey(grant.open) !== 'yes') return [];
      const actions = actionsWithoutKey(grant);
      return [
        hitAt(grant, {
          message: actions.length > 0 ? 'open' : 'latent',
          ...(actions.length === 0 && { severity: isPerCaller(grant) ? 'medium' : 'low' }),
          parameter: 'dynamodb:LeadingKeys',
          details: {
            operator: first.operator,
            ...(actions.length > 0 && { who: whoHas(grant), actions: listedActions(actions) }),
          },
        }),
      ];
    }),
});

/** Whether the rows are those of the caller; otherwise they are of a kind, and nobody's in particular. */
function isPerCaller({ statement }: Grant): boolean {
  return comparisonsOf(statement, leadingKeys).some(({ values }) => values.some(hasVariable));
}
