import { externalOf, type Value } from '../flow/value.ts';

/**
 * Whether a value, or a part of it, is an id or a time of the server: nobody can name by it what is there already. What
 * is not known at all counts as one.
 */
export function isMadeUp(value: Value): boolean {
  if (value.shape.kind !== 'text') return isMade(value);
  // The right side of `'%s-%s' % (time.time(), name)` is a list.
  const parts = value.shape.parts.flatMap((part) => (part.shape.kind === 'list' ? part.shape.items : [part]));
  return parts.some(isMade);
}

function isMade(value: Value): boolean {
  if (value.sources.length > 0) return false;
  const path = externalOf(value)?.path;
  return path === undefined ? value.shape.kind === 'unknown' : /(?<!env|environ\.get)\(\)$/.test(path);
}
