import type { KeyPattern, KeyPiece } from '../iam/leading-keys.ts';
import { isTagName, type RecordedCall } from '../iam/least-privilege.ts';

/**
 * Calls with the tags that their keys are compared with. The user has the tag of the owner; where no key is the user, it
 * is for what most keys are. Other owners, such as a tenant beside the user, have tags with names of their own.
 */
export function withOwnerTags<C extends { readonly call: RecordedCall }>(collected: readonly C[]): C[] {
  const names = collected.flatMap(({ call }) => namesIn(call.key));
  const main = mainOf(names);
  return collected.map((one) => {
    const { key } = one.call;
    if (key === undefined || namesIn(key).length === 0) return one;
    return { ...one, call: { ...one.call, key: key.map((piece) => tagged(piece, main)) } };
  });
}

/** Names of owners that have a tag of their own. */
export function otherTags(calls: readonly RecordedCall[]): string[] {
  return [...new Set(calls.flatMap(({ key }) => namesIn(key)))].filter((name) => name !== '').toSorted();
}

function namesIn(key: KeyPattern = []): string[] {
  return key.flatMap((piece) => (piece.kind === 'owner' ? [piece.tag ?? ''] : []));
}

function mainOf(names: readonly string[]): string {
  if (names.includes('')) return '';
  const counts = Map.groupBy(names, (name) => name);
  const [most] = [...counts].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return most?.[0] ?? '';
}

function tagged(piece: KeyPiece, main: string): KeyPiece {
  if (piece.kind !== 'owner') return piece;
  const { tag = '' } = piece;
  if (tag === main) return { kind: 'owner' };
  // What cannot be the name of a tag cannot be compared with.
  return isTagName(tag) ? piece : { kind: 'any' };
}
