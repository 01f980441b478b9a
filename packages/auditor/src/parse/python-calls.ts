import type { Argument, Expression } from '../ir/ir.ts';
import { incomplete, type Lowering, nameOf, onlyChild, unknown, withBroken } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/** `f(a, *b, c=d, **e)`, `f(a for a in b)`. */
export function lowerCall(lowering: Lowering, node: SyntaxNode): Expression {
  const [callee, list] = node.children;
  if (!callee || !list) return incomplete(lowering, node);
  return {
    kind: 'call',
    callee: lowering.expression(callee),
    arguments: list.type === 'argument_list' ? lowerArguments(lowering, list) : [{ value: lowering.expression(list) }],
    isNew: false,
    start: node.start,
    end: node.end,
  };
}

/** What stands between the parentheses of a call. What does not parse there is an argument, too, if it has a value. */
export function lowerArguments(lowering: Lowering, { children, broken }: SyntaxNode): Argument[] {
  if (broken.length === 0) return children.map((child) => lowerArgument(lowering, child));
  return [...children, ...broken]
    .sort((one, other) => one.start - other.start)
    .flatMap((child) => {
      if (child.type !== 'ERROR') return [lowerArgument(lowering, child)];
      const parts = lowering.salvage(child);
      return parts.length > 0 ? [{ value: unknown(child, parts) }] : [];
    });
}

function lowerArgument(lowering: Lowering, node: SyntaxNode): Argument {
  switch (node.type) {
    case 'keyword_argument': {
      const [name, value] = node.children;
      if (!name || !value) return { value: incomplete(lowering, node) };
      return { name: nameOf(lowering, name), value: withBroken(lowering, node, value) };
    }
    case 'list_splat':
      return { value: onlyChild(lowering, node), spread: 'list' };
    case 'dictionary_splat':
      return { value: onlyChild(lowering, node), spread: 'dict' };
    default: {
      const value = lowering.expression(node);
      return value.kind === 'spread' ? { value: value.value, spread: 'list' } : { value };
    }
  }
}

/** `print a, b` and `print >>file, a` of Python 2, `exec code in globals`: calls of these names. */
export function lowerKeywordCall(lowering: Lowering, node: SyntaxNode): Expression {
  const name = node.type === 'print_statement' ? 'print' : 'exec';
  const { start, end } = node;
  return {
    kind: 'call',
    callee: { kind: 'name', name, start, end: start + name.length },
    arguments: node.children.map((child): Argument => {
      if (child.type !== 'chevron') return { value: lowering.expression(child) };
      return { name: 'file', value: onlyChild(lowering, child) };
    }),
    isNew: false,
    start,
    end,
  };
}
