import type { ComprehensionExpression, Expression } from '../ir/ir.ts';
import { incomplete, type Lowering, onlyChild, unknown } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

type Clause = ComprehensionExpression['clauses'][number];

/** `[a for b in c if d]`, the same with braces or parentheses, and `{a: b for c in d}`. */
export function lowerComprehension(lowering: Lowering, node: SyntaxNode): Expression {
  const [body, ...others] = node.children;
  if (!body) return incomplete(lowering, node);
  const [key, value] = body.type === 'pair' ? body.children : [null, body];
  const clauses: (Clause & { conditions: Expression[] })[] = [];
  for (const child of others) {
    if (child.type === 'if_clause') clauses.at(-1)?.conditions.push(onlyChild(lowering, child));
    else if (child.type === 'for_in_clause') clauses.push({ ...lowerLoop(lowering, child), conditions: [] });
  }
  return {
    kind: 'comprehension',
    key: key ? lowering.expression(key) : null,
    element: value ? lowering.expression(value) : unknown(body),
    clauses,
    start: node.start,
    end: node.end,
  };
}

/** `for a in b`; Python 2 lets `b` be several. */
function lowerLoop(lowering: Lowering, node: SyntaxNode): { target: Expression; iterable: Expression } {
  const [target, first, ...others] = node.children;
  if (!target || !first)
    return { target: incomplete(lowering, node), iterable: unknown({ start: node.end, end: node.end }) };
  if (others.length === 0) return { target: lowering.expression(target), iterable: lowering.expression(first) };
  const items = [first, ...others].map(lowering.expression);
  return {
    target: lowering.expression(target),
    iterable: { kind: 'list', items, start: first.start, end: node.end },
  };
}
