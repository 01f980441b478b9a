import type { Expression } from '../ir/ir.ts';
import { deepSources } from './sources.ts';
import type { Value } from './value.ts';

/**
 * An entry that is taken by the name that it is given: `kept[name] = body[name]`. Where the server chooses the name, as
 * of a fixed list, it is picked.
 */
export function pickedBy(key: Expression, name: Value, from: Expression, value: Value): Value {
  if (!isTakenBy(key, from) || deepSources(name).length > 0) return value;
  return { ...value, treatments: value.treatments.union(new Set(['picked', 'listed'] as const)) };
}

/** Expressions around the one that takes the entry: `String(body[name] ?? '')`. */
const deepest = 4;

function isTakenBy(key: Expression, from: Expression, depth = 0): boolean {
  if (key.kind !== 'name' || depth > deepest) return false;
  const isIn = (part: Expression): boolean => isTakenBy(key, part, depth + 1);
  switch (from.kind) {
    case 'index':
      return from.index.kind === 'name' && from.index.name === key.name;
    case 'call':
      return from.arguments.some(({ value }) => isIn(value)) || (from.callee.kind === 'member' && isIn(from.callee));
    case 'member':
      return isIn(from.object);
    case 'logical':
      return isIn(from.left);
    case 'conditional':
      return isIn(from.then) || isIn(from.otherwise);
    default:
      return false;
  }
}
