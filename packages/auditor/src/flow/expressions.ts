import type { Argument, DictExpression, Expression, ListExpression, Module } from '../ir/ir.ts';
import { defineClass } from './classes.ts';
import { rebindChanged, treated } from './collections.ts';
import { compared, condition, negated } from './conditions.ts';
import { intersection, union } from './facts.ts';
import { anyOf, either } from './join.ts';
import type { Machine } from './machine.ts';
import { elementOf, iterated, partOf } from './refine.ts';
import { deepSources, madeOf } from './sources.ts';
import { fork, lookUp, meet, type State } from './state.ts';
import {
  type CallArguments,
  constant,
  external,
  externalOf,
  noTreatments,
  plain,
  shaped,
  textOf,
  type Value,
} from './value.ts';

/** What an expression gives. */
export function evaluate(machine: Machine, expression: Expression, state: State, module: Module): Value {
  if (--machine.fuel < 0) return plain;
  const inner = (part: Expression): Value => machine.evaluate(part, state, module);
  switch (expression.kind) {
    case 'name':
      return lookUp(state.scope, expression.name) ?? external(expression.name, machine.site(module, expression));
    case 'literal':
      return constant(expression.value);
    case 'template':
      return textFrom(expression.parts.map(inner));
    case 'member':
      return machine.member(inner(expression.object), expression.property, machine.site(module, expression));
    case 'index':
      if (expression.index.kind === 'slice') return sliced(inner(expression.object), expression.index);
      return indexed(machine, inner(expression.object), inner(expression.index), expression, module);
    case 'slice':
      return madeOf(expression.parts.map(inner));
    case 'call':
      return called(machine, expression, state, module);
    case 'dict':
      return dictOf(expression, inner);
    case 'list':
      return listOf(expression, inner);
    case 'spread':
    case 'await':
      return inner(expression.value);
    case 'binary': {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      if (expression.operator === '+') return added(left, right);
      if (expression.operator === '%' && left.shape.kind !== 'unknown') return textFrom([left, right]);
      // Conditions of boto3 are joined so.
      if (expression.operator === '&')
        return shaped({ kind: 'list', items: [left, right] }, madeOf([left, right]).sources);
      if (expression.operator === '|' && left.shape.kind === 'dict') return merged(left, right);
      return madeOf([left, right]);
    }
    case 'logical':
      return logical(machine, expression, state, module);
    case 'compare':
      return compared(
        machine,
        expression.operator,
        inner(expression.left),
        inner(expression.right),
        machine.site(module, expression),
      );
    case 'unary':
      return expression.operator === 'not'
        ? negated(inner(expression.operand))
        : { ...madeOf([inner(expression.operand)]) };
    case 'conditional':
      return conditional(machine, expression, state, module);
    case 'function':
      return shaped({ kind: 'function', closure: { function: expression.function, module, scope: state.scope } });
    case 'class':
      return defineClass(machine, expression.class, state, module);
    case 'comprehension':
      return comprehension(machine, expression, state, module);
    case 'assign': {
      const given = inner(expression.value);
      const value = expression.operator === undefined ? given : added(inner(expression.target), given);
      machine.assign(expression.target, value, state, module, false);
      return value;
    }
    case 'unknown':
      return madeOf(expression.parts.map(inner));
  }
}

/** `number[-4:]` shows the end of a text; of a list a slice is some of it. */
function sliced(object: Value, { parts }: Extract<Expression, { kind: 'slice' }>): Value {
  const [from] = parts;
  const isNegative =
    (from?.kind === 'unary' && from.operator === '-') ||
    (from?.kind === 'literal' && typeof from.value === 'number' && from.value < 0);
  const isEnd = parts.length === 1 && isNegative;
  return isEnd && object.shape.kind !== 'list' ? treated(object, ['masked']) : object;
}

