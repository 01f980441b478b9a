import { authenticated, privileged } from '../flow/facts.ts';
import type { Caller } from '../iam/least-privilege.ts';
import type { Module } from '../ir/ir.ts';
import type { Program } from '../program/program.ts';
import type { Route } from '../program/routes.ts';
import type { RouteRun } from '../program/run-route.ts';
import { reachedAccesses } from '../rules/code-facts.ts';
import { isForSigningIn } from '../rules/signing-in.ts';
import { type Operation, operationsIn } from './operations.ts';
import type { WholeProgram } from './read-program.ts';

/** Who sets a request off, as far as the code says: a route, the start of a program, or nobody who is known. */
export type Origin = 'route' | 'start' | 'stray';

/** A request with what sets it off. */
export interface Sent {
  readonly operation: Operation;
  readonly origin: Origin;
  readonly caller: Caller;
  readonly entry: Entry;
}

/** Where it begins: a handler, a function that nobody is seen to call, a module that is loaded. */
export interface Entry {
  readonly module: Module;
  /** Name of the function, when a deployment may name it. */
  readonly name?: string;
}

/** Everything that the code sends, in the order of routes and code. */
export function sentBy({ program, stray }: WholeProgram): Sent[] {
  const signedIn = new Set(reachedAccesses(program).flatMap((one) => (one.isAuthenticated ? [one.access.id] : [])));
  return [
    ...atStart(program),
    ...program.runs.flatMap((run) => inRoute(run, signedIn)),
    ...stray.flatMap(({ events, function: node, module }) =>
      operationsIn(events).map(
        (operation): Sent => ({ operation, origin: 'stray', caller: 'nobody', entry: { module, name: node.name } }),
      ),
    ),
  ];
}

function atStart({ events }: Program): Sent[] {
  return operationsIn(events).map((operation) => ({
    operation,
    origin: 'start',
    caller: 'nobody',
    entry: { module: operation.site.module },
  }));
}

function inRoute({ route, events }: RouteRun, signedIn: ReadonlySet<number>): Sent[] {
  const operations = operationsIn(events);
  const isSignedIn = operations.some(({ access }) => access !== undefined && signedIn.has(access.id));
  const { module } = route.draft.site;
  const entry: Entry = { module, ...(isLambda(route) && { name: route.draft.path.split(/[/.]/).at(-1) ?? '' }) };
  return operations.map((operation): Sent => {
    const { access } = operation;
    const isOwner = access === undefined ? isSignedIn : signedIn.has(access.id) && !isBeforeSignIn(operation, route);
    const isPrivileged = access?.facts.has(privileged) === true;
    return { operation, origin: 'route', caller: isPrivileged ? 'privileged' : isOwner ? 'owner' : 'nobody', entry };
  });
}

/** Whether a deployment names the function itself, and not an app that hands requests on. */
function isLambda({ framework }: Route): boolean {
  return framework === 'Lambda' || framework === 'AWS Lambda';
}

/** Who signs in is known only afterwards. */
function isBeforeSignIn({ access }: Operation, { path }: Route): boolean {
  return isForSigningIn(path) && access?.facts.has(authenticated) !== true;
}
