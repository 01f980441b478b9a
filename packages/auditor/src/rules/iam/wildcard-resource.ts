import { actionOf } from '../../iam/actions.ts';
import {
  breadthConfidence,
  comparesKeys,
  hitAt,
  isForApplication,
  listed,
  listedActions,
  shownResource,
  whoHas,
  wildcardActions,
} from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import { coversEveryTable } from '../../iam/grants-resource.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { defineRule } from '../contract.ts';

export default defineRule<Infrastructure, 'everyTable' | 'everyTableOwnRows'>({
  id: 'iam/wildcard-resource',
  title: 'A role of the application reaches every table of the account',
  category: 'inputValidation',
  severity: 'high',
  cwe: [732],
  owasp: 'API8:2023',
  messages: {
    everyTable:
      '{who} may use {actions} on every table of the account, also on those of other applications: {resources}.',
    everyTableOwnRows:
      '{who} may use {actions} on every table of the account ({resources}). It is kept to rows by their key, which is no owner in every table.',
  },
  remediation: 'Name the tables, and the indexes that are queried, by their ARNs.',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      const { statement, isManaged, reach } = grant;
      if (isManaged || statement.isNotResource || !isForApplication(grant) || isEveryService(grant)) return [];
      const resources = statement.resources.filter(coversEveryTable).map(shownResource);
      // Lists and limits of the account have no table, and what describes one reads none of it.
      const actions = [...reach.keys()].filter((name) => {
        const { kind, on } = actionOf(name);
        return kind !== 'describe' && on.some((resource) => resource !== 'other');
      });
      const [resource] = resources;
      if (resource === undefined || actions.length === 0) return [];
      const wildcards = wildcardActions(grant);
      const isForOwnRows = comparesKeys(grant);
      return [
        hitAt(grant, {
          message: isForOwnRows ? 'everyTableOwnRows' : 'everyTable',
          ...(isForOwnRows && { severity: 'medium' }),
          confidence: breadthConfidence(grant),
          parameter: resource,
          details: {
            who: whoHas(grant),
            actions: wildcards.length > 0 ? listed(wildcards) : listedActions(actions),
            resources: listed(resources),
          },
        }),
      ];
    }),
});

/** Then all of it is wrong, and said elsewhere. */
function isEveryService({ statement }: Grant): boolean {
  return !statement.isNotAction && statement.actions.some((pattern) => /^\*+(?::\*+)?$/.test(pattern));
}
