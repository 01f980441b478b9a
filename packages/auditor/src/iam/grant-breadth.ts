import type { Confidence } from '@middlebrick/model';
import type { Hit } from '../rules/contract.ts';
import { type ActionName, actionNames } from './actions.ts';
import type { RoleUse } from './application-role.ts';
import { actionMatches } from './evaluate.ts';
import type { Grant } from './grants.ts';
import { hasVariable, pathOf } from './grants-resource.ts';
import type { Policy } from './infrastructure.ts';
import { comparisonsOf, isAllowed, isKeptToRows, leadingKeys, type Rows } from './row-isolation.ts';

/*
 * What may be wrong with a statement has three sides: what it allows, where, and whose rows. Of each side one rule
 * speaks, the broadest that fits, so that a statement is not reported for every part of one mistake:
 *
 * - what: `NotAction`, then a wildcard for all actions, then single actions (Scan, PartiQL, administration);
 * - where: `NotResource`, then a wildcard for all tables, then one for all indexes;
 * - whose: conditions on leading keys that do not hold, then the lack of any. A statement with such conditions is not
 *   reported for Scan and PartiQL: whether they get through is what is wrong with its conditions.
 */

/** Whether those who have a grant act for users of the application, as far as is known. */
export function isForApplication({ kind, statement, isManaged }: Grant): boolean {
  if (kind === 'operations' || kind === 'resource') return false;
  // An account may hand out a managed policy to anybody; it says nothing without a role that is known.
  if (isManaged && kind === 'unknown') return false;
  return !statement.conditions.some(({ key }) => /^aws:multifactorauth/i.test(key));
}

/** The same, where it is known for sure. */
export function isServing(grant: Grant): boolean {
  return isForApplication(grant) && grant.kind !== 'unknown';
}

/** Whether what a grant gives is meant for work on whole tables: all its roles that serve are named after such work. */
export function isForBulk(grant: Grant): boolean {
  const serving = servingUses(grant);
  return serving.length > 0 && serving.every((use) => use.isForBulk);
}

/** Whether the functions that have a grant are called by no request, as far as the templates tell. */
export function isInBackground(grant: Grant): boolean {
  const serving = servingUses(grant);
  return serving.length > 0 && serving.every(({ servesRequests }) => servesRequests === false);
}

/** The roles that serve users; another that has the same policy, such as one for deployment, changes nothing for them. */
function servingUses({ uses }: Grant): readonly RoleUse[] {
  return uses.filter(({ kind }) => kind === 'application' || kind === 'users');
}

/** How sure a finding about the breadth of a grant is: less where it is not known who has it, or who is let through. */
export function breadthConfidence(grant: Grant): Confidence {
  const isForSome = grant.statement.conditions.some(({ key }) => /^aws:principal(?:tag\/|arn$)/i.test(key));
  return grant.kind === 'unknown' || isForBulk(grant) || isForSome ? 'tentative' : 'firm';
}

/** Its patterns that name every action of DynamoDB: `*`, `dynamodb:*`. */
export function wildcardActions({ statement }: Grant): readonly string[] {
  return statement.actions.filter((pattern) =>
    actionNames.every((name) => actionMatches(pattern, `dynamodb:${name}`) === 'yes'),
  );
}

/** Whether it is written as all but something, or names every action: then single actions are beside the point. */
export function allowsNearlyEverything(grant: Grant): boolean {
  return grant.statement.isNotAction || wildcardActions(grant).length > 0;
}

/** Whether it compares the keys of requests, well or badly. */
export function comparesKeys({ open }: Grant): boolean {
  return comparisonsOf(open, leadingKeys).length > 0;
}

/** The resources on which a grant really allows an action, after its conditions on rows and what is denied. */
export function allowedOn(grant: Grant, action: ActionName, rows?: Rows): readonly string[] {
  return (grant.reach.get(action) ?? []).filter((resource) => isAllowed(grant, action, resource, rows) === 'yes');
}

/** The actions of a list that a grant really allows on something. */
export function allowedActions(grant: Grant, names: readonly ActionName[], rows?: Rows): readonly ActionName[] {
  return names.filter((name) => allowedOn(grant, name, rows).length > 0);
}

/** The grants by which those who have this one are kept to their own rows. */
export function rowGrantsBeside(grant: Grant, grants: readonly Grant[]): readonly Grant[] {
  return grants.filter((other) => isKeptToRows(other.open) && haveOneHolder(grant.policy, other.policy));
}

/** Whether two policies, or two statements of one, hold for the same role. */
export function haveOneHolder(a: Policy, b: Policy): boolean {
  if (a === b) return true;
  return a.kind === 'identity' && b.kind === 'identity' && a.attachedTo.some((id) => b.attachedTo.includes(id));
}

/** Who has a grant, as the beginning of a sentence. */
export function whoHas({ uses, kind }: Grant): string {
  const names = uses.map(({ role }) => shownName(role));
  if (kind === 'resource') return 'Whoever the policy of the table names';
  if (names.length === 0) return 'Whoever has this policy';
  return names.length === 1 ? `The role ${names[0]}` : `Each of the roles ${listed(names)}`;
}

/** What a role or table is called; by its id in the template where the deployment chooses the name. */
export function shownName({ id, name }: { readonly id: string; readonly name: string }): string {
  return /^\$\{\?[^}]*\}$/.test(name) ? id : withoutMarks(name);
}

const maxListed = 6;

/** Names in a sentence: `a, b and c`. */
export function listed(names: readonly string[]): string {
  const shown = names.length > maxListed ? [...names.slice(0, maxListed), `${names.length - maxListed} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Actions with their prefix, in a sentence. */
export function listedActions(names: readonly ActionName[]): string {
  return listed(names.map((name) => `dynamodb:${name}`));
}

/** Resources of a statement, in a sentence. */
export function listedResources({ statement }: Grant): string {
  return listed(statement.resources.length === 0 ? ['the table'] : statement.resources.map(shownResource));
}

/** A resource for people: `table/orders` where region and account are not known, `<Stage>` for a part that is not. */
export function shownResource(pattern: string): string {
  const path = pattern.includes('${?') ? pathOf(pattern) : undefined;
  return withoutMarks(path === undefined || hasVariable(pattern) ? pattern : path);
}

function withoutMarks(text: string): string {
  return text.replace(/\$\{\?([^}$]*)\}/g, '<$1>');
}

/** A hit at the statement of a grant. */
export function hitAt<M extends string>(
  grant: Grant,
  hit: Pick<Hit<M>, 'message' | 'details'> & Partial<Pick<Hit<M>, 'severity' | 'confidence' | 'parameter'>>,
): Hit<M> {
  return { confidence: 'firm', ...hit, place: grant.statement.place, subject: grant.subject };
}
