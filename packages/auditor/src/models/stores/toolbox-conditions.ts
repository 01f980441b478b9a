import type { Comparison } from '../../flow/events.ts';
import { isTainted } from '../../flow/sources.ts';
import { textOf, type Value } from '../../flow/value.ts';
import { isConstant } from './access-draft.ts';
import { commonToAll } from './condition-text.ts';
import { inDict } from './dynamo-call.ts';

/*
 * Conditions and filters of DynamoDB-Toolbox, as objects: `{ attr: 'owner', eq: me }`, `{ and: […] }` (dynamodbtoolbox.com,
 * "Parsing Conditions"; version 0: lists, with `or` and `negate` beside the comparison).
 */

const deepest = 8;

export interface Conditions {
  readonly comparisons: readonly Comparison[];
  /** `attribute_exists` and `attribute_not_exists`, as an expression would say it. */
  readonly text: string;
}

/** The name of an attribute in a condition that the request chooses. */
export function chosenName(condition: Value | undefined, depth = deepest): Value | null {
  if (condition === undefined || depth === 0) return null;
  const { shape } = condition;
  const name = inDict(condition)('attr');
  if (name !== undefined) return isTainted(name) ? name : null;
  const parts = shape.kind === 'list' ? shape.items : shape.kind === 'dict' ? [...shape.fields.values()] : [];
  for (const part of parts) {
    const chosen = chosenName(part, depth - 1);
    if (chosen !== null) return chosen;
  }
  return null;
}

const none: Conditions = { comparisons: [], text: '' };

const operators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  in: 'IN',
  between: 'BETWEEN',
  beginsWith: 'begins_with',
  contains: 'contains',
};

export function conditionsIn(condition: Value | undefined, depth = deepest): Conditions {
  if (condition === undefined || depth === 0) return none;
  const { shape } = condition;
  if (shape.kind === 'list') return allOf(shape.items, depth);
  if (shape.kind !== 'dict') return none;
  const given = inDict(condition);
  if (isConstant(given('negate'), true) || given('not') !== undefined) return none;
  const and = given('and');
  if (and !== undefined) return conditionsIn(and, depth - 1);
  const or = given('or');
  if (or?.shape.kind === 'list')
    return {
      comparisons: commonToAll(or.shape.items.map((way) => conditionsIn(way, depth - 1).comparisons)),
      text: '',
    };
  return single(condition);
}

/** A list in which each holds, unless one of them says that it may stand for those before it. */
function allOf(items: readonly Value[], depth: number): Conditions {
  const each = items.map((item) => conditionsIn(item, depth - 1));
  const hasOr = items.some((item) => isConstant(inDict(item)('or'), true));
  if (hasOr) return { comparisons: commonToAll(each.map(({ comparisons }) => comparisons)), text: '' };
  return {
    comparisons: each.flatMap(({ comparisons }) => comparisons),
    text: each.flatMap(({ text }) => (text === '' ? [] : [text])).join(' '),
  };
}

function single(condition: Value): Conditions {
  const given = inDict(condition);
  const name = given('attr');
  if (name === undefined) return none;
  const exists = given('exists');
  if (isConstant(exists, true)) return { comparisons: [], text: 'attribute_exists' };
  if (isConstant(exists, false)) return { comparisons: [], text: 'attribute_not_exists' };
  return { comparisons: comparisonsWith(textOf(name) ?? '', condition), text: '' };
}

/** `{ eq: me }`, `{ beginsWith: 'ORDER#' }`: an operator and what it compares with. */
export function comparisonsWith(attribute: string, range: Value | undefined): Comparison[] {
  const given = inDict(range);
  return Object.entries(operators).flatMap(([name, operator]): Comparison[] => {
    const value = given(name);
    return value === undefined ? [] : [{ attribute, operator, value }];
  });
}
