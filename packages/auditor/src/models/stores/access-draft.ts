import type { Access } from '../../flow/events.ts';
import { isTainted } from '../../flow/sources.ts';
import { constant, textOf, type Value } from '../../flow/value.ts';
import type { ModelTools } from '../contract.ts';

type Draft = Omit<Access, 'id' | 'facts' | 'site' | 'calls'>;

/** What is known of an access; all else is not there. */
export type AccessParts = Pick<Draft, 'kind' | 'call'> & Partial<Draft>;

/** Notes an access of a store, DynamoDB where nothing else is said, and gives what it answers. */
export function noteAccess({ access }: Pick<ModelTools, 'access'>, parts: AccessParts): Value {
  return access({
    store: 'DynamoDB',
    table: null,
    index: null,
    key: [],
    keyValue: null,
    filter: [],
    condition: [],
    conditionText: '',
    item: null,
    expressions: new Map(),
    names: null,
    limit: null,
    cursor: null,
    hasProjection: false,
    isCount: false,
    ...parts,
  });
}

/** A value that says something: `undefined`, `null` and a missing one do not. */
export function isGiven(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null && !(value.shape.kind === 'constant' && value.shape.value === null);
}

export function given(value: Value | null | undefined): Value | null {
  return isGiven(value) ? value : null;
}

export function isConstant(value: Value | undefined, wanted: string | boolean): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === wanted;
}

/** The texts of a list, as far as they are constant; of one text, that one. */
export function textsOf(value: Value | null | undefined): string[] {
  if (!isGiven(value)) return [];
  const values = value.shape.kind === 'list' ? value.shape.items : [value];
  return values.flatMap((item) => textOf(item) ?? []);
}

/** The attributes that are asked for, as an expression would say it, and those that the request names. */
export function projectionOf(
  attributes: Value | undefined,
  /** What of the item a write answers with. */
  returned?: Value,
): Pick<Draft, 'expressions' | 'hasProjection' | 'names'> {
  const names = textsOf(attributes);
  const expressions = names.length === 0 ? [] : [['ProjectionExpression', constant(names.join(', '))] as const];
  return {
    expressions: new Map(expressions),
    hasProjection: isGiven(attributes) || isChangeOnly(returned),
    names: attributes !== undefined && isTainted(attributes) ? attributes : null,
  };
}

/** Whether a write answers with nothing but what it changed: `UPDATED_NEW`. */
export function isChangeOnly(returned: Value | undefined): boolean {
  return returned !== undefined && /^updated_/i.test(textOf(returned) ?? '');
}
