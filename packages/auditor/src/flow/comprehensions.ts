import type { Expression, Module } from '../ir/ir.ts';
import { treated } from './collections.ts';
import { dictWith } from './combine.ts';
import { condition } from './conditions.ts';
import { union } from './facts.ts';
import type { Machine } from './machine.ts';
import { iterated, namedPart } from './refine.ts';
import { deepSources, madeOf } from './sources.ts';
import { fork, type State } from './state.ts';
import { shaped, textOf, type Value } from './value.ts';

/** `[element for target in iterable if condition]`, and the same of a dict. */
export function comprehension(
  machine: Machine,
  { key, element, clauses }: Extract<Expression, { kind: 'comprehension' }>,
  state: State,
  module: Module,
): Value {
  const inner = fork(state);
  const each = oneByOne(machine, { key, element, clauses }, state, module);
  if (each !== undefined) return each;
  let isPicked = false;
  let shown: Value | undefined;
  for (const { target, iterable, conditions } of clauses) {
    const source = machine.evaluate(iterable, inner, module);
    isPicked ||= source.shape.kind !== 'unknown' && deepSources(source).length === 0;
    machine.assign(target, iterated(source), inner, module, true);
    for (const test of key === null ? [] : conditions) shown ??= shownNames(machine, test, key, inner, module);
    for (const test of conditions)
      inner.facts = union(inner.facts, condition(machine.evaluate(test, inner, module)).whenTrue);
  }
  const value = machine.evaluate(element, inner, module);
  const learnt = inner.facts.difference(state.facts);
  const filtered = [...learnt].some((fact) => fact.startsWith('owned '));
  const result: Value = filtered
    ? { ...value, treatments: new Set([...value.treatments, 'owner-filtered' as const]) }
    : value;
  if (key === null) return shaped({ kind: 'list', items: [result] });
  const name = machine.evaluate(key, inner, module);
  const listedParts = shown === undefined ? undefined : partsNamed(shown, result);
  if (listedParts !== undefined) return listedParts;
  const isAllowed = isPicked || shown !== undefined || [...learnt].some((fact) => fact.startsWith('listed '));
  const rest = isAllowed
    ? { ...result, treatments: new Set([...result.treatments, 'picked' as const, 'listed' as const]) }
    : result;
  return shaped({ kind: 'dict', fields: new Map(), rest: { ...rest, sources: madeOf([name, rest]).sources } });
}

type Comprehension = Pick<Extract<Expression, { kind: 'comprehension' }>, 'key' | 'element' | 'clauses'>;

/** Names of a list in the code that are gone through one by one. */
const mostNames = 40;

/** `{name: item[name] for name in ('title', 'text')}`: a dict of these fields. */
function oneByOne(
  machine: Machine,
  { key, element, clauses }: Comprehension,
  state: State,
  module: Module,
): Value | undefined {
  const [clause, ...others] = clauses;
  if (key === null || clause === undefined || others.length > 0 || clause.conditions.length > 0) return undefined;
  // What is not written as a list is asked once, by whoever asks next.
  if (clause.iterable.kind !== 'list' && clause.iterable.kind !== 'name') return undefined;
  const inner = fork(state);
  const { shape } = machine.evaluate(clause.iterable, inner, module);
  if (shape.kind !== 'list' || shape.items.length > mostNames || shape.items.length === 0) return undefined;
  if (shape.items.some((item) => textOf(item) === undefined)) return undefined;
  const fields = new Map<string, Value>();
  for (const item of shape.items) {
    machine.assign(clause.target, item, inner, module, true);
    const name = textOf(machine.evaluate(key, inner, module));
    if (name === undefined) return undefined;
    fields.set(name, treated(machine.evaluate(element, inner, module), ['picked']));
  }
  return dictWith(fields, null);
}

/** Tests joined by `and`, one inside the other. */
const deepest = 8;

/** The list of `… for name, value in item.items() if name in SHOWN`. */
function shownNames(
  machine: Machine,
  test: Expression,
  key: Expression | null,
  state: State,
  module: Module,
  depth = 0,
): Value | undefined {
  if (key?.kind !== 'name' || depth > deepest) return undefined;
  if (test.kind === 'logical' && test.operator === 'and')
    return (
      shownNames(machine, test.left, key, state, module, depth + 1) ??
      shownNames(machine, test.right, key, state, module, depth + 1)
    );
  if (test.kind !== 'compare' || test.operator !== 'in') return undefined;
  if (test.left.kind !== 'name' || test.left.name !== key.name) return undefined;
  const shown = machine.evaluate(test.right, state, module);
  return shown.shape.kind !== 'unknown' && deepSources(shown).length === 0 ? shown : undefined;
}

/** The attributes of an item that a list in the code names. */
function partsNamed({ shape }: Value, value: Value): Value | undefined {
  if (shape.kind !== 'list' || value.sources.length === 0 || value.sources.some(({ kind }) => kind !== 'item'))
    return undefined;
  const names = shape.items.flatMap((item) => textOf(item) ?? []);
  if (names.length !== shape.items.length) return undefined;
  const fields = new Map(names.map((name) => [name, treated(namedPart(value, name), ['picked'])] as const));
  return dictWith(fields, null);
}
