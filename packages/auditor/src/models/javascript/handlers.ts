import { type External, externalOf, textOf, type Value } from '../../flow/value.ts';
import { closureOf } from './values.ts';

/*
 * What is registered for a path: functions, lists of them, and what libraries make of functions.
 */

/** Wrappers around wrappers that are looked into. */
const deepest = 6;

/** What runs one after the other; of a wrapper of a library itself, for what it sees to, and then what it wraps. */
export function handlersOf(values: readonly Value[], depth = 0): Value[] {
  if (depth > deepest) return [];
  return values.flatMap((value): Value[] => {
    const { shape } = value;
    if (shape.kind === 'list') return handlersOf(shape.items, depth + 1);
    if (shape.kind !== 'external') return shape.kind === 'function' ? [value] : [];
    return [value, ...handlersOf(wrappedBy(shape.external), depth + 1)];
  });
}

function wrappedBy({ arguments: args }: External): readonly Value[] {
  const [given] = args?.positional ?? [];
  if (given === undefined) return [];
  if (closureOf(given) !== undefined) return [given];
  const { shape } = given;
  if (shape.kind === 'list') return shape.items.filter((item) => closureOf(item) !== undefined);
  const inner = externalOf(given);
  return inner?.arguments === undefined || wrappedBy(inner).length === 0 ? [] : [given];
}

/** The paths that a route is registered for, and what comes behind them. */
export function pathsAndRest(positional: readonly Value[]): {
  readonly paths: readonly string[];
  readonly rest: readonly Value[];
} {
  const [first, ...others] = positional;
  if (first === undefined) return { paths: [], rest: [] };
  const texts = (first.shape.kind === 'list' ? first.shape.items : [first]).flatMap((value) => patternOf(value) ?? []);
  return texts.length === 0 ? { paths: [], rest: positional } : { paths: texts, rest: others };
}

/** A path as it is written; what is not known of it is a parameter. */
function patternOf(value: Value): string | undefined {
  const text = textOf(value);
  if (text !== undefined) return text;
  if (value.shape.kind !== 'text') return undefined;
  return value.shape.parts.map((part) => (part.shape.kind === 'constant' ? String(part.shape.value) : '')).join('');
}
