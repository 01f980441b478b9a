import type { Comparison } from '../../flow/events.ts';
import { partOf } from '../../flow/refine.ts';
import { type External, externalOf, plain, textOf, type Value } from '../../flow/value.ts';
import { comparisonsIn } from './condition-text.ts';
import { type Piece, tokensOf } from './condition-tokens.ts';
import { entryOf } from './entry-of.ts';

/*
 * The comparisons that stand in key conditions, filters and conditions: built of boto3's `Key` and `Attr`, or written
 * as text with placeholders.
 */

/** The comparisons of an expression, however it is written. */
export function comparisonsOf(
  expression: Value | undefined,
  names: Value | undefined,
  values: Value | undefined,
): Comparison[] {
  if (expression === undefined) return [];
  const { shape } = expression;
  // `a & b`.
  if (shape.kind === 'list') return shape.items.slice(0, 20).flatMap((item) => comparisonsOf(item, names, values));
  const built = externalOf(expression);
  if (built !== undefined) return ofBuilder(built);
  return isWritten(expression) ? ofText(expression, names, values) : [];
}

/** Whether at least a part of an expression stands in the code. */
export function isWritten({ shape }: Value): boolean {
  return shape.kind === 'text' || (shape.kind === 'constant' && typeof shape.value === 'string');
}

const operators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  between: 'BETWEEN',
  begins_with: 'begins_with',
  contains: 'contains',
  is_in: 'IN',
};

/** `Key('user_id').eq(me) & Key('created').begins_with('2026')`. */
function ofBuilder(built: External): Comparison[] {
  const match = /\b(?:Key|Attr)\(\)\.(\w+)\(\)$/.exec(built.path);
  const operator = match === null ? undefined : entryOf(operators, match[1] ?? '');
  if (operator === undefined) return [];
  const name = built.base?.base?.arguments?.positional[0];
  const value = built.arguments?.positional[0] ?? plain;
  return [{ attribute: name === undefined ? '' : (textOf(name) ?? ''), operator, value }];
}

/** `user_id = :me AND begins_with(sk, :prefix)`. */
function ofText(expression: Value, names: Value | undefined, values: Value | undefined): Comparison[] {
  return comparisonsIn(tokensOf(piecesOf(expression)), {
    attribute: (placeholder) => (names === undefined ? '' : (textOf(partOf(names, placeholder)) ?? '')),
    value: (placeholder) => (values === undefined ? plain : untyped(partOf(values, placeholder))),
  });
}

/** What is written of a text, in order, with values where it is not known. */
export function piecesOf(value: Value, depth = 8): Piece[] {
  const { shape } = value;
  if (shape.kind === 'constant') return [shape.value === null ? '' : String(shape.value)];
  if (shape.kind !== 'text' || depth === 0) return [value];
  return shape.parts.flatMap((part) => piecesOf(part, depth - 1));
}

/** The components of a key that is given as a dict: `{'user_id': me, 'order_id': order_id}`, also in DynamoDB's own form. */
export function keyOf(key: Value | undefined): { key: Comparison[]; keyValue: Value | null } {
  if (key === undefined) return { key: [], keyValue: null };
  const { shape } = key;
  if (shape.kind !== 'dict') return { key: [], keyValue: key };
  const fields = [...shape.fields].map(([attribute, value]) => ({ attribute, operator: '=', value: untyped(value) }));
  return { key: fields, keyValue: shape.rest };
}

const types = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS']);

/** `{'S': value}` of the low-level client is the value. */
export function untyped(value: Value): Value {
  const { shape } = value;
  if (shape.kind !== 'dict' || shape.fields.size !== 1 || shape.rest !== null) return value;
  const [[type, inner]] = [...shape.fields] as [[string, Value]];
  return types.has(type) ? inner : value;
}
