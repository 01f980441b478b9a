import type { FlowEvent } from '../flow/events.ts';
import { authenticated, intersection, union } from '../flow/facts.ts';
import { factsOfMark } from '../flow/functions.ts';
import { injected } from '../flow/injection.ts';
import { emptyLog, stateAt } from '../flow/interpreter.ts';
import type { Machine } from '../flow/machine.ts';
import { awaited } from '../flow/promises.ts';
import type { State } from '../flow/state.ts';
import { type Closure, type External, external, type Facts, noFacts, type Value } from '../flow/value.ts';
import type { Calling, RequestAt } from '../models/contract.ts';
import { parametersOf } from './route-path.ts';
import type { Route } from './routes.ts';

/** What a request to a route sets off. */
export interface RouteRun {
  readonly route: Route;
  readonly events: readonly FlowEvent[];
}

/** Steps that one request may take. */
const routeFuel = 60_000;

/** The way to the function that leads to the next handler. */
export const nextPath = '<next>';

/** Runs what a request to this route would run, on values of which only the origin is known. */
export function runRoute(machine: Machine, route: Route): RouteRun {
  const before = machine.log;
  machine.log = emptyLog();
  // What the modules put somewhere stays.
  machine.undo.length = 0;
  const { draft, guards, path } = route;
  const shared = new Map<string, Value>();
  const state = stateAt({ parent: null, names: new Map() });
  const next = external(nextPath, draft.site);
  const request: RequestAt = {
    shared: (name) => {
      const known = shared.get(name) ?? external(name, draft.site);
      shared.set(name, known);
      return known;
    },
    next,
    path,
    pathParameters: parametersOf(path),
    site: draft.site,
    call: (callee, args) => awaited(machine.call(callee, args, state, draft.site)),
    instance: (known) => injected(machine, known, state, draft.site),
    learn: (facts) => {
      state.facts = union(state.facts, new Set(facts));
    },
  };
  if (route.isBehindAuthorizer === true) request.learn([authenticated]);
  const steps: { handler: Value; calling: Calling; isLast: boolean }[] = [
    ...guards.flatMap(({ handlers, calling }) => handlers.map((handler) => ({ handler, calling, isLast: false }))),
    ...draft.handlers.map((handler, index) => ({
      handler,
      calling: draft.calling,
      isLast: index === draft.handlers.length - 1,
    })),
  ];
  machine.limited(routeFuel, draft.site, () => {
    for (const step of steps) {
      if (!state.isAlive || machine.fuel <= 0) break;
      runStep(machine, step, request, state);
    }
  });
  const { events } = machine.log;
  machine.log = before;
  for (const undo of machine.undo.splice(0).toReversed()) undo();
  return { route, events };
}

function runStep(
  machine: Machine,
  { handler, calling, isLast }: { handler: Value; calling: Calling; isLast: boolean },
  request: RequestAt,
  state: State,
): void {
  const { shape } = handler;
  if (shape.kind === 'external') {
    learnFromName(machine, shape.external, state);
    return;
  }
  if (shape.kind !== 'function') return;
  const start = machine.log.events.length;
  const before = state.facts;
  const self = calling.self?.(shape.closure, request);
  const closure = self === undefined ? shape.closure : { ...shape.closure, self };
  const callee: Value = { ...handler, shape: { kind: 'function', closure } };
  machine.call(callee, calling.argumentsOf(closure, request), state, request.site);
  if (isLast) {
    if (calling.returnsAnswer) noteAnswers(machine, shape.closure, calling, start);
    return;
  }
  if (!calling.hasNext) return;
  const passed = machine.log.events.slice(start).filter((event) => event.kind === 'call' && event.path === nextPath);
  const facts = passed.flatMap((event): Facts[] =>
    event.kind === 'call' && event.arguments.positional.length === 0 ? [event.facts] : [],
  );
  // One that never goes on may do so in a way that cannot be seen.
  state.facts = facts.length === 0 ? before : intersection(facts);
  state.isAlive = true;
}

/** What a handler returned, on each of its ways. */
function noteAnswers(machine: Machine, handler: Closure, calling: Calling, start: number): void {
  const node = handler.wraps ?? handler.function;
  for (const event of machine.log.events.slice(start)) {
    if (event.kind !== 'ending' || event.function !== node) continue;
    const { site } = event;
    // `return post ? json(post) : notFound()` is two answers.
    for (const way of event.value.alternatives ?? [{ value: event.value, facts: noFacts }]) {
      const value = calling.answer?.(way.value, handler) ?? way.value;
      machine.log.note({ kind: 'response', value, facts: union(event.facts, way.facts), site });
    }
  }
}

/** What something of a library in front of a route sees to. */
function learnFromName({ models }: Machine, mark: External, state: State): void {
  state.facts = union(state.facts, new Set(factsOfMark(models, mark)));
}
