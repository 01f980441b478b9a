import type { Severity } from '@middlebrick/model';
import { type ActionName, actionOf } from '../../iam/actions.ts';
import {
  allowedActions,
  allowsNearlyEverything,
  comparesKeys,
  hitAt,
  isForBulk,
  isServing,
  listed,
  listedActions,
  listedResources,
  rowGrantsBeside,
  shownName,
  whoHas,
} from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import { tablesOf } from '../../iam/grants-resource.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { hasManyOwners } from '../../iam/ownership.ts';
import { isAllowed } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

type Message = 'aroundRows' | 'usersThemselves' | 'couldBeKept' | 'applicationAlone';

const severities: Readonly<Record<Exclude<Message, 'couldBeKept'>, Severity>> = {
  aroundRows: 'high',
  usersThemselves: 'high',
  applicationAlone: 'info',
};

export default defineRule<Infrastructure, Message>({
  id: 'iam/no-row-isolation',
  title: 'A role reaches the rows of every owner',
  category: 'bolaAuthorization',
  severity: 'low',
  cwe: [732],
  owasp: 'API1:2023',
  messages: {
    aroundRows:
      '{who} is kept to its own rows of {resources} by another statement, but this one allows {actions} on all of them.',
    usersThemselves:
      '{who} is handed to the users themselves, and allows {actions} on {tables}, where the items of all of them are. Nothing but the policy could keep them apart, and it compares no key.',
    couldBeKept:
      '{who} is taken for one user after the other, and allows {actions} on the items of all of them in {tables}. A condition on dynamodb:LeadingKeys would keep a mistake in the code from crossing over.',
    applicationAlone:
      '{who} allows {actions} on the items of every owner in {tables}. One role for all users cannot tell them apart: only the code does.',
  },
  remediation:
    'Let the code take a role for each request, with the owner as a tag of the session, and compare dynamodb:LeadingKeys with that tag: ForAllValues:StringEquals, together with Null false.',
  article: 'identification-failures',

  find: (infrastructure) => {
    const grants = grantsOf(infrastructure);
    return grants.flatMap((grant) => {
      if (!isServing(grant) || isForBulk(grant) || allowsNearlyEverything(grant) || comparesKeys(grant)) return [];
      const around = actionsAroundRows(grant, grants);
      const tables = tablesOf(grant.statement, infrastructure.tables).filter(hasManyOwners);
      const actions =
        around.length > 0 ? around : tables.length > 0 ? allowedActions(grant, itemActions(grant), ['foreign']) : [];
      if (actions.length === 0) return [];
      const message = around.length > 0 ? 'aroundRows' : messageFor(grant);
      // Who may scan reads the rows of everybody anyway, which is said there.
      if (message === 'applicationAlone' && allowedActions(grant, ['Scan']).length > 0) return [];
      return [
        hitAt(grant, {
          message,
          ...(message !== 'couldBeKept' && { severity: severities[message] }),
          details: {
            who: whoHas(grant),
            actions: listedActions(actions),
            ...(message === 'aroundRows'
              ? { resources: listedResources(grant) }
              : { tables: listed(tables.map(shownName)) }),
          },
        }),
      ];
    });
  },
});

function messageFor({ kind, uses }: Grant): Exclude<Message, 'aroundRows'> {
  if (kind === 'users') return 'usersThemselves';
  return uses.some(({ isPerUser }) => isPerUser) ? 'couldBeKept' : 'applicationAlone';
}

function itemActions({ reach }: Grant): readonly ActionName[] {
  return [...reach.keys()].filter((name) => ['read', 'write'].includes(actionOf(name).kind));
}

/** Actions on items that another statement keeps to rows. */
function actionsAroundRows(grant: Grant, grants: readonly Grant[]): readonly ActionName[] {
  const kept = new Set(rowGrantsBeside(grant, grants).flatMap(({ reach }) => [...reach.values()].flat()));
  return itemActions(grant).filter((name) =>
    [...kept].some((resource) => isAllowed(grant, name, resource, ['foreign']) === 'yes'),
  );
}
