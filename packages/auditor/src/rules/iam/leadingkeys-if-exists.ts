import { operatorParts } from '../../iam/condition.ts';
import { hitAt, listedActions, whoHas } from '../../iam/grant-breadth.ts';
import { grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { actionsWithoutKey } from '../../iam/open-rows.ts';
import { comparisonsOf, holdsWithoutKey, leadingKeys } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'open' | 'latent'>({
  id: 'iam/leadingkeys-if-exists',
  title: 'The isolation of rows is asked for only if there is a key',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [636],
  owasp: 'API1:2023',
  messages: {
    open: '{who} may use {actions}, which send no key: {operator} asks for nothing where there is none, so nothing keeps them to the own rows.',
    latent:
      '{operator} asks for nothing where there is no key. Every action of the statement sends one today; the first that does not, such as Scan, opens the rows of everybody.',
  },
  remediation:
    'Compare with ForAllValues:StringEquals, and add the condition Null with "dynamodb:LeadingKeys": "false".',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const first = comparisonsOf(grant.open, leadingKeys).find(({ operator }) => operatorParts(operator).isIfExists);
      // ForAnyValue never holds without a key, whatever stands behind it.
      if (first === undefined || holdsWithoutKey(grant.open) !== 'yes') return [];
      const actions = actionsWithoutKey(grant);
      return [
        hitAt(grant, {
          message: actions.length > 0 ? 'open' : 'latent',
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
