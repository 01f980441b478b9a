import type { ExportStatement, Statement } from '../ir/ir.ts';
import { classFrom } from './javascript-classes.ts';
import { assigned, declaredName } from './javascript-declarations.ts';
import { decoratorsOf } from './javascript-functions.ts';
import { moduleName, specifiers } from './javascript-imports.ts';
import { stringOf } from './javascript-literals.ts';
import { childAt, childOf, type Lowering } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { namesIn } from './javascript-patterns.ts';
import { statementFrom } from './javascript-statements.ts';

/** Every form of `export`: what it declares, and the names that it gives away. Of types it is nothing. */
export function exportFrom(node: SyntaxNode, lowering: Lowering): Statement[] {
  const { marks } = node;
  const value = node.children.find(({ kind }) => kind !== 'decorator');
  if (!value || marks.includes('type') || marks.includes('namespace')) return [];
  if (marks.includes('default')) return exportDefault(node, value, lowering);
  if (marks.includes('=')) return [exportWhole(node, value, lowering)];

  const source = value.kind === 'string' ? value : childOf(node, 'string');
  const module = source ? stringOf(source, lowering) : undefined;
  if (value.kind === 'export_clause') return [exporting(node, specifiers(value, lowering), module)];
  if (value.kind === 'namespace_export')
    return [exporting(node, [['*', moduleName(childAt(value, 0), lowering)]], module)];
  if (marks.includes('*')) return [exporting(node, [['*', '*']], module)];

  const declared = declaredBy(node, value, lowering);
  const names = declared.flatMap(namesOf);
  if (names.length === 0) return declared;
  return [
    ...declared,
    exporting(
      node,
      names.map((name) => [name, name]),
    ),
  ];
}

type Name = readonly [local: string, exported: string];

function exporting({ start, end }: SyntaxNode, pairs: readonly Name[], module?: string): ExportStatement {
  const names = pairs.map(([local, exported]) => ({ local, exported }));
  return { kind: 'export', start, end, names, ...(module === undefined ? {} : { module }) };
}

/** TypeScript's `export = value` is `module.exports = value`. */
function exportWhole(node: SyntaxNode, value: SyntaxNode, lowering: Lowering): Statement {
  const { start } = node;
  const object = { kind: 'name', start, end: start, name: 'module' } as const;
  const target = { kind: 'member', start, end: start, object, property: 'exports' } as const;
  return { ...assigned(node, target, lowering.expression(value)), declares: false };
}

const nameless = new Set(['class', 'function_expression', 'generator_function']);

/** A declaration keeps its name; a value, and what has no name, is called `default`. */
function exportDefault(node: SyntaxNode, value: SyntaxNode, lowering: Lowering): Statement[] {
  const isDeclaration = value.kind.endsWith('_declaration') || nameless.has(value.kind);
  const name = isDeclaration ? declaredName(value, lowering) : null;
  if (name !== null) return [...declaredBy(node, value, lowering), exporting(node, [[name, 'default']])];

  const { start, end } = value;
  const target = { kind: 'name', start: node.start, end: node.start, name: 'default' } as const;
  const given =
    value.kind === 'class'
      ? ({ kind: 'class', start, end, class: classFrom(value, lowering, decoratorsOf(node, lowering)) } as const)
      : lowering.expression(value);
  return [assigned(node, target, given), exporting(node, [['default', 'default']])];
}

/** The decorators of a class can stand before `export`. */
function declaredBy(node: SyntaxNode, value: SyntaxNode, lowering: Lowering): Statement[] {
  if (!value.kind.includes('class')) return statementFrom(value, lowering);
  const { start, end } = value;
  return [{ kind: 'class', start, end, class: classFrom(value, lowering, decoratorsOf(node, lowering)) }];
}

function namesOf(statement: Statement): string[] {
  switch (statement.kind) {
    case 'function':
      return [statement.function.name];
    case 'class':
      return [statement.class.name];
    case 'assignment':
      return statement.targets.flatMap(namesIn);
    default:
      return [];
  }
}
