import type { Comparison } from '../flow/events.ts';
import { belongs, union } from '../flow/facts.ts';
import type { Facts, ItemSource, Source, Value } from '../flow/value.ts';
import type { KeyPattern, KeyPiece } from '../iam/leading-keys.ts';
import { untyped } from '../models/stores/expression.ts';

/** Ways in which a key can be made that are told apart, and pieces within pieces. */
const mostWays = 12;
const deepest = 6;

/** What is asked of the code around a key. */
export interface KeyAsking {
  /** What holds where the key is used. */
  readonly facts: Facts;
  /** Whether a text stands in the code as the beginning of keys, or as all of one, and not only as what a variable may be. */
  isWritten(text: string, isWhole: boolean): boolean;
}

const any: KeyPiece = { kind: 'any' };

/** How the value of a partition key is made: a pattern for each way. Owners have the name of what says them as their tag. */
export function keyPatternsOf(value: Value, asking: KeyAsking): readonly KeyPattern[] {
  const ways = waysOf(untyped(value), asking.facts, deepest).slice(0, mostWays + 1);
  if (ways.length === 0 || ways.length > mostWays) return [[any]];
  return ways.map((way) => settled(way, asking));
}

/** The pieces of each way; none for a value that is only ever nothing. */
function waysOf(value: Value, facts: Facts, depth: number): KeyPiece[][] {
  const { alternatives = [], shape } = value;
  if (alternatives.length > 0 && depth > 0) {
    return alternatives.flatMap((one) => waysOf(one.value, union(facts, one.facts), depth - 1)).slice(0, mostWays + 1);
  }
  // One of a list, of which any may be asked for.
  if (shape.kind === 'list' && depth > 0) {
    return shape.items.slice(0, mostWays + 1).flatMap((item) => waysOf(untyped(item), facts, depth - 1));
  }
  if (shape.kind === 'constant') {
    return shape.value === null ? [] : [[{ kind: 'text', text: String(shape.value) }]];
  }
  if (shape.kind === 'text' && depth > 0) {
    return shape.parts
      .map((part) => waysOf(part, facts, depth - 1))
      .reduce<KeyPiece[][]>((starts, ends) => combined(starts, ends), [[]]);
  }
  const same = depth === 0 ? undefined : sameKeys(value);
  if (same !== undefined) return same.flatMap((key) => waysOf(key.value, key.facts, depth - 1));
  const tag = ownerIn(value, facts, depth);
  return [[tag === undefined ? any : { kind: 'owner', tag }]];
}

/** What an attribute of items equals when it is the one by which they were asked for. */
function sameKeys({ sources }: Value): { value: Value; facts: Facts }[] | undefined {
  const keys = sources.map((source) => {
    if (source.kind !== 'item') return undefined;
    const { key, facts } = source.access;
    const same = key.find(({ attribute, operator }) => attribute === source.path.at(-1) && operator === '=');
    return same === undefined ? undefined : { value: untyped(same.value), facts };
  });
  const known = keys.filter((key) => key !== undefined);
  return known.length > 0 && known.length === keys.length ? known : undefined;
}

function combined(starts: readonly KeyPiece[][], ends: readonly KeyPiece[][]): KeyPiece[][] {
  const each = ends.length === 0 ? [[any]] : ends;
  if (starts.length * each.length > mostWays) return [[any]];
  return starts.flatMap((start) => each.map((end) => [...start, ...end]));
}

/** A way as far as it can be relied on. */
function settled(way: readonly KeyPiece[], { isWritten }: KeyAsking): KeyPattern {
  const pieces = joined(way);
  const owner = pieces.findLastIndex(({ kind }) => kind === 'owner');
  if (owner !== -1) {
    const [next] = pieces.slice(owner + 1);
    if (next?.kind !== 'text') return pieces;
    // Where a variable is one of several texts, the code that is read may know only one of them: the delimiter is enough.
    const delimiter = /^[^\p{L}\p{N}]+/u.exec(next.text)?.[0];
    return delimiter === undefined ? pieces : [...pieces.slice(0, owner + 1), { kind: 'text', text: delimiter }, any];
  }
  const [first] = pieces;
  return first?.kind === 'text' && isWritten(first.text, pieces.length === 1) ? pieces : [any];
}

/** Texts that follow each other as one. */
function joined(pieces: readonly KeyPiece[]): KeyPiece[] {
  const found: KeyPiece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text')
      found[found.length - 1] = { kind: 'text', text: last.text + piece.text };
    else found.push(piece);
  }
  return found;
}

/** The name of what says the owner, when all that a value is made of is the same owner; the empty name for the user. */
function ownerIn({ sources }: Pick<Value, 'sources'>, facts: Facts, depth: number): string | undefined {
  const names = new Set(sources.map((source) => ownerOf(source, facts, depth)));
  const [name] = names;
  return names.size === 1 ? name : undefined;
}

function ownerOf(source: Source, facts: Facts, depth: number): string | undefined {
  if (depth === 0) return undefined;
  if (source.kind === 'identity') return nameOfOwner(source.name);
  // What was compared with the identity, or found among what belongs to it.
  if (source.kind === 'request') return facts.has(belongs(source)) ? '' : undefined;
  return source.kind === 'item' ? ownerOfItem(source, depth - 1) : undefined;
}

/** An attribute of an item that is stored under an owner: its key, or what it says of whom the owner belongs to. */
function ownerOfItem({ access, path }: ItemSource, depth: number): string | undefined {
  const name = path.at(-1) ?? '';
  const ownersOf = ({ value }: Comparison) => {
    const ways = waysOf(untyped(value), access.facts, depth);
    const owners = new Set(ways.map((way) => (way.length === 1 && way[0]?.kind === 'owner' ? way[0].tag : undefined)));
    const [owner] = owners;
    return owners.size === 1 ? owner : undefined;
  };
  const key = access.key.find(({ attribute }) => attribute === name);
  if (key !== undefined) return ownersOf(key);
  // The item of the owner, not one among others that names the owner as well.
  const isOwn = access.index === null && access.key.length === 1 && access.key.every((part) => ownersOf(part) === '');
  return isOwn && belonging.test(name) ? name : undefined;
}

/** What the item of a user says of the user, of which a session can have a tag. */
const belonging =
  /^(?:user_?name|login|e_?mail|(?:tenant|org|organi[sz]ation|company|workspace|team|account|customer)(?:_?id)?)$/i;

/** The user has many names, all for the same; a tenant is somebody else. */
function nameOfOwner(name: string): string {
  const last = name.split('.').at(-1) ?? '';
  return /^(?:custom:)?(?:|\[\]|sub|subject|id|uid|user|(?:user|owner|principal|account|identity|client)_?id)$/i.test(
    last,
  )
    ? ''
    : last;
}
