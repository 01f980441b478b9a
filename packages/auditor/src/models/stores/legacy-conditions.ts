import type { Comparison } from '../../flow/events.ts';
import { elementOf } from '../../flow/refine.ts';
import { plain, shaped, textOf, type Value } from '../../flow/value.ts';
import { isConstant } from './access-draft.ts';
import { entryOf } from './entry-of.ts';
import { untyped } from './expression.ts';

/*
 * Conditions of DynamoDB's first API, by attribute and without expressions (developer guide, "Legacy conditional
 * parameters"): `KeyConditions`, `QueryFilter`, `ScanFilter`, `Expected`, `AttributeUpdates`.
 */

const operators: Readonly<Record<string, string>> = {
  EQ: '=',
  NE: '<>',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'BETWEEN',
  BEGINS_WITH: 'begins_with',
  CONTAINS: 'contains',
  IN: 'IN',
};

interface LegacyConditions {
  readonly comparisons: readonly Comparison[];
  /** `attribute_exists` and `attribute_not_exists`, as an expression would say it. */
  readonly text: string;
}

/** `{ user_id: { ComparisonOperator: 'EQ', AttributeValueList: [me] } }`. */
export function legacyConditions(given: Value | undefined, joinedBy: Value | undefined): LegacyConditions {
  if (given?.shape.kind !== 'dict' || isConstant(joinedBy, 'OR')) return { comparisons: [], text: '' };
  const all = [...given.shape.fields].map(([attribute, asked]) => legacyCondition(attribute, asked));
  return {
    comparisons: all.flatMap(({ comparisons }) => comparisons),
    text: all.flatMap(({ text }) => (text === '' ? [] : [text])).join(' '),
  };
}

function legacyCondition(attribute: string, { shape }: Value): LegacyConditions {
  if (shape.kind !== 'dict') return { comparisons: [], text: '' };
  const { fields } = shape;
  const operator = textOf(fields.get('ComparisonOperator') ?? plain);
  const exists = fields.get('Exists');
  if (operator === 'NOT_NULL') return { comparisons: [], text: 'attribute_exists' };
  if (operator === 'NULL' || isConstant(exists, false)) return { comparisons: [], text: 'attribute_not_exists' };
  const value = fields.get('Value') ?? valueIn(fields.get('AttributeValueList'));
  const sign = operator === undefined ? '=' : entryOf(operators, operator);
  return {
    comparisons:
      value === undefined || sign === undefined ? [] : [{ attribute, operator: sign, value: untyped(value) }],
    text: '',
  };
}

function valueIn(list: Value | undefined): Value | undefined {
  if (list === undefined) return undefined;
  return list.shape.kind === 'list' ? list.shape.items[0] : elementOf(list);
}

/** `{ title: { Action: 'PUT', Value: title } }` as the item that it writes. */
export function legacyUpdates(given: Value | undefined): Value | undefined {
  if (given?.shape.kind !== 'dict') return given;
  const fields = [...given.shape.fields].map(([name, { shape }]): [string, Value] => [
    name,
    untyped(shape.kind === 'dict' ? (shape.fields.get('Value') ?? plain) : plain),
  ]);
  return shaped({ kind: 'dict', fields: new Map(fields), rest: given.shape.rest });
}
