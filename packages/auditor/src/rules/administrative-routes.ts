import { privileged, vouched } from '../flow/facts.ts';
import type { Program } from '../program/program.ts';
import type { RouteRun } from '../program/run-route.ts';
import { type ReachedAccess, reachedAccesses } from './code-facts.ts';

/** Words of a path that say that a route is for administrators. */
const words = new Set(
  'admin admins administrator administrators administration superuser superadmin sysadmin backoffice'.split(' '),
);

/**
 * Whether a route says by its path that it is for administrators, and asks for a role nowhere. What it reads and writes
 * belongs to others on purpose: that no role is asked for is what is wrong with it.
 */
export function lacksRole({ route, events }: RouteRun): boolean {
  return (
    isAdministrative(route.path) &&
    !events.some((event) => 'facts' in event && isAsked(event.facts)) &&
    !events.some((event) => event.kind === 'access' && isAsked(event.access.facts))
  );
}

/** Accesses for which it is asked whose the object is. */
export function accessesForUsers(program: Program): readonly ReachedAccess[] {
  const known = forUsers.get(program);
  if (known !== undefined) return known;
  const open = new Set(program.runs.filter(lacksRole));
  const found = reachedAccesses(program).filter(({ run }) => !open.has(run));
  forUsers.set(program, found);
  return found;
}

/** Many rules ask for them. */
const forUsers = new WeakMap<Program, readonly ReachedAccess[]>();

function isAdministrative(path: string): boolean {
  return path
    .split('/')
    .filter((segment) => !segment.startsWith('{'))
    .flatMap((segment) => segment.toLowerCase().split(/[^a-z]+/))
    .some((word) => words.has(word));
}

function isAsked(facts: ReadonlySet<string>): boolean {
  return facts.has(privileged) || facts.has(vouched);
}