function called(
  machine: Machine,
  expression: Extract<Expression, { kind: 'call' }>,
  state: State,
  module: Module,
): Value {
  const inner = (part: Expression): Value => machine.evaluate(part, state, module);
  const { callee } = expression;
  const site = machine.site(module, expression);
  if (callee.kind !== 'member') {
    const target = inner(callee);
    return machine.call(target, argumentsOf(expression.arguments, inner), state, site);
  }
  const object = inner(callee.object);
  const args = argumentsOf(expression.arguments, inner);
  const value = machine.callMethod(object, callee.property, args, state, site);
  rebindChanged(callee.object, object, callee.property, args, state);
  return value;
}

function indexed(machine: Machine, object: Value, index: Value, expression: Expression, module: Module): Value {
  const { shape } = index;
  if (shape.kind === 'constant' && (typeof shape.value === 'string' || typeof shape.value === 'number')) {
    const { kind } = object.shape;
    if (kind === 'external' || kind === 'object' || kind === 'module')
      return machine.member(object, String(shape.value), machine.site(module, expression));
    return partOf(object, String(shape.value));
  }
  const computed = object.shape.kind === 'dict' ? object.shape.fields.get(computedName(index) ?? '') : undefined;
  if (computed !== undefined) return computed;
  // An attribute that is chosen while it runs: one of them, and not the whole.
  const chosen = object.shape.kind === 'dict' || object.shape.kind === 'list' ? elementOf(object) : partOf(object, '*');
  return index.sources.length === 0 ? chosen : { ...chosen, sources: madeOf([chosen, index]).sources };
}

export function argumentsOf(given: readonly Argument[], inner: (part: Expression) => Value): CallArguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  const spread: Value[] = [];
  for (const { name, value, spread: how } of given) {
    const evaluated = inner(value);
    if (how === 'dict' && evaluated.shape.kind === 'dict') {
      for (const [key, field] of evaluated.shape.fields) named.set(key, field);
      if (evaluated.shape.rest !== null) spread.push(evaluated.shape.rest);
    } else if (how === 'list' && evaluated.shape.kind === 'list') positional.push(...evaluated.shape.items);
    else if (how !== undefined) spread.push(evaluated);
    else if (name !== undefined) named.set(name, evaluated);
    else positional.push(evaluated);
  }
  return { positional, named, spread };
}

function dictOf({ entries }: DictExpression, inner: (part: Expression) => Value): Value {
  const fields = new Map<string, Value>();
  const loose: Value[] = [];
  for (const { key, value } of entries) {
    const evaluated = inner(value);
    const name = key === null ? undefined : key.kind === 'literal' ? String(key.value) : computedName(inner(key));
    if (name !== undefined) fields.set(name, evaluated);
    else if (key !== null) loose.push(madeOf([inner(key), evaluated]));
    else loose.push(...spreadInto(fields, evaluated));
  }
  return shaped({ kind: 'dict', fields, rest: loose.length === 0 ? null : anyOf(loose) });
}

/** The name of a field: a text, or the way to one that only the server knows, such as `process.env.TABLE`. */
function computedName(key: Value): string | undefined {
  const path = key.sources.length === 0 ? externalOf(key)?.path : undefined;
  return textOf(key) ?? (path === undefined ? undefined : `[${path}]`);
}

/** Puts the fields of a spread among others, and gives what is left of which no name is known. */
function spreadInto(fields: Map<string, Value>, spread: Value): Value[] {
  const { shape } = spread;
  if (shape.kind !== 'dict') {
    // What comes later wins, if it is there.
    if (spread.sources.length > 0)
      for (const [name, field] of fields) fields.set(name, either(field, partOf(spread, name)));
    return spread.sources.length > 0 || shape.kind !== 'unknown' ? [spread] : [];
  }
  for (const [name, field] of shape.fields) fields.set(name, field);
  return shape.rest === null ? [] : [shape.rest];
}

