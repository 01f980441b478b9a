import type { Code } from '@middlebrick/model';
import type { Site } from '../flow/value.ts';
import { frameOf } from '../frame.ts';
import { placeOf } from '../program/place.ts';
import type { RouteRun } from '../program/run-route.ts';

/** The first line of the function that answers for a route, or of what registers it where that is not seen. */
export function handlerCode(run: RouteRun, texts: ReadonlyMap<string, string>): Code {
  const { path, line, column } = placeOf(handlerSite(run));
  const text = texts.get(path) ?? '';
  const length = text.split(/\r\n?|\n/, line)[line - 1]?.trimEnd().length ?? 0;
  const place = { path, line, column, endLine: line, endColumn: Math.max(column + 1, length + 1) };
  return { place, frame: frameOf(text, place), flow: [] };
}

/** Where the function is that answers for a route. */
export function handlerSite({ route: { draft }, events }: RouteRun): Site {
  const shape = draft.handlers.at(-1)?.shape;
  if (shape?.kind !== 'function') return draft.site;
  const { closure } = shape;
  if (closure.wraps === undefined) return { module: closure.module, span: closure.function };
  // A decorator may stand in a module of its own; what it wraps says where it is by what it returned.
  const ending = events.find((event) => event.kind === 'ending' && event.function === closure.wraps);
  return ending === undefined || ending.kind !== 'ending'
    ? draft.site
    : { module: ending.site.module, span: closure.wraps };
}
