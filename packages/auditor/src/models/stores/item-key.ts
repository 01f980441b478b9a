import type { Value } from '../../flow/value.ts';
import type { AccessParts } from './access-draft.ts';
import { keyOf } from './expression.ts';

/** Attributes that choose an item, where no schema says which do. */
const keyLike = /^(?:pk|sk|id|_id|key|uuid|slug)$|(?:_id|Id|ID|_key|Key|_pk|_sk)$/;

/**
 * What of an object with key and other attributes together chooses the item: the attributes of a schema, else those
 * that are called like keys, else all of it.
 */
export function keyWithin(
  item: Value,
  names: ReadonlySet<string> | undefined,
): Pick<Required<AccessParts>, 'key' | 'keyValue'> {
  const { key, keyValue } = keyOf(item);
  const chosen = key.filter(({ attribute }) => (names === undefined ? keyLike.test(attribute) : names.has(attribute)));
  if (chosen.length === 0) return { key: [], keyValue: item };
  // What a spread brings may only be a key that is not there yet.
  const isWhole = names === undefined || [...names].every((name) => chosen.some(({ attribute }) => attribute === name));
  return { key: chosen, keyValue: isWhole ? null : keyValue };
}
