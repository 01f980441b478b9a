import type { CallEvent } from '../flow/events.ts';
import type { Program } from '../program/program.ts';

/** Calls of libraries, at the top of modules and in routes, each place once. */
export function callsOf({ events, runs }: Program): CallEvent[] {
  const seen = new Set<string>();
  return [events, ...runs.map((run) => run.events)].flat().filter((event): event is CallEvent => {
    if (event.kind !== 'call') return false;
    const key = `${event.site.module.path}:${event.site.span.start}:${event.path}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
