import type { CompareExpression, Expression } from '../ir/ir.ts';
import { deepest, incomplete, type Lowering, onlyChild, unknown } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/** `a + b`. */
export function lowerBinary(lowering: Lowering, node: SyntaxNode): Expression {
  const [left, operator, right] = node.children;
  if (!left || !operator || !right) return incomplete(lowering, node);
  return {
    kind: 'binary',
    operator: operator.type,
    left: lowering.expression(left),
    right: lowering.expression(right),
    start: node.start,
    end: node.end,
  };
}

/** `a and b`, `a or b`. */
export function lowerBoolean(lowering: Lowering, node: SyntaxNode): Expression {
  const [left, operator, right] = node.children;
  if (!left || !operator || !right) return incomplete(lowering, node);
  return {
    kind: 'logical',
    operator: operator.type === 'or' ? 'or' : 'and',
    left: lowering.expression(left),
    right: lowering.expression(right),
    start: node.start,
    end: node.end,
  };
}

/** `-a`, `~a`. */
export function lowerUnary(lowering: Lowering, node: SyntaxNode): Expression {
  const [operator, operand] = node.children;
  if (!operator || !operand) return incomplete(lowering, node);
  const { start, end } = node;
  return { kind: 'unary', operator: operator.type, operand: lowering.expression(operand), start, end };
}

/** `not a`. */
export function lowerNot(lowering: Lowering, node: SyntaxNode): Expression {
  return { kind: 'unary', operator: 'not', operand: onlyChild(lowering, node), start: node.start, end: node.end };
}

/** `a if b else c`. */
export function lowerConditional(lowering: Lowering, node: SyntaxNode): Expression {
  const [then, test, otherwise] = node.children;
  if (!then || !test || !otherwise) return incomplete(lowering, node);
  return {
    kind: 'conditional',
    test: lowering.expression(test),
    // biome-ignore lint/suspicious/noThenProperty: nobody awaits code.
    then: lowering.expression(then),
    otherwise: lowering.expression(otherwise),
    start: node.start,
    end: node.end,
  };
}

const comparisons: ReadonlyMap<string, CompareExpression['operator']> = new Map([
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['==', '=='],
  ['!=', '!='],
  ['<>', '!='],
  ['is', '=='],
  ['is not', '!='],
  ['in', 'in'],
  ['not in', 'not in'],
]);

/** `a < b`. In `a < b < c` the same `b` is an operand of both. */
export function lowerComparison(lowering: Lowering, node: SyntaxNode): Expression {
  const operators: CompareExpression['operator'][] = [];
  const operands: SyntaxNode[] = [];
  for (const child of node.children) {
    const operator = comparisons.get(child.type);
    if (operator) operators.push(operator);
    else operands.push(child);
  }
  const nested = operators.length;
  if (operands.length !== nested + 1 || lowering.depth + nested > deepest) return incomplete(lowering, node);

  lowering.depth += nested;
  const rights = operands.map((operand) => lowering.expression(operand));
  lowering.depth -= nested;
  const lefts = rights.map((value, index) => (index === 0 || mayStandTwice(operands[index]) ? value : unknown(value)));
  return joined(lefts, rights, operators) ?? incomplete(lowering, node);
}

/** Most nodes of an operand that stands in two comparisons. */
const mostShared = 200;

/** Whether an operand is small and holds no comparisons: chains inside of chains would double with every level. */
function mayStandTwice(operand: SyntaxNode | undefined): boolean {
  const left = operand ? [operand] : [];
  let count = 0;
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.type === 'comparison_operator' || ++count > mostShared) return false;
    for (const child of node.children) left.push(child);
  }
  return true;
}

function joined(
  lefts: readonly Expression[],
  rights: readonly Expression[],
  operators: readonly CompareExpression['operator'][],
): Expression | null {
  let result: Expression | null = null;
  for (const [index, operator] of operators.entries()) {
    const [left, right] = [lefts[index], rights[index + 1]];
    if (!left || !right) return null;
    const link: Expression = { kind: 'compare', operator, left, right, start: left.start, end: right.end };
    result = result
      ? { kind: 'logical', operator: 'and', left: result, right: link, start: result.start, end: link.end }
      : link;
  }
  return result;
}
