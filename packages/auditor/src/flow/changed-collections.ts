import type { Expression, Module } from '../ir/ir.ts';
import { isOwned, treated } from './collections.ts';
import { merged, mostItems } from './combine.ts';
import type { Machine } from './machine.ts';
import { elementOf } from './refine.ts';
import type { State } from './state.ts';
import { type CallArguments, externalOf, type Facts, shaped, textOf, type Value } from './value.ts';

const adding = new Set(['append', 'push', 'add', 'insert', 'unshift', 'appendleft']);

/** Gives a name or a field the collection that a method left behind: `out.append(item)`, `data.update(more)`, `item.pop('secret')`. */
export function rebindChanged(
  machine: Machine,
  target: Expression,
  object: Value,
  method: string,
  args: CallArguments,
  state: State,
  module: Module,
): void {
  const place = placeOf(target);
  if (place === undefined) return;
  const changed = changedBy(object, method, args, state.facts);
  if (changed !== undefined) machine.assign(place, changed, state, module, false);
}

/** Where something is kept: also of `(byOwner[owner] ??= []).push(note)` and `by_owner.setdefault(owner, []).append(note)`. */
function placeOf(target: Expression): Expression | undefined {
  if (target.kind === 'name' || target.kind === 'member' || target.kind === 'index') return target;
  if (target.kind === 'assign') return placeOf(target.target);
  if (target.kind !== 'call' || target.callee.kind !== 'member' || target.callee.property !== 'setdefault')
    return undefined;
  const [index] = target.arguments;
  const { start, end, callee } = target;
  return index === undefined ? undefined : { kind: 'index', object: callee.object, index: index.value, start, end };
}

function changedBy(
  object: Value,
  method: string,
  { positional, named, spread }: CallArguments,
  facts: Facts,
): Value | undefined {
  const { shape } = object;
  if (shape.kind === 'external' || shape.kind === 'object') return undefined;
  const last = positional.at(-1);
  if (adding.has(method) && (shape.kind === 'list' || shape.kind === 'unknown')) {
    const more = [...positional, ...spread.map(elementOf)].map((item) =>
      isOwned(item, facts) ? treated(item, ['owner-filtered']) : item,
    );
    return shaped({ kind: 'list', items: [...(shape.kind === 'list' ? shape.items : []), ...more].slice(-mostItems) });
  }
  if (method === 'extend' && last !== undefined && shape.kind === 'list')
    return shaped({ kind: 'list', items: [...shape.items, elementOf(last)].slice(-mostItems) });
  if (method === 'update' && (shape.kind === 'dict' || isItem(object))) {
    const given = last === undefined ? spread : [last];
    return [...given, shaped({ kind: 'dict', fields: named, rest: null })].reduce(merged, object);
  }
  if (method === 'pop' && shape.kind === 'dict' && positional[0] !== undefined) {
    const name = textOf(positional[0]);
    if (name === undefined || !shape.fields.has(name)) return undefined;
    const fields = new Map(shape.fields);
    fields.delete(name);
    return { ...object, shape: { ...shape, fields } };
  }
  return undefined;
}

/** What a store gave is a dict, whatever stands in it. */
function isItem({ shape, sources }: Value): boolean {
  return shape.kind === 'unknown' && sources.length > 0 && sources.every(({ kind }) => kind === 'item');
}

/** Functions that put what they are given into their first argument. */
const filling = /^(?:Object\.assign|(?:lodash|lodash-es)[./](?:assign|assignIn|extend|merge|defaults|defaultsDeep))$/;

/** `Object.assign(item, changes)`, whose result nobody may take. */
export function fillFirst(
  machine: Machine,
  callee: Value,
  { arguments: given }: Extract<Expression, { kind: 'call' }>,
  first: Value | undefined,
  result: Value,
  state: State,
  module: Module,
): void {
  const target = given[0]?.value;
  // Objects keep what they are given.
  if (target === undefined || first?.shape.kind === 'object' || !filling.test(externalOf(callee)?.path ?? '')) return;
  const isPlace = target.kind === 'name' || target.kind === 'member' || target.kind === 'index';
  if (isPlace && result.shape.kind === 'dict') machine.assign(target, result, state, module, false);
}
