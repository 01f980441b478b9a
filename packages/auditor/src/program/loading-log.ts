import type { CallEvent, FlowEvent } from '../flow/events.ts';
import { emptyLog } from '../flow/interpreter.ts';
import type { Log } from '../flow/machine.ts';
import type { Module } from '../ir/ir.ts';

/**
 * What is noted while modules are loaded. A function that is called in a thousand places makes the same calls each time:
 * one of each is enough, and how functions end and what they compare matters only where a request is answered. Large
 * repositories would fill the memory otherwise.
 */
export function loadingLog(): Log {
  const log = emptyLog();
  const isNew = firstInPlace();
  return {
    ...log,
    note: (event: FlowEvent) => {
      if (event.kind === 'ending' || event.kind === 'compare') return;
      if (event.kind !== 'call' || isNew(event)) log.events.push(event);
    },
  };
}

/** Whether a call of a library is the first of its kind in its place. */
function firstInPlace(): (call: CallEvent) => boolean {
  const seen = new Map<Module, Map<number, Set<string>>>();
  return ({ path, site: { module, span } }) => {
    const places = seen.get(module) ?? new Map<number, Set<string>>();
    seen.set(module, places);
    const paths = places.get(span.start);
    if (paths === undefined) {
      places.set(span.start, new Set([path]));
      return true;
    }
    if (paths.has(path)) return false;
    paths.add(path);
    return true;
  };
}