function listOf({ items }: ListExpression, inner: (part: Expression) => Value): Value {
  const values = items.slice(0, 60).flatMap((item) => {
    const value = inner(item);
    if (item.kind !== 'spread') return [value];
    return value.shape.kind === 'list' ? value.shape.items : [elementOf(value)];
  });
  return shaped({ kind: 'list', items: values });
}

/** A text of several parts; constant where all of them are. */
export function textFrom(parts: readonly Value[]): Value {
  const flat = parts.flatMap((part) => (part.shape.kind === 'text' ? part.shape.parts : [part]));
  const constants = flat.map(({ shape }) => (shape.kind === 'constant' ? String(shape.value) : undefined));
  if (flat.every((_, index) => constants[index] !== undefined)) return constant(constants.join(''));
  return shaped({ kind: 'text', parts: flat.slice(0, 40) }, madeOf(flat).sources);
}

function added(left: Value, right: Value): Value {
  if (left.shape.kind === 'list' && right.shape.kind === 'list')
    return shaped({ kind: 'list', items: [...left.shape.items, ...right.shape.items].slice(0, 60) });
  const isText = (value: Value): boolean =>
    value.shape.kind === 'text' || (value.shape.kind === 'constant' && typeof value.shape.value === 'string');
  return isText(left) || isText(right) ? textFrom([left, right]) : madeOf([left, right]);
}

/** A dict with the fields of another on top. */
export function merged(under: Value, over: Value): Value {
  const [a, b] = [under.shape, over.shape];
  const fields = new Map(a.kind === 'dict' ? a.fields : []);
  const rests = [a.kind === 'dict' ? a.rest : under, b.kind === 'dict' ? b.rest : over].filter((rest) => rest !== null);
  if (b.kind === 'dict') for (const [name, field] of b.fields) fields.set(name, field);
  return shaped({ kind: 'dict', fields, rest: rests.length === 0 ? null : anyOf(rests) });
}

function logical(
  machine: Machine,
  expression: Extract<Expression, { kind: 'logical' }>,
  state: State,
  module: Module,
): Value {
  const left = machine.evaluate(expression.left, state, module);
  const isAnd = expression.operator === 'and';
  const first = condition(left);
  const on = fork(state, isAnd ? first.whenTrue : first.whenFalse);
  const right = machine.evaluate(expression.right, on, module);
  const second = condition(right);
  const skipped = fork(state, isAnd ? first.whenFalse : first.whenTrue);
  const before = state.facts;
  meet(state, on.isAlive ? [skipped, on] : [skipped]);
  state.facts = on.isAlive ? before : state.facts;
  // A false left side carries nothing.
  const value = isAnd ? right : either(left, right);
  // `… ?? false` and `… || false` are true only where the left side is.
  if (!isAnd && right.shape.kind === 'constant' && !right.shape.value) return { ...value, truth: first };
  const both = union(isAnd ? first.whenTrue : first.whenFalse, isAnd ? second.whenTrue : second.whenFalse);
  const one = intersection([
    isAnd ? first.whenFalse : first.whenTrue,
    union(isAnd ? first.whenTrue : first.whenFalse, isAnd ? second.whenFalse : second.whenTrue),
  ]);
  return {
    ...value,
    treatments: noTreatments,
    truth: isAnd ? { whenTrue: both, whenFalse: one } : { whenTrue: one, whenFalse: both },
  };
}

function conditional(
  machine: Machine,
  { test, then, otherwise }: Extract<Expression, { kind: 'conditional' }>,
  state: State,
  module: Module,
): Value {
  const { whenTrue, whenFalse } = condition(machine.evaluate(test, state, module));
  const [yes, no] = [fork(state, whenTrue), fork(state, whenFalse)];
  const [one, other] = [machine.evaluate(then, yes, module), machine.evaluate(otherwise, no, module)];
  meet(state, [yes, no]);
  return either(one, other, yes.facts.difference(state.facts), no.facts.difference(state.facts));
}

function comprehension(
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
