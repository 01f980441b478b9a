import { anyOf } from './join.ts';
import { constant, fromSources, noTreatments, plain, type Source, type Value } from './value.ts';

/** What a part of something with these sources has: `args` by `user_id`, claims by `sub`, an item by an attribute. */
export function refinedSources(sources: readonly Source[], part: string): readonly Source[] {
  const said = isStatus(part) ? sources.filter(({ kind }) => kind !== 'error') : sources;
  return said.map((source) => refined(source, part));
}

/** The number of an error tells nothing of what went wrong inside. */
function isStatus(part: string): boolean {
  return /^(?:status|statusCode|status_code|httpStatusCode|HTTPStatusCode)$/.test(part);
}

function refined(source: Source, part: string): Source {
  if (source.kind === 'error') return source;
  if (source.kind !== 'item') return { ...source, name: joined(source.name, part) };
  return { ...source, path: source.path.length > 8 ? source.path : [...source.path, part] };
}

function joined(name: string, part: string): string {
  if (name === '' || part === '[]') return name === '' ? (part === '[]' ? '' : part) : name;
  return name.length > 80 ? name : `${name}.${part}`;
}

/** One of the things in a collection. */
export function elementOf(value: Value): Value {
  const { shape } = value;
  if (shape.kind === 'list') return shape.items.length === 0 ? plain : ofTreated(value, oneOf(shape.items));
  if (shape.kind === 'dict') {
    const parts = [...shape.fields.values(), ...(shape.rest === null ? [] : [shape.rest])];
    return parts.length === 0 ? fromSources(value.sources) : anyOf(parts);
  }
  return { ...fromSources(refinedSources(value.sources, '[]')), treatments: kept(value) };
}

/** One of several values. One of several constants is one of a list in the code, whichever it is. */
function oneOf(values: readonly Value[]): Value {
  const value = anyOf(values);
  const isFixed = values.length > 1 && values.every(({ shape }) => shape.kind === 'constant');
  return isFixed ? { ...value, treatments: new Set([...value.treatments, 'listed' as const]) } : value;
}

/** What is in a list was done to as the list was. */
function ofTreated({ treatments }: Value, item: Value): Value {
  return treatments.size === 0 ? item : { ...item, treatments: item.treatments.union(treatments) };
}

/** Parts of what was capped or filtered are so, too. */
function kept({ treatments }: Value): Value['treatments'] {
  return treatments.size === 0 ? noTreatments : treatments;
}

/** The part of a value that a constant text or number chooses. */
export function partOf(value: Value, part: string): Value {
  const { shape } = value;
  if (shape.kind === 'dict') {
    const field = shape.fields.get(part) ?? (shape.rest === null ? undefined : partOf(shape.rest, part));
    if (field !== undefined) return field;
    return value.sources.length === 0 ? plain : fromSources(refinedSources(value.sources, part));
  }
  if (shape.kind === 'list') {
    const item = /^-?\d+$/.test(part) ? shape.items.at(Number(part)) : undefined;
    return item === undefined ? elementOf(value) : ofTreated(value, item);
  }
  const isIndex = /^-?\d+$/.test(part);
  return { ...fromSources(refinedSources(value.sources, isIndex ? '[]' : part)), treatments: kept(value) };
}

/** Some part of an item, once it is known which one. */
export function namedPart(value: Value, name: string): Value {
  const sources = value.sources.map((source) =>
    source.kind === 'item' && source.path.at(-1) === '*'
      ? { ...source, path: [...source.path.slice(0, -1), name] }
      : source,
  );
  return { ...value, sources };
}

/** What a loop over a value gives: of a dict its keys. */
export function iterated(value: Value): Value {
  return value.shape.kind === 'dict' ? keysOf(value) : elementOf(value);
}

/** The names of the fields of a value. */
export function keysOf({ shape, sources, treatments }: Value): Value {
  if (shape.kind === 'dict') {
    const names = [...shape.fields.keys()].map((name) => constant(name));
    // Fields that were picked by a fixed list bear names of that list.
    const isFixed = shape.rest === null || shape.rest.treatments.has('listed');
    const loose = isFixed ? [] : [fromSources(deepRequests(shape.rest))];
    return oneOf([...names, ...loose]);
  }
  // The names in what a client sends are its own choice; those of an item are not.
  return { sources: sources.filter(({ kind }) => kind === 'request'), shape: { kind: 'unknown' }, treatments };
}

function deepRequests(value: Value | null): readonly Source[] {
  return value === null ? [] : value.sources.filter(({ kind }) => kind === 'request');
}
