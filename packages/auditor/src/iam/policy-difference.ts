import { type ActionName, actionOf, actionsFor } from './actions.ts';
import { applies } from './evaluate.ts';
import { resourceMatches } from './evaluate-resource.ts';
import { openStatement, reachOf } from './grants.ts';
import { openPattern } from './grants-resource.ts';
import type { PolicyStatement } from './infrastructure.ts';
import { type PolicyDocument, statementsOf } from './policy-document.ts';
import { isAllowed, isKeptToRows, type Rows } from './row-isolation.ts';

/** What a deployed statement allows beyond what is needed. */
export interface Excess {
  readonly statement: PolicyStatement;
  /** Actions that nothing needs on the resources of the statement. */
  readonly actions: readonly string[];
  /** Resources that are none of those that are needed, with those of them that they take in. */
  readonly resources: readonly { readonly resource: string; readonly needed: readonly string[] }[];
  /** Actions that are needed on own rows, and allowed on those of others. */
  readonly onForeignRows: readonly string[];
}

export interface PolicyDifference {
  readonly unneeded: readonly Excess[];
  /** What is needed and not allowed. */
  readonly missing: readonly { readonly action: string; readonly resource: string }[];
}

interface Need {
  readonly action: ActionName;
  /** As the generated policy writes it. */
  readonly resource: string;
  readonly open: string;
  readonly isOwn: boolean;
}

interface Deployed {
  readonly statement: PolicyStatement;
  readonly open: PolicyStatement;
  readonly denies: readonly (readonly PolicyStatement[])[];
}

/**
 * Compares the statements of a role with the policy that its calls need. Regions and accounts are left out of it, and so
 * are statements about other services. Conditions other than those on rows are taken for met.
 */
export function policyDifference(deployed: readonly PolicyStatement[], generated: PolicyDocument): PolicyDifference {
  const needs = needsOf(generated);
  const opened = deployed.flatMap((statement) => {
    const open = openStatement(statement);
    return open === undefined ? [] : [{ statement, open }];
  });
  const denies = [opened.filter(({ open }) => open.effect === 'Deny').map(({ open }) => open)];
  const allows = opened.filter(({ open }) => open.effect === 'Allow').map((entry) => ({ ...entry, denies }));
  return {
    unneeded: allows.map((allow) => excessOf(allow, needs)).filter(isSomething),
    missing: needs
      .filter((need) => allows.every((allow) => isAllowed(allow, need.action, need.open, rowsOf(need)) === 'no'))
      .map(({ action, resource }) => ({ action: `dynamodb:${action}`, resource })),
  };
}

function needsOf(generated: PolicyDocument): Need[] {
  const nowhere = { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return statementsOf(generated, nowhere)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) =>
      statement.resources.flatMap((resource) =>
        statement.actions
          .flatMap((name) => actionsFor(name))
          .map((action) => ({
            action,
            resource,
            open: openPattern(resource) ?? resource,
            isOwn: isKeptToRows(statement),
          })),
      ),
    );
}

function excessOf(deployed: Deployed, needs: readonly Need[]): Excess {
  const { statement, open } = deployed;
  const reach = [...reachOf(open, [])];
  const covered = needs.filter((need) => isOn(open, need.open));
  const isNeeded = (name: ActionName) => covered.some(({ action }) => action === name);
  const given = reach.filter(([name, examples]) => examples.some((example) => isGiven(deployed, name, example)));
  return {
    statement,
    actions: given.filter(([name]) => !isNeeded(name)).map(([name]) => `dynamodb:${name}`),
    resources: open.isNotResource || given.length === 0 ? [] : resourcesBeyond(statement, needs),
    onForeignRows: covered
      .filter(
        (need) => isForOwnersAlone(need, needs) && isAllowed(deployed, need.action, need.open, ['foreign']) === 'yes',
      )
      .map(({ action }) => `dynamodb:${action}`)
      .filter((name, index, names) => names.indexOf(name) === index),
  };
}

/** Whether nobody needs the action on other rows: before a sign-in, for who has a role. */
function isForOwnersAlone({ action, open }: Need, needs: readonly Need[]): boolean {
  return needs.every((need) => need.action !== action || need.open !== open || need.isOwn);
}

/** Whether an action is allowed at all, with a key or without. */
function isGiven(deployed: Deployed, name: ActionName, example: string): boolean {
  return [undefined, ['own'] as const].some((rows) => isAllowed(deployed, name, example, rows) !== 'no');
}

function resourcesBeyond({ resources }: PolicyStatement, needs: readonly Need[]): Excess['resources'] {
  return resources.flatMap((resource) => {
    const open = openPattern(resource);
    if (open === undefined || needs.some((need) => need.open === open)) return [];
    const needed = needs.filter((need) => isOnPattern(open, need.open)).map((need) => need.resource);
    return [{ resource, needed: [...new Set(needed)] }];
  });
}

function isOn(statement: PolicyStatement, resource: string): boolean {
  const about = { ...statement, actions: ['*'], isNotAction: false, conditions: [] };
  return applies(about, { action: 'dynamodb:GetItem', resource }) === 'yes';
}

function isOnPattern(pattern: string, resource: string): boolean {
  return resourceMatches(pattern, resource, new Map()) === 'yes';
}

function isSomething({ actions, resources, onForeignRows }: Excess): boolean {
  return actions.length > 0 || resources.length > 0 || onForeignRows.length > 0;
}

/** Whose rows a need is about: own ones, any, or none when no key is sent. */
function rowsOf({ action, isOwn }: Need): Rows | undefined {
  if (isOwn) return ['own'];
  return actionOf(action).leadingKeys === 'always' ? ['foreign'] : undefined;
}
