import type { Expression, LiteralExpression, Span, Statement, UnknownExpression } from '../ir/ir.ts';
import type { SyntaxNode } from './javascript-nodes.ts';

/** What every part of the way from syntax to IR needs of the others. */
export interface Lowering {
  readonly text: string;
  readonly expression: (node: SyntaxNode) => Expression;
  /** What is assigned to: a name, a place, or a pattern. */
  readonly target: (node: SyntaxNode) => Expression;
  readonly statements: (nodes: readonly SyntaxNode[]) => Statement[];
}

/** A child by its place, from the end if negative; where code is missing, nothing at the end of the node. */
export function childAt({ children, end }: SyntaxNode, index: number): SyntaxNode {
  return children.at(index) ?? { kind: 'missing', start: end, end, children: [], marks: [] };
}

/** The first child of one of the kinds. */
export function childOf({ children }: SyntaxNode, ...kinds: readonly string[]): SyntaxNode | undefined {
  return children.find(({ kind }) => kinds.includes(kind));
}

/** Without the parentheses, types and assertions around a value. */
export function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (wrappers.has(inner.kind) && inner.children.length > 0) inner = childAt(inner, 0);
  return inner;
}

const wrappers = new Set([
  ...['parenthesized_expression', 'as_expression', 'satisfies_expression', 'non_null_expression'],
  ...['instantiation_expression', 'type_assertion'],
]);

/** A literal where something stands, or would stand. */
export function literal({ start, end }: Span, value: LiteralExpression['value']): LiteralExpression {
  return { kind: 'literal', start, end, value };
}

/** What has no meaning in the IR, with what is known inside. */
export function unknown({ start, end }: Span, parts: readonly Expression[] = []): UnknownExpression {
  return { kind: 'unknown', start, end, parts };
}
