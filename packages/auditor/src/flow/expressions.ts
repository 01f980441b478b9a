import type { DictExpression, Expression, ListExpression, Module } from '../ir/ir.ts';
import { argumentsOf } from './arguments.ts';
import { fillFirst, rebindChanged } from './changed-collections.ts';
import { defineClass } from './classes.ts';
import { treated } from './collections.ts';
import { accumulated, added, computed, dictWith, longestText, merged, mostItems, textFrom } from './combine.ts';
import { comprehension } from './comprehensions.ts';
import { compared, condition, negated } from './conditions.ts';
import { intersection, union } from './facts.ts';
import { anyOf, either } from './join.ts';
import { computedName, indexed, sliced } from './look-up.ts';
import type { Machine } from './machine.ts';
import { pickedBy } from './picked.ts';
import { awaited } from './promises.ts';
import { elementOf, partOf } from './refine.ts';
import { deepSources, madeOf } from './sources.ts';
import { fork, lookUp, meet, type State } from './state.ts';
import { constant, external, plain, type Site, shaped, type Value } from './value.ts';

/** What an expression gives. */
export function evaluate(machine: Machine, expression: Expression, state: State, module: Module): Value {
  if (--machine.fuel < 0) return plain;
  const inner = (part: Expression): Value => machine.evaluate(part, state, module);
  switch (expression.kind) {
    case 'name':
      return named(expression, state, machine.site(module, expression));
    case 'literal':
      return constant(typeof expression.value === 'string' ? expression.value.slice(0, longestText) : expression.value);
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
      return inner(expression.value);
    case 'await':
      return waited(expression, inner(expression.value), state);
    case 'binary':
      return binary(expression.operator, inner(expression.left), inner(expression.right));
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
      return unary(expression.operator, inner(expression.operand));
    case 'conditional':
      return conditional(machine, expression, state, module);
    case 'function':
      return shaped({ kind: 'function', closure: { function: expression.function, module, scope: state.scope } });
    case 'class':
      return defineClass(machine, expression.class, state, module);
    case 'comprehension':
      return comprehension(machine, expression, state, module);
    case 'assign':
      return assigned(machine, expression, state, module);
    case 'unknown':
      return madeOf(expression.parts.map(inner));
  }
}

/** What `await` gives; of a `yield` what is handed out comes back, as to who waits for promises by generators. */
function waited({ yields }: Extract<Expression, { kind: 'await' }>, value: Value, { frame }: State): Value {
  const settled = awaited(value);
  if (yields !== undefined && (frame.yielded?.length ?? mostItems) < mostItems)
    frame.yielded?.push(yields === 'all' ? elementOf(settled) : settled);
  return settled;
}

/** What a name stands for: something of the language or a library where nothing of the code does. */
function named({ name }: Extract<Expression, { kind: 'name' }>, state: State, site: Site): Value {
  return lookUp(state.scope, name) ?? (name.length > longestName ? plain : external(name, site));
}

function binary(operator: string, left: Value, right: Value): Value {
  if (operator === '+') return added(left, right);
  if (operator === '%' && left.shape.kind !== 'unknown') return textFrom([left, right]);
  // What is left over is smaller than a number of the server.
  if (operator === '%' && isFixedNumber(left, right)) return treated(computed(left, right), ['capped', 'number']);
  // Conditions of boto3 are joined so.
  if (operator === '&') return shaped({ kind: 'list', items: [left, right] }, madeOf([left, right]).sources);
  if (operator === '|' && left.shape.kind === 'dict') return merged(left, right);
  return computed(left, right);
}

/** A text before `%` is one that is filled in. */
function isFixedNumber(left: Value, right: Value): boolean {
  const isOfServer = right.shape.kind === 'unknown' || right.shape.kind === 'external';
  return right.shape.kind === 'constant'
    ? typeof right.shape.value === 'number'
    : isOfServer && left.treatments.has('number') && deepSources(right).length === 0;
}

/** `(a = b)`, `(a += b)`, `(a := b)`. */
function assigned(
  machine: Machine,
  { operator, target, value }: Extract<Expression, { kind: 'assign' }>,
  state: State,
  module: Module,
): Value {
  const known = operator === undefined ? undefined : machine.evaluate(target, state, module);
  const given = machine.evaluate(value, state, module);
  const result = operator === undefined || known === undefined ? given : accumulated(operator, known, given);
  machine.assign(target, result, state, module, false);
  return result;
}

function unary(operator: string, operand: Value): Value {
  if (operator === 'not') return negated(operand);
  // What kind of value it is says nothing of the value.
  return operator === 'typeof' ? plain : computed(operand, plain);
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
    const given = argumentsOf(expression.arguments, inner);
    const result = machine.call(target, given, state, site);
    fillFirst(machine, target, expression, given.positional[0], result, state, module);
    return result;
  }
  const object = inner(callee.object);
  const args = argumentsOf(expression.arguments, inner);
  const value = machine.callMethod(object, callee.property, args, state, site);
  rebindChanged(machine, callee.object, object, callee.property, args, state, module);
  if (object.shape.kind === 'external') {
    const target = machine.member(object, callee.property, site);
    fillFirst(machine, target, expression, args.positional[0], value, state, module);
  }
  return value;
}

/** A name that is longer was not given by people. */
const longestName = 240;

function dictOf({ entries }: DictExpression, inner: (part: Expression) => Value): Value {
  const fields = new Map<string, Value>();
  const loose: Value[] = [];
  for (const { key, value } of entries) {
    const evaluated = inner(value);
    const name =
      key === null
        ? undefined
        : key.kind === 'literal'
          ? String(key.value).slice(0, longestText)
          : computedName(inner(key));
    if (name !== undefined) fields.set(name, evaluated);
    else if (key !== null) loose.push(looseEntry(key, inner(key), value, evaluated));
    else loose.push(...spreadInto(fields, evaluated));
  }
  return dictWith(fields, loose.length === 0 ? null : anyOf(loose));
}

/** An entry whose name is only known while the code runs. */
function looseEntry(key: Expression, name: Value, from: Expression, value: Value): Value {
  const picked = pickedBy(key, name, from, value);
  return picked === value ? madeOf([name, value]) : picked;
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
  const values = items.slice(0, mostItems).flatMap((item) => {
    const value = inner(item);
    if (item.kind !== 'spread') return [value];
    return value.shape.kind === 'list' ? value.shape.items : [elementOf(value)];
  });
  return shaped({ kind: 'list', items: values.slice(0, mostItems) });
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
