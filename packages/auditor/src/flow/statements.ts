import type { Expression, Module, Statement } from '../ir/ir.ts';
import { choose } from './choices.ts';
import { defineClass } from './classes.ts';
import { accumulated } from './combine.ts';
import { condition } from './conditions.ts';
import { decorated } from './decorators.ts';
import { union } from './facts.ts';
import { bindExport, bindImport } from './imports.ts';
import { either } from './join.ts';
import type { Machine } from './machine.ts';
import { memberOfClass } from './members.ts';
import { pickedBy } from './picked.ts';
import { awaited } from './promises.ts';
import { iterated } from './refine.ts';
import { assignName, fork, goOn, meet, type State } from './state.ts';
import { constant, fromSources, noArguments, type Site, shaped, type Value } from './value.ts';

/** Runs statements one after the other, until one of them ends the function. */
export function execute(machine: Machine, statements: readonly Statement[], state: State, module: Module): void {
  for (const statement of statements) {
    if (!state.isAlive || machine.fuel <= 0) return;
    step(machine, statement, state, module);
  }
}

function step(machine: Machine, statement: Statement, state: State, module: Module): void {
  const value = (expression: Parameters<Machine['evaluate']>[0]): Value => machine.evaluate(expression, state, module);
  switch (statement.kind) {
    case 'expression':
      value(statement.value);
      return;
    case 'assignment': {
      const { operator } = statement;
      const given = pickedInto(machine, statement, value(statement.value), state, module);
      for (const target of statement.targets) {
        const result = operator === undefined ? given : accumulated(operator, value(target), given);
        machine.assign(target, result, state, module, statement.declares);
      }
      return;
    }
    case 'if':
      branch(machine, statement, state, module);
      return;
    case 'for':
      loop(machine, statement, state, module);
      return;
    case 'while': {
      const { whenTrue, whenFalse } = condition(value(statement.test));
      const [once, never] = [fork(state, whenTrue), fork(state, whenFalse)];
      machine.execute(statement.body, once, module);
      goOn(once);
      meet(state, [never, once]);
      machine.execute(statement.otherwise, state, module);
      return;
    }
    case 'return': {
      const result = statement.value === null ? constant(null) : value(statement.value);
      if (!state.isAlive) return;
      state.frame.endings.push({ value: result, facts: state.facts, site: machine.site(module, statement) });
      state.isAlive = false;
      return;
    }
    case 'raise':
      if (statement.value !== null) value(statement.value);
      state.isAlive = false;
      return;
    case 'try':
      attempt(machine, statement, state, module);
      return;
    case 'with':
      for (const { context, target } of statement.items) {
        const entered = enteredBy(machine, value(context), state, machine.site(module, context));
        if (target !== null) machine.assign(target, entered, state, module, true);
      }
      machine.execute(statement.body, state, module);
      return;
    case 'function': {
      const closure = { function: statement.function, module, scope: state.scope };
      const defined = decorated(machine, shaped({ kind: 'function', closure }), state, module);
      assignName(state.scope, statement.function.name, defined, true);
      return;
    }
    case 'class':
      assignName(state.scope, statement.class.name, defineClass(machine, statement.class, state, module), true);
      return;
    case 'import':
      bindImport(machine, statement, state, module);
      return;
    case 'switch':
      choose(machine, statement, state, module);
      return;
    case 'assert':
      state.facts = union(state.facts, condition(value(statement.test)).whenTrue);
      return;
    case 'block':
      machine.execute(statement.body, state, module);
      return;
    case 'break':
    case 'continue':
      state.isAlive = false;
      state.hasJumped = true;
      return;
    case 'export':
      bindExport(machine, statement, state, module);
      return;
    case 'outer':
      return;
  }
}

/** `kept[name] = body[name]`. */
function pickedInto(
  machine: Machine,
  { targets: [target], value: from }: Extract<Statement, { kind: 'assignment' }>,
  value: Value,
  state: State,
  module: Module,
): Value {
  if (target?.kind !== 'index' || target.index.kind !== 'name') return value;
  return pickedBy(target.index, machine.evaluate(target.index, state, module), from, value);
}

/** What `with` gives a name: what `__enter__` of an object gives, else the value itself. */
function enteredBy(machine: Machine, context: Value, state: State, site: Site): Value {
  if (context.shape.kind !== 'object' || context.shape.object.class === undefined) return context;
  const { class: known } = context.shape.object;
  const name = ['__enter__', '__aenter__'].find((one) => memberOfClass(known, one) !== undefined);
  return name === undefined ? context : awaited(machine.callMethod(context, name, noArguments, state, site));
}

function branch(machine: Machine, statement: Extract<Statement, { kind: 'if' }>, state: State, module: Module): void {
  const { whenTrue, whenFalse } = condition(machine.evaluate(statement.test, state, module));
  const [yes, no] = [fork(state, whenTrue), fork(state, whenFalse)];
  machine.execute(statement.then, yes, module);
  machine.execute(statement.otherwise, no, module);
  meet(state, [yes, no]);
}

function loop(machine: Machine, statement: Extract<Statement, { kind: 'for' }>, state: State, module: Module): void {
  const iterable = machine.evaluate(statement.iterable, state, module);
  const [once, never] = [fork(state), fork(state)];
  // A second time, so that what the first one left behind is seen.
  for (let turn = 0; turn < 2 && once.isAlive; turn++) {
    machine.assign(statement.target, iterated(iterable), once, module, true);
    machine.execute(statement.body, once, module);
    goOn(once);
  }
  meet(state, [never, once]);
  machine.execute(statement.otherwise, state, module);
}

function attempt(machine: Machine, statement: Extract<Statement, { kind: 'try' }>, state: State, module: Module): void {
  const tried = fork(state);
  machine.execute(statement.body, tried, module);
  machine.execute(statement.otherwise, tried, module);
  const ways = [tried];
  for (const { type, target, body } of statement.handlers) {
    const caught = fork(state);
    // It may have failed anywhere: names may be as before or as after.
    for (const [name, value] of tried.scope.names) {
      const before = caught.scope.names.get(name);
      caught.scope.names.set(name, before === undefined ? value : either(before, value));
    }
    if (target !== null) {
      const error = fromSources([{ kind: 'error', type: nameOf(type), site: machine.site(module, target) }]);
      machine.assign(target, error, caught, module, true);
    }
    machine.execute(body, caught, module);
    ways.push(caught);
  }
  meet(state, ways);
  if (statement.finally.length === 0) return;
  const isAlive = state.isAlive;
  state.isAlive = true;
  machine.execute(statement.finally, state, module);
  state.isAlive &&= isAlive;
}

/** `ClientError` of `botocore.exceptions.ClientError`. */
function nameOf(type: Expression | null): string {
  if (type?.kind === 'member') return type.property;
  return type?.kind === 'name' ? type.name : '';
}
