import type { Expression, Module } from '../ir/ir.ts';
import { condition } from './conditions.ts';
import { union } from './facts.ts';
import type { Machine } from './machine.ts';
import { iterated } from './refine.ts';
import { deepSources, madeOf } from './sources.ts';
import { fork, type State } from './state.ts';
import { shaped, type Value } from './value.ts';

/** `[element for target in iterable if condition]`, and the same of a dict. */
export function comprehension(
  machine: Machine,
  { key, element, clauses }: Extract<Expression, { kind: 'comprehension' }>,
  state: State,
  module: Module,
): Value {
  const inner = fork(state);
  let isPicked = false;
  for (const { target, iterable, conditions } of clauses) {
    const source = machine.evaluate(iterable, inner, module);
    isPicked ||= source.shape.kind !== 'unknown' && deepSources(source).length === 0;
    machine.assign(target, iterated(source), inner, module, true);
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
  const isAllowed = isPicked || [...learnt].some((fact) => fact.startsWith('listed '));
  const rest = isAllowed
    ? { ...result, treatments: new Set([...result.treatments, 'picked' as const, 'listed' as const]) }
    : result;
  return shaped({ kind: 'dict', fields: new Map(), rest: { ...rest, sources: madeOf([name, rest]).sources } });
}
