import type { FlowEvent } from '../flow/events.ts';
import { deepSources } from '../flow/sources.ts';
import { type Origin, type RequestSource, textOf, type Value } from '../flow/value.ts';
import type { RouteRun } from '../program/run-route.ts';

/** What the code of a route shows of a part of the request. */
export interface RequestRead {
  readonly origin: Origin;
  readonly name: string;
  /** What it is made into. */
  type?: 'integer' | 'number' | 'uuid';
  /** The values that it is compared with as a list. */
  choices?: readonly string[];
}

/** Parts of the request that a route reads by a name, each once. */
export interface RequestReads {
  readonly named: readonly RequestRead[];
  /** Where the code reaches for the body, under whatever name. */
  readonly bodySources: readonly RequestSource[];
  /** Names that fields of the body are asked to have: `{k: v for k, v in data.items() if k in EDITABLE}`. */
  readonly allowed: readonly string[];
  /** Fields that a schema, or the code itself, took out of the body one by one. */
  readonly picked: ReadonlySet<string>;
}

/** Calls that make something of a text. */
const conversions: readonly (readonly [RegExp, NonNullable<RequestRead['type']>])[] = [
  [/^(?:int|Number\.parseInt|parseInt|builtins\.int)$/, 'integer'],
  [/^(?:float|Number|Number\.parseFloat|parseFloat|decimal\.Decimal)$/, 'number'],
  [/^uuid\.UUID$/, 'uuid'],
];

const mostChoices = 50;

/** What a route reads of the request, by all that happens for it. */
export function requestReads({ events }: RouteRun): RequestReads {
  const named = new Map<string, RequestRead>();
  const bodySources = new Map<string, RequestSource>();
  const picked = new Set<string>();
  for (const event of events) {
    const values = valuesOf(event);
    // What is answered may have fields that the request has not.
    if (event.kind === 'access') for (const value of values) notePicked(picked, value, deepestPicked);
    for (const source of values.flatMap((value) => deepSources(value))) {
      if (source.kind !== 'request') continue;
      const { module, span } = source.site;
      if (source.origin === 'body') bodySources.set(`${module.path}:${span.start}:${span.end}`, source);
      note(named, source);
    }
    noteType(named, event);
    noteChoices(named, event);
  }
  const allowed = events.flatMap(namesAllowed);
  return { named: [...named.values()], bodySources: [...bodySources.values()], allowed: [...new Set(allowed)], picked };
}

/** All values of an event. */
function valuesOf(event: FlowEvent): Value[] {
  switch (event.kind) {
    case 'access': {
      const { access } = event;
      const compared = [...access.key, ...access.filter, ...access.condition].map(({ value }) => value);
      const single = [access.table, access.index, access.keyValue, access.item, access.names, access.limit];
      return [...compared, ...single, access.cursor, ...access.expressions.values()].filter((value) => value !== null);
    }
    case 'compare':
      return [event.left, event.right];
    case 'call':
      return [...event.arguments.positional, ...event.arguments.named.values(), ...event.arguments.spread];
    default:
      return [event.value];
  }
}

function note(named: Map<string, RequestRead>, source: RequestSource): RequestRead | undefined {
  const name = firstPart(source.name);
  if (name === undefined) return undefined;
  const key = keyOf(source.origin, name);
  const read = named.get(key) ?? { origin: source.origin, name };
  named.set(key, read);
  return read;
}

/** Dicts inside each other that are looked into. */
const deepestPicked = 4;

/** A dict of known fields alone, each with the part of the body that is called like it. */
function notePicked(picked: Set<string>, { shape }: Value, depth: number): void {
  if (depth === 0 || shape.kind !== 'dict' || shape.rest !== null) return;
  for (const [name, value] of shape.fields) {
    const source = onlySource(value);
    if (source?.origin === 'body' && source.name === name) picked.add(name);
    notePicked(picked, value, depth - 1);
  }
}

/** Two spellings of a header are one. */
function keyOf(origin: Origin, name: string): string {
  return `${origin} ${origin === 'header' ? name.toLowerCase() : name}`;
}

/** `address` of `address.street`; nothing of a name that is not known. */
function firstPart(name: string): string | undefined {
  const first = name.split('.', 1)[0] ?? '';
  return /^[\w$@-]{1,64}$/.test(first) && first !== '__proto__' ? first : undefined;
}

function noteType(named: Map<string, RequestRead>, event: FlowEvent): void {
  if (event.kind !== 'call') return;
  const type = conversions.find(([path]) => path.test(event.path))?.[1];
  const [value] = event.arguments.positional;
  const source = type === undefined || value === undefined ? undefined : onlySource(value);
  if (source === undefined || source.name.includes('.')) return;
  const read = note(named, source);
  if (read !== undefined && type !== undefined) read.type ??= type;
}

function noteChoices(named: Map<string, RequestRead>, event: FlowEvent): void {
  const listed = listedSource(event);
  if (listed === undefined || listed.source.name.split('.').length > 2) return;
  const read = note(named, { ...listed.source, name: lastPart(listed.source.name) });
  if (read !== undefined) read.choices ??= listed.texts;
}

/** What has no name is the body as a whole, or the names in it; a list that these are asked to be in names fields. */
function namesAllowed(event: FlowEvent): readonly string[] {
  const listed = listedSource(event);
  return listed?.source.origin === 'body' && listed.source.name === '' ? listed.texts : [];
}

/** What of the request is compared with a list of texts. */
function listedSource(event: FlowEvent): { source: RequestSource; texts: readonly string[] } | undefined {
  if (event.kind !== 'compare' || (event.operator !== 'in' && event.operator !== 'not in')) return undefined;
  const source = onlySource(event.left);
  const { shape } = event.right;
  if (source === undefined || (shape.kind !== 'list' && shape.kind !== 'dict')) return undefined;
  const texts = shape.kind === 'dict' ? [...shape.fields.keys()] : shape.items.map(textOf);
  const known = texts.filter((text) => text !== undefined);
  const isWhole = known.length === texts.length && known.length > 0 && known.length <= mostChoices;
  return isWhole ? { source, texts: known } : undefined;
}

/** What is read of a list of names may be known by the list first: `topic.title`. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The one thing that a value is, as it came. */
function onlySource({ sources, shape }: Value): RequestSource | undefined {
  const [source, ...others] = sources;
  return source?.kind === 'request' && others.length === 0 && shape.kind === 'unknown' ? source : undefined;
}
