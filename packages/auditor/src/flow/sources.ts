import { isByCredential } from './credentials.ts';
import { type ItemSource, noTreatments, type Shape, type Source, type Value } from './value.ts';
import { work } from './work.ts';

/** What tells one source from another: the same parameter read twice is one. */
export function sourceKey(source: Source): string {
  switch (source.kind) {
    case 'request':
      return source.name === ''
        ? `request ${source.origin} ${source.site.module.path}:${source.site.span.start}`
        : `request ${source.origin} ${source.name}`;
    case 'identity':
      return `identity ${source.by} ${source.name}`;
    case 'item':
      return `item ${source.access.id} ${source.path.join('.')}`;
    case 'error':
      return `error ${source.site.module.path}:${source.site.span.start}`;
  }
}

/** Sources of one kind that a value has at most: more are never told apart. */
const mostOfKind = 100;

/** Sources, each once, in their order. */
interface Gathered {
  readonly found: Map<string, Source>;
  readonly counts: Map<Source['kind'], number>;
}

function gather({ found, counts }: Gathered, sources: readonly Source[]): void {
  work(1 + sources.length);
  for (const source of sources) {
    const count = counts.get(source.kind) ?? 0;
    if (count >= mostOfKind) continue;
    const key = sourceKey(source);
    if (found.has(key)) continue;
    found.set(key, source);
    counts.set(source.kind, count + 1);
  }
}

/** The sources of several values, each once, in their order. */
export function unitedSources(values: readonly Pick<Value, 'sources'>[]): readonly Source[] {
  const [first, ...others] = values.filter(({ sources }) => sources.length > 0);
  if (first === undefined) return [];
  if (others.every(({ sources }) => sources === first.sources)) return first.sources;
  const gathered: Gathered = { found: new Map(), counts: new Map() };
  for (const { sources } of [first, ...others]) gather(gathered, sources);
  return [...gathered.found.values()];
}

/** Parts within parts whose sources count. */
const deepestSources = 6;

/** Everything that went into a value, also into its parts. */
export function deepSources(value: Value): readonly Source[] {
  if (!hasParts(value.shape)) return value.sources;
  const gathered: Gathered = { found: new Map(), counts: new Map() };
  gatherDeep(value, deepestSources, gathered, new Map());
  return [...gathered.found.values()];
}

/** A part that stands in many places is asked once, or again where less stands above it. */
function gatherDeep(value: Value, depth: number, gathered: Gathered, asked: Map<object, number>): void {
  gather(gathered, value.sources);
  if (depth === 0 || !hasParts(value.shape) || (asked.get(value.shape) ?? 0) >= depth) return;
  asked.set(value.shape, depth);
  for (const part of partsIn(value.shape)) gatherDeep(part, depth - 1, gathered, asked);
}

function hasParts({ kind }: Shape): boolean {
  return kind === 'dict' || kind === 'list' || kind === 'text' || kind === 'external' || kind === 'object';
}

function partsIn(shape: Shape): Iterable<Value> {
  switch (shape.kind) {
    case 'dict':
      return shape.rest === null ? shape.fields.values() : [...shape.fields.values(), shape.rest];
    case 'list':
      return shape.items;
    case 'text':
      return shape.parts;
    case 'external': {
      const { arguments: args } = shape.external;
      return args === undefined ? [] : [...args.positional, ...args.named.values()];
    }
    case 'object':
      return shape.object.fields.values();
    default:
      return [];
  }
}

export function isTainted(value: Value): boolean {
  return deepSources(value).some(({ kind }) => kind === 'request');
}

export function isIdentity(value: Value): boolean {
  return deepSources(value).some((source) => saysIdentity(source));
}

/** Keys of items that are asked for the item that they come from. */
const deepestKeys = 4;

/**
 * Whether a source says who the caller is: a verified identity, the key of what is stored under one, or what the server
 * stores under nothing but the caller's own key, such as the organisation in the own profile, or the user of a session.
 */
export function saysIdentity(source: Source, depth = deepestKeys): boolean {
  return namesCaller(source) || (source.kind === 'item' && depth > 0 && isOwn(source.access, depth));
}

/** Whether a source is a verified identity, or the key of what is stored under one. */
export function namesCaller(source: Source): boolean {
  if (source.kind === 'identity') return true;
  if (source.kind !== 'item') return false;
  const name = source.path.at(-1);
  return source.access.key.some(
    ({ attribute, value }) => attribute === name && deepSources(value).some(({ kind }) => kind === 'identity'),
  );
}

/** Whether it reads what nobody but the caller has under this key. */
function isOwn(access: ItemSource['access'], depth: number): boolean {
  const { kind, key } = access;
  if (kind !== 'get' && kind !== 'query') return false;
  if (isByCredential(access, deepSources)) return true;
  const sources = key.flatMap(({ operator, value }) => (operator === '<>' ? [] : deepSources(value)));
  return sources.length > 0 && sources.every((source) => saysIdentity(source, depth - 1));
}

/** A value that is made of others and has no shape of its own. */
export function madeOf(values: readonly Value[]): Value {
  return {
    sources: unitedSources(values.map((value) => ({ sources: deepSources(value) }))),
    shape: { kind: 'unknown' },
    treatments: noTreatments,
  };
}
