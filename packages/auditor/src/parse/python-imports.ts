import type { ImportedName, ImportStatement } from '../ir/ir.ts';
import { childOf, type Lowering, nameOf } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/**
 * `import` and `from … import`, one statement for each module.
 *
 * `import a.b.c` brings the package `a` under its own name, so that `a.b.c.f` is a member of members of the module `a`;
 * a second statement without names says that `a.b.c` is a module, which makes `a.b.c.f` the `f` of that module. With
 * `as` the name is that of the innermost module at once.
 */
export function lowerImport(lowering: Lowering, node: SyntaxNode): ImportStatement[] {
  if (node.type === 'import_statement') return node.children.flatMap((child) => lowerModule(lowering, node, child));
  const { start, end } = node;
  const isFuture = node.type === 'future_import_statement';
  const [source] = node.children;
  const module = isFuture ? '__future__' : source ? moduleName(lowering, source) : '';
  const names = node.children.slice(isFuture ? 0 : 1).flatMap((child) => importedName(lowering, child));
  return [{ kind: 'import', module, names, start, end }];
}

function lowerModule(lowering: Lowering, { start, end }: SyntaxNode, child: SyntaxNode): ImportStatement[] {
  const { imported: module, local } = nameAndAlias(lowering, child);
  if (module === '') return [];
  if (local !== null) return [{ kind: 'import', module, names: [{ imported: '*', local }], start, end }];

  const dot = module.indexOf('.');
  const outer = dot < 0 ? module : module.slice(0, dot);
  const brought: ImportStatement = {
    kind: 'import',
    module: outer,
    names: [{ imported: '*', local: outer }],
    start,
    end,
  };
  return outer === module ? [brought] : [brought, { kind: 'import', module, names: [], start, end }];
}

function importedName(lowering: Lowering, node: SyntaxNode): ImportedName[] {
  if (node.type === 'wildcard_import') return [{ imported: '**', local: '*' }];
  const { imported, local } = nameAndAlias(lowering, node);
  return imported === '' ? [] : [{ imported, local: local ?? imported }];
}

function nameAndAlias(lowering: Lowering, node: SyntaxNode): { imported: string; local: string | null } {
  if (node.type !== 'aliased_import') return { imported: dottedName(lowering, node), local: null };
  const name = childOf(node, 'dotted_name');
  const alias = childOf(node, 'identifier');
  return { imported: name ? dottedName(lowering, name) : '', local: alias ? nameOf(lowering, alias) : null };
}

/** `.a.b` keeps its dots, even if there are spaces between them. */
function moduleName(lowering: Lowering, node: SyntaxNode): string {
  if (node.type !== 'relative_import') return dottedName(lowering, node);
  const prefix = childOf(node, 'import_prefix');
  const name = childOf(node, 'dotted_name');
  const dots = prefix ? lowering.text.slice(prefix.start, prefix.end).replaceAll(/[^.]/g, '') : '';
  return `${dots}${name ? dottedName(lowering, name) : ''}`;
}

function dottedName(lowering: Lowering, node: SyntaxNode): string {
  return node.type === 'dotted_name' ? node.children.map((child) => nameOf(lowering, child)).join('.') : '';
}
