import { noTreatments, type Source, type Value } from './value.ts';

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

/** The sources of several values, each once, in their order. */
export function unitedSources(values: readonly Pick<Value, 'sources'>[]): readonly Source[] {
  const [first, ...others] = values.filter(({ sources }) => sources.length > 0);
  if (first === undefined) return [];
  if (others.length === 0) return first.sources;
  const found = new Map<string, Source>();
  for (const { sources } of [first, ...others]) {
    for (const source of sources) {
      const key = sourceKey(source);
      if (!found.has(key)) found.set(key, source);
    }
  }
  return [...found.values()];
}

/** Everything that went into a value, also into its parts. */
export function deepSources(value: Value, depth = 6): readonly Source[] {
  if (depth === 0) return value.sources;
  const { shape } = value;
  const below = (values: Iterable<Value>): Value[] =>
    [...values].map((part) => ({ ...value, sources: deepSources(part, depth - 1) }));
  switch (shape.kind) {
    case 'dict':
      return unitedSources([value, ...below(shape.fields.values()), ...below(shape.rest === null ? [] : [shape.rest])]);
    case 'list':
      return unitedSources([value, ...below(shape.items)]);
    case 'text':
      return unitedSources([value, ...below(shape.parts)]);
    case 'external':
      return unitedSources([
        value,
        ...below(shape.external.arguments?.positional ?? []),
        ...below(shape.external.arguments?.named.values() ?? []),
      ]);
    case 'object':
      return unitedSources([value, ...below(shape.object.fields.values())]);
    default:
      return value.sources;
  }
}

export function isTainted(value: Value): boolean {
  return deepSources(value).some(({ kind }) => kind === 'request');
}

export function isIdentity(value: Value): boolean {
  return deepSources(value).some(saysIdentity);
}

/** Whether a source says who the caller is: a verified identity, or the key of what is stored under one. */
export function saysIdentity(source: Source): boolean {
  if (source.kind === 'identity') return true;
  if (source.kind !== 'item') return false;
  const name = source.path.at(-1);
  return source.access.key.some(
    ({ attribute, value }) => attribute === name && deepSources(value).some(({ kind }) => kind === 'identity'),
  );
}

/** A value that is made of others and has no shape of its own. */
export function madeOf(values: readonly Value[]): Value {
  return {
    sources: unitedSources(values.map((value) => ({ sources: deepSources(value) }))),
    shape: { kind: 'unknown' },
    treatments: noTreatments,
  };
}
