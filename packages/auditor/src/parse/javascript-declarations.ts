import type { AssignStatement, Entry, Expression, Statement } from '../ir/ir.ts';
import { nameOf } from './javascript-literals.ts';
import { childAt, childOf, type Lowering, literal, unknown } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { keyFrom } from './javascript-patterns.ts';

/** `const a = 1, b = 2`, also a single one of them that stands in code that does not parse. */
export function declarations(node: SyntaxNode, lowering: Lowering): AssignStatement[] {
  if (node.kind === 'variable_declarator') return [declaration(node, lowering)];
  return node.children.map((child) => declaration(child, lowering));
}

/** `a = 1` of `const a = 1`. Without a value it is null. */
export function declaration(node: SyntaxNode, lowering: Lowering): AssignStatement {
  const target = childAt(node, 0);
  const value = node.children.length > 1 ? lowering.expression(childAt(node, 1)) : null;
  return assigned(node, lowering.target(target), value ?? literal({ start: node.end, end: node.end }, null));
}

/** An assignment that declares its target. */
export function assigned(node: SyntaxNode, target: Expression, value: Expression): AssignStatement {
  return { kind: 'assignment', start: node.start, end: node.end, targets: [target], value, declares: true };
}

/** `import a = b.c` */
export function importAlias(node: SyntaxNode, lowering: Lowering): Statement[] {
  return [assigned(node, lowering.target(childAt(node, 0)), lowering.expression(childAt(node, 1)))];
}

/** `enum Kind { A, B = 'b' }` is the object that it is when it runs, without the way back from its numbers. */
export function enumFrom(node: SyntaxNode, lowering: Lowering): Statement[] {
  const body = childOf(node, 'enum_body') ?? childAt(node, 1);
  const entries: Entry[] = [];
  let next: number | null = 0;
  for (const child of body.children) {
    const isGiven = child.kind === 'enum_assignment';
    const named = isGiven ? childAt(child, 0) : child;
    const value: Expression = isGiven ? lowering.expression(childAt(child, 1)) : counted(child, next);
    next = value.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : null;
    entries.push({ key: keyFrom(named, lowering), value });
  }
  const { start, end } = body;
  return [assigned(node, lowering.target(childAt(node, 0)), { kind: 'dict', start, end, entries })];
}

const counted = (node: SyntaxNode, value: number | null): Expression =>
  value === null ? unknown(node) : literal(node, value);

/** The name of a declared function or class. */
export function declaredName(node: SyntaxNode, lowering: Lowering): string | null {
  const named = childOf(node, 'identifier', 'type_identifier');
  return named ? nameOf(named, lowering) : null;
}
