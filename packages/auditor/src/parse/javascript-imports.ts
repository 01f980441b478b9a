import type { ImportedName, ImportStatement, Statement } from '../ir/ir.ts';
import { nameOf, stringOf } from './javascript-literals.ts';
import { bare, childAt, childOf, type Lowering } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';

/** `import … from`; of types it is nothing. */
export function importFrom(node: SyntaxNode, lowering: Lowering): Statement[] {
  if (node.marks.length > 0) return [];
  const { start, end } = node;
  const required = childOf(node, 'import_require_clause');
  const source = childOf(required ?? node, 'string');
  if (!source) return [];
  const module = stringOf(source, lowering);
  if (required) {
    const local = nameOf(childAt(required, 0), lowering);
    return [{ kind: 'import', start, end, module, names: [{ imported: '*', local }] }];
  }
  const names = childOf(node, 'import_clause')?.children.flatMap((child) => importedNames(child, lowering));
  return [{ kind: 'import', start, end, module, names: names ?? [] }];
}

function importedNames(node: SyntaxNode, lowering: Lowering): ImportedName[] {
  switch (node.kind) {
    case 'identifier':
      return [{ imported: 'default', local: nameOf(node, lowering) }];
    case 'namespace_import':
      return [{ imported: '*', local: nameOf(childAt(node, 0), lowering) }];
    case 'named_imports':
      return specifiers(node, lowering).map(([imported, local]) => ({ imported, local }));
    default:
      return [];
  }
}

/** The parts `a as b` of an import or export, each with its two names; types are none. */
export function specifiers({ children }: SyntaxNode, lowering: Lowering): [string, string][] {
  const values = children.filter(({ marks }) => marks.length === 0);
  return values.map((child) => [moduleName(childAt(child, 0), lowering), moduleName(childAt(child, -1), lowering)]);
}

/** Names of modules can be written as strings. */
export function moduleName(node: SyntaxNode, lowering: Lowering): string {
  return node.kind === 'string' ? stringOf(node, lowering) : nameOf(node, lowering);
}

/** `const x = require('m')`, `const x = require('m').y` and `const { a, b: c } = require('m')`. */
export function requireFrom(node: SyntaxNode, lowering: Lowering): ImportStatement | null {
  const value = bare(childAt(node, 1));
  const isMember = value.kind === 'member_expression';
  const module = requiredModule(isMember ? bare(childAt(value, 0)) : value, lowering);
  const target = childAt(node, 0);
  if (module === null) return null;
  const property = isMember ? nameOf(childAt(value, 1), lowering) : null;
  const names = requiredNames(target, property, lowering);
  return names && { kind: 'import', start: node.start, end: node.end, module, names };
}

function requiredModule(node: SyntaxNode, lowering: Lowering): string | null {
  if (node.kind !== 'call_expression') return null;
  const [callee, given] = node.children;
  const [source] = given?.kind === 'arguments' && given.children.length === 1 ? given.children : [];
  const isRequire = callee?.kind === 'identifier' && nameOf(callee, lowering) === 'require';
  return isRequire && source?.kind === 'string' ? stringOf(source, lowering) : null;
}

/** Null for a pattern that says more than which names there are. */
function requiredNames(target: SyntaxNode, property: string | null, lowering: Lowering): ImportedName[] | null {
  if (target.kind === 'identifier') return [{ imported: property ?? '*', local: nameOf(target, lowering) }];
  if (target.kind !== 'object_pattern' || property !== null) return null;
  const names = target.children.flatMap((child): ImportedName[] => {
    const [key, local] = child.kind === 'pair_pattern' ? child.children : [child, child];
    const isName = key?.kind === 'property_identifier' || key?.kind === 'shorthand_property_identifier_pattern';
    if (!isName || (key !== local && local?.kind !== 'identifier') || !local) return [];
    return [{ imported: nameOf(key, lowering), local: nameOf(local, lowering) }];
  });
  return names.length === target.children.length ? names : null;
}
