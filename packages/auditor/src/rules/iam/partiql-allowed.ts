import {
  allowsNearlyEverything,
  comparesKeys,
  hitAt,
  listedActions,
  listedResources,
  rowGrantsBeside,
  whoHas,
} from '../../iam/grant-breadth.ts';
import { grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { isAllowed } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

const partiql = ['PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'] as const;

export default defineRule<Infrastructure, 'aroundRows'>({
  id: 'iam/partiql-allowed',
  title: 'PartiQL goes around the isolation of rows',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [732],
  owasp: 'API1:2023',
  messages: {
    aroundRows:
      '{who} is kept to its own rows of {resources} by another statement, but may use {actions} on any of them: this statement compares no key.',
  },
  remediation:
    'Take the PartiQL actions out, or put them into the statement that compares dynamodb:LeadingKeys, with Null as well.',
  article: 'identification-failures',

  find: (infrastructure) => {
    const grants = grantsOf(infrastructure);
    return grants.flatMap((grant) => {
      if (grant.kind === 'operations' || allowsNearlyEverything(grant) || comparesKeys(grant)) return [];
      const kept = new Set(rowGrantsBeside(grant, grants).flatMap(({ reach }) => [...reach.values()].flat()));
      const actions = partiql.filter(
        (name) =>
          grant.reach.has(name) &&
          [...kept].some((resource) => isAllowed(grant, name, resource, ['foreign']) === 'yes'),
      );
      const [action] = actions;
      if (action === undefined) return [];
      return [
        hitAt(grant, {
          message: 'aroundRows',
          parameter: `dynamodb:${action}`,
          details: { who: whoHas(grant), actions: listedActions(actions), resources: listedResources(grant) },
        }),
      ];
    });
  },
});
