import type { ResponseEvent } from '../flow/events.ts';
import { sourceKey } from '../flow/sources.ts';
import type { HeapObject, RequestSource, Source, Treatment, Value } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import type { RouteRun } from '../program/run-route.ts';

/** An answer of a route. */
export interface Answer {
  readonly run: RouteRun;
  readonly response: ResponseEvent;
}

/** All answers of all routes. */
export function answersOf({ runs }: Program): Answer[] {
  return runs.flatMap((run) =>
    run.events.flatMap((event) => (event.kind === 'response' ? [{ run, response: event }] : [])),
  );
}

/** A source where it stands in a value, with what was done to it. */
export interface Leaf {
  readonly source: Source;
  readonly treatments: Value['treatments'];
  /** It is one of the fields of a dict whose names are not known. */
  readonly isLoose: boolean;
}

const deepest = 8;

/** What a value is made of, part by part. */
export function leavesIn(value: Value): Leaf[] {
  return leavesBelow(value, deepest, false, new Set());
}

/** Objects each once: they may hold each other. */
function leavesBelow(value: Value, depth: number, isLoose: boolean, seen: Set<HeapObject>): Leaf[] {
  const { shape, sources, treatments } = value;
  const inner = (part: Value): Leaf[] => leavesBelow(part, depth - 1, false, seen);
  if (depth > 0) {
    if (shape.kind === 'list') return shape.items.flatMap((item) => inner(item));
    if (shape.kind === 'dict') {
      const fields = [...shape.fields.values()].flatMap((field) => inner(field));
      return shape.rest === null ? fields : [...fields, ...leavesBelow(shape.rest, depth - 1, true, seen)];
    }
    if (shape.kind === 'text') return shape.parts.flatMap((part) => inner(part));
    if (shape.kind === 'object') {
      if (seen.has(shape.object)) return [];
      seen.add(shape.object);
      return [...shape.object.fields.values()].flatMap((field) => inner(field));
    }
  }
  return sources.map((source) => ({ source, treatments, isLoose }));
}

/** Parts of an answer of a store that are whole items. */
const wholes = new Set(['Item', 'Items', '[]', 'Attributes', 'Responses', '']);

/** Whether a way into an answer of a store leads to whole items. */
export function isWholePath(path: readonly string[]): boolean {
  return wholes.has(path.at(-1) ?? '');
}

/** Whether a leaf is an item as the store has it, with all its attributes. */
export function isWholeItem({ source, treatments, isLoose }: Leaf): boolean {
  if (source.kind !== 'item' || source.access.hasProjection || source.access.isCount) return false;
  if (treatments.has('picked') || treatments.has('masked')) return false;
  const last = source.path.at(-1) ?? '';
  if (last === '*') return isLoose;
  return wholes.has(last) && !source.path.some((part) => part === 'Count' || part === 'LastEvaluatedKey');
}

/** Whether what the request says stands in a value only where one of these things was done to it. */
export function isOnlyAs(value: Value, source: RequestSource, allowed: readonly Treatment[]): boolean {
  const key = sourceKey(source);
  const places = leavesIn(value).filter((leaf) => sourceKey(leaf.source) === key);
  return places.length > 0 && places.every(({ treatments }) => allowed.some((one) => treatments.has(one)));
}
