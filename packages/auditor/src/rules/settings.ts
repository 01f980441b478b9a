import type { Expression, Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';

/** A name that is given a value in the code: `DEBUG = True`, `app.config['SECRET_KEY'] = '…'`, `{ secret: '…' }`. */
export interface Setting {
  readonly name: string;
  readonly value: Expression;
  /** Of a named argument: the last part of what is called. */
  readonly callee?: string;
  readonly module: Module;
  readonly span: Span;
}

/** All settings of a module: assignments, entries of dicts, and named arguments. */
export function settingsOf(module: Module): Setting[] {
  const found: Setting[] = [];
  const add = (name: string | undefined, value: Expression, span: Span, callee?: string): void => {
    if (name !== undefined) found.push({ name, value, module, span, ...(callee === undefined ? {} : { callee }) });
  };
  walk(module, {
    statement: (statement) => {
      if (statement.kind !== 'assignment') return;
      for (const target of statement.targets) add(nameOf(target), statement.value, statement);
    },
    expression: (expression) => {
      if (expression.kind === 'assign') add(nameOf(expression.target), expression.value, expression);
      if (expression.kind === 'dict') {
        for (const { key, value } of expression.entries)
          if (key !== null) add(keyOf(key), value, { start: key.start, end: value.end });
      }
      if (expression.kind === 'call') {
        const callee = nameOf(expression.callee) ?? '';
        for (const { name, value } of expression.arguments) add(name, value, expression, callee);
      }
    },
  });
  return found;
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
