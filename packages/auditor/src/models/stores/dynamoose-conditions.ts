import type { Comparison } from '../../flow/events.ts';
import { type CallArguments, externalOf, plain, shaped, textOf, type Value } from '../../flow/value.ts';
import { type Link, linksOf } from './chain.ts';
import { commonToAll } from './condition-text.ts';

/*
 * Conditions of dynamoose, as chains: `.where('owner').eq(me).and().filter('status').eq('open')` (dynamoosejs.com,
 * "Condition").
 */

export interface ReadConditions {
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

/** What the links of a chain compare. */
export function conditionsIn(links: readonly Link[]): ReadConditions {
  const reading: Reading = { ways: [[]], texts: [], attribute: '', isTurned: false };
  for (const link of links) read(reading, link);
  const { ways, texts } = reading;
  return { comparisons: commonToAll(ways), text: ways.length === 1 ? texts.join(' ') : '' };
}

function read(reading: Reading, { name, arguments: args }: Link): void {
  const [first] = args.positional;
  const way = reading.ways.at(-1);
  if (naming.has(name)) {
    reading.attribute = first === undefined ? '' : (textOf(first) ?? '');
    way?.push(...objectComparisons(first), ...nested(first));
    return;
  }
  if (name === 'or') reading.ways.push([]);
  if (name === 'not') reading.isTurned = true;
  const operator = operators[name];
  if (name !== 'exists' && operator === undefined) return;
  if (name === 'exists') reading.texts.push(reading.isTurned ? 'attribute_not_exists' : 'attribute_exists');
  else if (operator !== undefined && !reading.isTurned)
    way?.push({ attribute: reading.attribute, operator, value: comparedWith(args) });
  reading.isTurned = false;
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
    const operator = entry === undefined ? undefined : operators[entry[0]];
    if (entry === undefined || operator === undefined) return { attribute, operator: '=', value };
    return { attribute, operator, value: entry[1] };
  });
}

/** `query(new Condition('owner').eq(me))`. */
function nested(given: Value | undefined): readonly Comparison[] {
  return given === undefined ? [] : conditionOf(given).comparisons;
}

/** The condition of `{ condition: new dynamoose.Condition('owner').eq(me) }`. */
export function conditionOf(given: Value | undefined): ReadConditions {
  const links = linksOf(given === undefined ? undefined : externalOf(given));
  const start = links.findLastIndex(({ name }) => name === 'Condition');
  return start === -1 ? { comparisons: [], text: '' } : conditionsIn(links.slice(start));
}
