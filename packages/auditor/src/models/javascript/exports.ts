import { externalOf, type Scope, type Value } from '../../flow/value.ts';
import type { Module, Span } from '../../ir/ir.ts';
import { closureOf } from './values.ts';

/** Something that a module gives to others, under its name there. */
interface Exported {
  readonly name: string;
  readonly value: Value;
  readonly span: Span;
}

/** What a module exports, by `export` and by `exports`; `default` also stands for what `module.exports` is set to. */
export function exportsOf(module: Module, scope: Scope): Exported[] {
  const [first] = module.body;
  if (first === undefined) return [];
  const own = module.body.flatMap((statement) =>
    statement.kind === 'export'
      ? statement.names.flatMap(({ local, exported }): Exported[] => {
          const value = scope.names.get(exported) ?? scope.names.get(local);
          return value === undefined ? [] : [{ name: exported, value, span: statement }];
        })
      : [],
  );
  const common = commonJsExports(scope).map(
    ([name, value]): Exported => ({ name, value, span: closureOf(value)?.function ?? first }),
  );
  return [...own, ...common];
}

function commonJsExports({ names }: Scope): (readonly [string, Value])[] {
  const [filled, holder] = [names.get('exports'), names.get('module')];
  const replaced = holder === undefined ? undefined : externalOf(holder)?.fields.get('exports');
  const isReplaced = replaced !== undefined && externalOf(replaced)?.path !== 'exports';
  return [
    ...(filled === undefined ? [] : (externalOf(filled)?.fields ?? [])),
    ...(replaced?.shape.kind === 'dict' ? replaced.shape.fields : []),
    ...(isReplaced ? [['default', replaced] as const] : []),
  ];
}
