/*
 * How the partition keys of a call are made, and how a policy says the same of `dynamodb:LeadingKeys`
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
 */

/** A piece of a partition key. */
export type KeyPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** What a tag of the session says: by default the one of the owner. */
  | { readonly kind: 'owner'; readonly tag?: string }
  /** Whatever the code puts there. */
  | { readonly kind: 'any' };

export type KeyPattern = readonly KeyPiece[];

/** The key that is the owner and nothing else. */
export const ownKey: KeyPattern = [{ kind: 'owner' }];

/**
 * A pattern that a policy can hold: as it is when all of it is known, else up to what may be anything. What follows an
 * owner without a delimiter could as well be the rest of another owner's name, so the owner is left out then. Undefined
 * for one that any key would be like.
 */
export function narrowed(pattern: KeyPattern): KeyPattern | undefined {
  const pieces = pattern.filter((piece) => piece.kind !== 'text' || piece.text !== '');
  const open = pieces.findIndex(({ kind }) => kind === 'any');
  if (open === -1) return pieces.length === 0 ? undefined : pieces;
  let known = pieces.slice(0, open);
  for (let owner = lastOwner(known); owner !== -1 && !isDelimited(known[owner + 1]); owner = lastOwner(known))
    known = known.slice(0, owner);
  return known.length === 0 ? undefined : [...known, { kind: 'any' }];
}

function lastOwner(pieces: KeyPattern): number {
  return pieces.findLastIndex(({ kind }) => kind === 'owner');
}

function isDelimited(follows: KeyPiece | undefined): boolean {
  return follows?.kind === 'text' && /^[^\p{L}\p{N}]/u.test(follows.text);
}

/** Whether a pattern keeps to what belongs to the owner. */
export function isOwn(pattern: KeyPattern): boolean {
  return pattern.some(({ kind }) => kind === 'owner');
}

/** The operator and the values that compare keys with patterns, which {@link narrowed} gave. */
export function keyComparison(patterns: readonly KeyPattern[], ownerTag: string) {
  const isOpen = patterns.some((pattern) => pattern.some(({ kind }) => kind === 'any'));
  const values = patterns.map((pattern) => pattern.map((piece) => textOf(piece, ownerTag, isOpen)).join(''));
  return {
    operator: isOpen ? 'ForAllValues:StringLike' : 'ForAllValues:StringEquals',
    values: [...new Set(values)].sort(),
  };
}

function textOf(piece: KeyPiece, ownerTag: string, isPattern: boolean): string {
  if (piece.kind === 'any') return '*';
  if (piece.kind === 'owner') return `\${aws:PrincipalTag/${piece.tag ?? ownerTag}}`;
  // What looks like a variable or a wildcard in a text is none.
  return isPattern ? piece.text.replaceAll(/[*?$]/g, (sign) => `\${${sign}}`) : piece.text.split(`\${`).join(`\${$}{`);
}
