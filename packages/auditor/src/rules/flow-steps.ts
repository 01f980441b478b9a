import type { Access } from '../flow/events.ts';
import type { RequestSource, RunningCall, Site } from '../flow/value.ts';
import { placeOf } from '../program/place.ts';
import type { Route } from '../program/routes.ts';
import type { FlowStep } from './contract.ts';

/** The way of what the request says to an access: where it is read, the calls that lead on, the access. */
export function stepsTo({ calls, call, site }: Access, source: RequestSource | undefined, route: Route): FlowStep[] {
  const after = callsAfterHandler(calls, route);
  // What is read inside of a helper is read after the helper was called.
  const inside = source === undefined ? -1 : after.findLastIndex((running) => holds(running, source.site));
  const steps = after.map(({ site: at, function: { name } }): FlowStep => {
    return { place: placeOf(at), note: name === '' ? 'a function is called' : `${name} is called` };
  });
  const read = source === undefined ? [] : [readStep(source)];
  return [
    ...steps.slice(0, inside + 1),
    ...read,
    ...steps.slice(inside + 1),
    { place: placeOf(site), note: `${call} reaches the store` },
  ];
}

/** What tells apart the functions that answer for routes: one that answers for several routes is one. */
export function handlerOf({ draft }: Route): string {
  const shape = draft.handlers.at(-1)?.shape;
  if (shape?.kind !== 'function') return `${draft.site.module.path} ${draft.site.span.start}`;
  return `${shape.closure.module.path} ${(shape.closure.wraps ?? shape.closure.function).start}`;
}

function callsAfterHandler(calls: readonly RunningCall[], { draft }: Route): readonly RunningCall[] {
  const shape = draft.handlers.at(-1)?.shape;
  const handler = shape?.kind === 'function' ? (shape.closure.wraps ?? shape.closure.function) : undefined;
  const index = calls.findIndex((running) => running.function === handler);
  // What stands before the handler, such as a guard, is called by the framework.
  return calls.slice(index === -1 ? 1 : index + 1);
}

function holds({ function: node, module }: RunningCall, { module: other, span }: Site): boolean {
  return module === other && node.start <= span.start && span.end <= node.end;
}

function readStep(source: RequestSource): FlowStep {
  const name = source.name === '' ? 'it' : source.name;
  return { place: placeOf(source.site), note: `${name} comes from the ${source.origin} of the request` };
}
