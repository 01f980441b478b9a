import type { Expression, Span, Statement } from '../ir/ir.ts';
import { incomplete, type Lowering, nullAt, unknown } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/** `a = b`, `a = b = c`, `a: T`, `a: T = b`. */
export function lowerAssignment(lowering: Lowering, node: SyntaxNode): readonly Statement[] {
  const { start, end } = node;
  const targets: Expression[] = [];
  const broken: SyntaxNode[] = [];
  let annotation: Expression | undefined;
  let value: Expression | undefined;
  // A loop, because each further target is nested in the value of the one before.
  for (let current: SyntaxNode | undefined = node; current; ) {
    const { left, type, right }: Sides = sidesOf(current);
    if (left) targets.push(lowering.expression(left));
    if (type) annotation ??= lowering.expression(type);
    if (current !== node) for (const part of current.broken) broken.push(part);
    if (right?.type !== 'assignment') value = right ? lowering.expression(right) : nullAt(end, end);
    current = right?.type === 'assignment' ? right : undefined;
  }
  const statement = assignment(targets.slice(), value ?? nullAt(end, end), annotation, { start, end });
  const parts = broken.flatMap(lowering.salvage);
  return parts.length > 0 ? [{ kind: 'expression', value: unknown(node, parts), start, end }, statement] : [statement];
}

/** Written out twice: there are very many, and objects that are spread take more room. */
function assignment(
  targets: readonly Expression[],
  value: Expression,
  annotation: Expression | undefined,
  { start, end }: Span,
): Statement {
  if (annotation === undefined) return { kind: 'assignment', targets, value, declares: true, start, end };
  return { kind: 'assignment', targets, value, annotation, declares: true, start, end };
}

interface Sides {
  readonly left: SyntaxNode | undefined;
  readonly type: SyntaxNode | undefined;
  readonly right: SyntaxNode | undefined;
}

function sidesOf({ children }: SyntaxNode): Sides {
  const [left, second, third] = children;
  return second?.type === 'type' ? { left, type: second, right: third } : { left, type: undefined, right: second };
}

/** `a += b`. */
export function lowerAugmented(lowering: Lowering, node: SyntaxNode): Statement {
  const [target, operator, value] = node.children;
  const { start, end } = node;
  if (!target || !operator || !value) return { kind: 'expression', value: incomplete(lowering, node), start, end };
  return {
    kind: 'assignment',
    targets: [lowering.expression(target)],
    value: lowering.expression(value),
    operator: operator.type,
    declares: false,
    start,
    end,
  };
}

/** `type A[T] = B`: an assignment of `B` to `A`. */
export function lowerTypeAlias(lowering: Lowering, node: SyntaxNode): Statement {
  const { start, end } = node;
  const [left, right] = node.children;
  const name = left?.children[0] && aliasName(left.children[0], start);
  if (!name || !right) return { kind: 'expression', value: incomplete(lowering, node), start, end };
  return {
    kind: 'assignment',
    targets: [lowering.expression(name)],
    value: lowering.expression(right),
    declares: true,
    start,
    end,
  };
}

/** The parser takes `type(a).b = c` for an alias of the name `(a).b`; it is a call with something after it. */
function aliasName(node: SyntaxNode, start: number): SyntaxNode | undefined {
  if (node.type === 'generic_type') return node.children[0];
  const chain: SyntaxNode[] = [];
  let base: SyntaxNode | undefined = node;
  for (; base && links.has(base.type); base = base.children[0]) chain.push(base);
  if (base?.type !== 'parenthesized_expression' && base?.type !== 'tuple') return node;

  const type: SyntaxNode = { type: 'identifier', start, end: start + 'type'.length, children: [], broken: [] };
  const call: SyntaxNode = { ...base, type: 'call', start, children: [type, { ...base, type: 'argument_list' }] };
  return chain.reduceRight((first, link) => ({ ...link, start, children: [first, ...link.children.slice(1)] }), call);
}

const links = new Set(['attribute', 'subscript', 'call']);
