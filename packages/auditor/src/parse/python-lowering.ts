import type { Expression, LiteralExpression, NameExpression, Span, Statement, UnknownExpression } from '../ir/ir.ts';
import type { SyntaxNode } from './python-tree.ts';
import { sharedName } from './shared-names.ts';

/** What the parts of the reader need of each other. */
export interface Lowering {
  readonly text: string;
  /** How deep the result is at the moment. Whoever makes it deeper without calling these functions counts here, too. */
  depth: number;
  readonly expression: (node: SyntaxNode) => Expression;
  /** What there is of expressions in code that has no form of its own, such as code that does not parse. */
  readonly salvage: (node: SyntaxNode) => Expression[];
  /** What stands in a block. */
  readonly statements: (block: SyntaxNode | undefined) => Statement[];
}

/** People nest less than 50 deep. Below this the result is flat, so that whoever walks it may recurse. */
export const deepest = 250;

/** `None`, and what stands for a value that is not written: `yield`, a declaration without a value, `a[:1]`. */
export function nullAt(start: number, end: number): LiteralExpression {
  return { kind: 'literal', value: null, start, end };
}

/** Code that has no form of its own, with what stands inside. */
export function unknown({ start, end }: Span, parts: readonly Expression[] = []): UnknownExpression {
  return { kind: 'unknown', parts, start, end };
}

/** The expression of the first child, which may be missing in code that does not parse. */
export function onlyChild(lowering: Lowering, node: SyntaxNode): Expression {
  const [child] = node.children;
  return child ? lowering.expression(child) : unknown({ start: node.end, end: node.end });
}

/** The child of this type. */
export function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((child) => child.type === type);
}

/** The text of a name. Python takes the letters of another width or style for the usual ones (PEP 3131). */
export function nameOf({ text }: Lowering, { start, end }: Span): string {
  const name = text.slice(start, end);
  return sharedName(isPlain(name) ? name : name.normalize('NFKC'));
}

export function lowerName(lowering: Lowering, { start, end }: Span): NameExpression {
  return { kind: 'name', name: nameOf(lowering, { start, end }), start, end };
}

function isPlain(name: string): boolean {
  for (let index = 0; index < name.length; index++) {
    if (name.charCodeAt(index) > 0x7f) return false;
  }
  return true;
}

/** Instead of what is too deep: the names in it, so that it is still known what flows into it. */
export function flatNames(lowering: Lowering, node: SyntaxNode): UnknownExpression {
  const parts: Expression[] = [];
  const left = [node];
  for (let next = left.pop(); next; next = left.pop()) {
    if (next.type === 'identifier' && next.start < next.end) parts.push(lowerName(lowering, next));
    // From the last to the first, so that the first is the next. What follows the dot of an attribute is not a name,
    // nor is that of a keyword argument.
    const first = next.type === 'keyword_argument' ? 1 : 0;
    const last = next.type === 'attribute' ? 0 : next.children.length - 1;
    for (let index = last; index >= first; index--) {
      const child = next.children[index];
      if (child) left.push(child);
    }
    for (const child of next.broken) left.push(child);
  }
  return unknown(node, parts);
}

/** A node that lacks a part, because the code does not parse: what there is of it. */
export function incomplete(lowering: Lowering, node: SyntaxNode): UnknownExpression {
  return unknown(node, node.children.flatMap(lowering.salvage));
}

/** A part of a node that has no expression of its own, with what does not parse next to it. */
export function withBroken(lowering: Lowering, node: SyntaxNode, part: SyntaxNode | undefined): Expression {
  const value = part ? lowering.expression(part) : unknown({ start: node.end, end: node.end });
  if (node.broken.length === 0) return value;
  const parts = node.broken.flatMap(lowering.salvage);
  return parts.length > 0 ? unknown(node, [value, ...parts]) : value;
}
