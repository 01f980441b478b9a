import type { Expression, Span } from '../ir/ir.ts';

/** A literal that is a text. */
export interface TextLiteral extends Span {
  readonly value: string;
}

/** A literal, or one that is taken where the environment says nothing. */
export function literalOf(expression: Expression): TextLiteral | undefined {
  const { kind, start, end } = expression;
  if (kind === 'literal') {
    return typeof expression.value === 'string' ? { value: expression.value, start, end } : undefined;
  }
  if (kind === 'logical' && expression.operator !== 'and') return literalOf(expression.right);
  if (kind !== 'call' || expression.callee.kind !== 'member') return undefined;
  // `new TextEncoder().encode('…')`, `Buffer.from('…')`.
  const [first, second] = expression.arguments;
  if (/^(?:encode|from)$/.test(expression.callee.property) && first !== undefined) return literalOf(first.value);
  const isEnvironment = /^(?:get|getenv)$/.test(expression.callee.property) && expression.arguments.length === 2;
  return isEnvironment && second?.value.kind === 'literal' ? literalOf(second.value) : undefined;
}
