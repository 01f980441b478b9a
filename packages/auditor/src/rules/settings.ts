import type { CallExpression, DictExpression, Expression, Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';

/** A name that is given a value in the code: `DEBUG = True`, `app.config['SECRET_KEY'] = '…'`, `{ secret: '…' }`. */
export interface Setting {
  readonly name: string;
  readonly value: Expression;
  /** What is given it: `debug`, `app.debug`, an entry of a dict, or an argument of a call. */
  readonly form: 'name' | 'member' | 'entry' | 'argument';
  /** Of a named argument: the last part of what is called, and of what it is a method. */
  readonly callee?: string;
  readonly receiver?: string;
  readonly module: Module;
  readonly span: Span;
}

/** Many rules ask for them, and some for each call that they look at. */
const settingsIn = new WeakMap<Module, readonly Setting[]>();

/** All settings of a module: assignments, entries of dicts, and named arguments. */
export function settingsOf(module: Module): readonly Setting[] {
  const known = settingsIn.get(module) ?? readSettings(module);
  settingsIn.set(module, known);
  return known;
}

function readSettings(module: Module): Setting[] {
  const found: Setting[] = [];
  walk(module, {
    statement: (statement) => {
      if (statement.kind !== 'assignment') return;
      for (const target of statement.targets) found.push(...given(module, target, statement.value, statement));
    },
    expression: (expression) => {
      if (expression.kind === 'assign') found.push(...given(module, expression.target, expression.value, expression));
      if (expression.kind === 'dict') found.push(...entriesOf(module, expression));
      if (expression.kind === 'call') found.push(...argumentsOf(module, expression));
    },
  });
  return found;
}

function given(module: Module, target: Expression, value: Expression, span: Span): Setting[] {
  const name = nameOf(target);
  return name === undefined ? [] : [{ name, value, form: target.kind === 'name' ? 'name' : 'member', module, span }];
}

function entriesOf(module: Module, { entries }: DictExpression): Setting[] {
  return entries.flatMap(({ key, value }) => {
    const name = key === null ? undefined : keyOf(key);
    if (key === null || name === undefined) return [];
    return [{ name, value, form: 'entry', module, span: { start: key.start, end: value.end } }];
  });
}

function argumentsOf(module: Module, call: CallExpression): Setting[] {
  const callee = nameOf(call.callee) ?? '';
  const receiver = call.callee.kind === 'member' ? (nameOf(call.callee.object) ?? '') : '';
  return call.arguments.flatMap(({ name, value }) =>
    name === undefined ? [] : [{ name, value, form: 'argument', callee, receiver, module, span: call }],
  );
}

function nameOf(target: Expression): string | undefined {
  if (target.kind === 'name') return target.name;
  if (target.kind === 'member') return target.property;
  return target.kind === 'index' ? keyOf(target.index) : undefined;
}

function keyOf(key: Expression): string | undefined {
  if (key.kind === 'name') return key.name;
  return key.kind === 'literal' ? String(key.value) : undefined;
}
