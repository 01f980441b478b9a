import type { Comparison } from '../../flow/events.ts';
import { isTainted } from '../../flow/sources.ts';
import { type CallArguments, externalOf, plain, shaped, textOf, type Value } from '../../flow/value.ts';
import { type Link, linksOf } from './chain.ts';
import { commonToAll } from './condition-text.ts';
import { entryOf } from './entry-of.ts';

/*
 * Conditions of dynamoose, as chains: `.where('owner').eq(me).and().filter('status').eq('open')` (dynamoosejs.com,
 * "Condition").
 */

interface ReadConditions {
  readonly comparisons: readonly Comparison[];
  /** `attribute_exists` and `attribute_not_exists`, as an expression would say it. */
  readonly text: string;
}

const operators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  beginsWith: 'begins_with',
  contains: 'contains',
  in: 'IN',
  between: 'BETWEEN',
};

const naming = new Set(['query', 'scan', 'where', 'filter', 'attribute', 'Condition']);

interface Reading {
  /** The ways that an `or()` divides. */
  readonly ways: Comparison[][];
  readonly texts: string[];
  attribute: string;
  isTurned: boolean;
}

/** Conditions inside of conditions that are followed. */
const deepest = 6;

/** What the links of a chain compare. */
export function conditionsIn(links: readonly Link[], depth = deepest): ReadConditions {
  const reading: Reading = { ways: [[]], texts: [], attribute: '', isTurned: false };
  for (const link of links) read(reading, link, depth);
  const { ways, texts } = reading;
  return { comparisons: commonToAll(ways), text: ways.length === 1 ? texts.join(' ') : '' };
}

function read(reading: Reading, { name, arguments: args }: Link, depth: number): void {
  const [first] = args.positional;
  const way = reading.ways.at(-1);
  if (naming.has(name)) {
    reading.attribute = first === undefined ? '' : (textOf(first) ?? '');
    way?.push(...objectComparisons(first), ...conditionOf(first, depth - 1).comparisons);
    return;
  }
  if (name === 'or') reading.ways.push([]);
  if (name === 'not') reading.isTurned = true;
  const operator = entryOf(operators, name);
  if (name !== 'exists' && operator === undefined) return;
  if (name === 'exists') reading.texts.push(reading.isTurned ? 'attribute_not_exists' : 'attribute_exists');
  else if (operator !== undefined && !reading.isTurned)
    way?.push({ attribute: reading.attribute, operator, value: comparedWith(args) });
  reading.isTurned = false;
}

/** The name of an attribute in a chain that the request chooses. */
export function chosenName(links: readonly Link[]): Value | null {
  const names = links.flatMap(({ name, arguments: args }) => (naming.has(name) ? args.positional.slice(0, 1) : []));
  // Objects and conditions name theirs themselves.
  return names.find((name) => !/^(?:dict|external)$/.test(name.shape.kind) && isTainted(name)) ?? null;
}

function comparedWith({ positional }: CallArguments): Value {
  const [first = plain, ...others] = positional;
  return others.length === 0 ? first : shaped({ kind: 'list', items: positional });
}

/** `query({ owner: { eq: me }, status: 'open' })`. */
function objectComparisons(given: Value | undefined): Comparison[] {
  if (given?.shape.kind !== 'dict') return [];
  return [...given.shape.fields].map(([attribute, value]): Comparison => {
    const { shape } = value;
    const [entry] = shape.kind === 'dict' && shape.fields.size === 1 ? [...shape.fields] : [];
    const operator = entry === undefined ? undefined : entryOf(operators, entry[0]);
    if (entry === undefined || operator === undefined) return { attribute, operator: '=', value };
    return { attribute, operator, value: entry[1] };
  });
}

/** The condition of `{ condition: new dynamoose.Condition('owner').eq(me) }`, also where it is the start of another. */
export function conditionOf(given: Value | undefined, depth = deepest): ReadConditions {
  if (given === undefined || depth === 0) return { comparisons: [], text: '' };
  const links = linksOf(externalOf(given));
  const start = links.findLastIndex(({ name }) => name === 'Condition');
  return start === -1 ? { comparisons: [], text: '' } : conditionsIn(links.slice(start), depth);
}
