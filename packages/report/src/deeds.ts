import type { Leftover, Report } from '@middlebrick/model';
import { count, joined } from './facts.ts';

/** What an active scan did besides reading, in the words that every writer shows. */
export interface Deeds {
  /** `alice and bob by this scan: POST /register, then POST /login`. */
  registered: string;
  /** `23 objects and accounts, all removed`. */
  made: string;
  /** Why users are missing and what to give instead; it decides whether the scan told anything. */
  failure: { title: string; reason: string; remedy: string } | null;
  leftovers: readonly (Leftover & { remedy: string })[];
  /** What the leftovers are: `2 things that the scan made and could not remove`. */
  left: string;
  /** Whether they are left because that was asked for. */
  isKept: boolean;
}

/** `undefined` for a scan that only read. */
export function deedsOf(report: Report): Deeds | undefined {
  const { activity } = report;
  if (activity === undefined) return undefined;
  return {
    registered: registered(report, activity.registration),
    made: made(activity),
    failure: failure(activity.registration),
    leftovers: activity.leftovers.map((left) => ({ ...left, remedy: removalOf(left, report) })),
    isKept: isKept(activity),
    left: `${count(activity.leftovers.length, 'thing')} that the scan made and ${isKept(activity) ? 'was asked to keep' : 'could not remove'}`,
  };
}

type Activity = NonNullable<Report['activity']>;

/** Whether nothing was to be removed. */
function isKept({ leftovers }: Activity): boolean {
  return leftovers.length > 0 && leftovers.every(({ reason }) => reason.startsWith('kept'));
}

function ownNames({ identities }: Report): string[] {
  return identities
    .filter(({ isOwn, derivedFrom }) => isOwn === true && derivedFrom === undefined)
    .map(({ name }) => name);
}

function registered(report: Report, { accounts, how, remedy }: Activity['registration']): string {
  const names = ownNames(report);
  if (accounts === 0) return remedy === undefined ? `nobody: ${how}` : 'nobody';
  const who = names.length > 0 && names.length === accounts ? joined(names) : count(accounts, 'user');
  return `${who} by this scan: ${how}`;
}

function made(activity: Activity): string {
  const { made: all, removed, leftovers } = activity;
  if (all === 0) return 'nothing';
  const what = `${all.toLocaleString('en-US')} ${all === 1 ? 'object or account' : 'objects and accounts'}`;
  if (leftovers.length === 0) return `${what}, ${all === 1 ? 'removed again' : 'all removed again'}`;
  if (isKept(activity)) return `${what}, kept as asked`;
  return `${what}, ${removed.toLocaleString('en-US')} removed again, ${leftovers.length} left over`;
}

function failure({ accounts, how, remedy }: Activity['registration']): Deeds['failure'] {
  if (remedy === undefined) return null;
  const title = accounts === 0 ? 'No user could be registered' : 'Not every user could be registered';
  return { title, reason: how, remedy };
}

/** How to take it away by hand: the operation that deletes things of its kind, where there is one. */
function removalOf({ operation }: Leftover, { surface }: Report): string {
  const path = operation.slice(operation.indexOf(' ') + 1);
  const collection = lastWord(path);
  const removers = surface.operations.filter(({ method, path: other }) => method === 'DELETE' && endsInKey(other));
  const [remover] = [
    ...removers.filter(({ path: other }) => parentOf(other) === path || other === path),
    ...removers.filter(({ path: other }) => lastWord(other) === collection),
  ];
  return remover === undefined ? 'in the store' : `by ${remover.id} as somebody who may, or in the store`;
}

function endsInKey(path: string): boolean {
  return path.endsWith('}');
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The last segment that is no parameter: what the path is about. */
function lastWord(path: string): string {
  return path.split('/').findLast((segment) => segment !== '' && !segment.startsWith('{')) ?? '';
}
