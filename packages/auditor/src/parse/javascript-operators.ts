import type { CompareExpression, Expression, LogicalExpression } from '../ir/ir.ts';
import { nameOf } from './javascript-literals.ts';
import { childAt, type Lowering, literal, unknown } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';

const logical: ReadonlyMap<string, LogicalExpression['operator']> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['??', '??'],
]);

const comparisons: ReadonlyMap<string, CompareExpression['operator']> = new Map([
  ['==', '=='],
  ['===', '=='],
  ['!=', '!='],
  ['!==', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['in', 'in'],
  ['instanceof', 'instanceof'],
]);

/** Arithmetic, comparisons, and `&&`, `||` and `??`. */
export function binaryFrom(node: SyntaxNode, lowering: Lowering): Expression {
  const { start, end } = node;
  const first = childAt(node, 0);
  const isPrivate = first.kind === 'private_property_identifier';
  const left = isPrivate ? literal(first, nameOf(first, lowering)) : lowering.expression(first);
  const right = lowering.expression(childAt(node, 1));
  const [operator] = node.marks;
  if (operator === undefined) return unknown(node, [left, right]);

  const joint = logical.get(operator);
  if (joint) return { kind: 'logical', start, end, operator: joint, left, right };
  const comparison = comparisons.get(operator);
  if (comparison) return { kind: 'compare', start, end, operator: comparison, left, right };
  return { kind: 'binary', start, end, operator, left, right };
}

/** `!a` is `not a`; the others keep their signs. */
export function unaryFrom(node: SyntaxNode, lowering: Lowering): Expression {
  const [operator] = node.marks;
  const operand = lowering.expression(childAt(node, 0));
  if (operator === undefined) return unknown(node, [operand]);
  return { kind: 'unary', start: node.start, end: node.end, operator: operator === '!' ? 'not' : operator, operand };
}

/** What an assignment assigns: also `a++`, which is `a += 1`. */
interface Assignment {
  readonly target: Expression;
  readonly value: Expression;
  readonly operator?: string;
}

/** The parts of `a = b`, `a += b` and `a++`, as a statement or as an expression. */
export function assignmentFrom(node: SyntaxNode, lowering: Lowering): Assignment {
  const target = lowering.target(childAt(node, 0));
  const [operator] = node.marks;
  if (node.kind === 'update_expression')
    return { target, value: literal(node, 1), operator: operator === '--' ? '-=' : '+=' };
  const value = lowering.expression(childAt(node, 1));
  return node.kind === 'assignment_expression' || operator === undefined
    ? { target, value }
    : { target, value, operator };
}
