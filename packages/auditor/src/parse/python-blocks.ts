import type { Expression, IfStatement, Statement, TryStatement, WithStatement } from '../ir/ir.ts';
import { childOf, deepest, flatNames, type Lowering, unknown } from './python-lowering.ts';
import type { SyntaxNode } from './python-tree.ts';

/** `if`, `elif`, `else`. */
export function lowerIf(lowering: Lowering, node: SyntaxNode): IfStatement {
  const clauses = node.children.filter(({ type }) => type === 'elif_clause' || type === 'else_clause');
  return lowerBranch(lowering, node, { clauses, next: 0, end: node.end });
}

/** What follows a branch of an `if`. */
interface Rest {
  readonly clauses: readonly SyntaxNode[];
  readonly next: number;
  /** Of the whole statement. */
  readonly end: number;
}

function lowerBranch(lowering: Lowering, node: SyntaxNode, rest: Rest): IfStatement {
  return {
    kind: 'if',
    test: lowerTest(lowering, node),
    // biome-ignore lint/suspicious/noThenProperty: nobody awaits code.
    then: lowering.statements(childOf(node, 'block')),
    otherwise: lowerOtherwise(lowering, rest),
    start: node.start,
    end: rest.end,
  };
}

/** Every `elif` is one level deeper, though they stand side by side. */
function lowerOtherwise(lowering: Lowering, { clauses, next, end }: Rest): Statement[] {
  const clause = clauses[next];
  if (!clause) return [];
  if (clause.type === 'else_clause') return lowering.statements(childOf(clause, 'block'));
  const { start } = clause;
  if (lowering.depth >= deepest) {
    const value = flatNames(lowering, { type: 'ERROR', start, end, children: clauses.slice(next), broken: [] });
    return [{ kind: 'expression', value, start, end }];
  }
  lowering.depth++;
  const branch = lowerBranch(lowering, clause, { clauses, next: next + 1, end });
  lowering.depth--;
  return [branch];
}

function lowerTest(lowering: Lowering, node: SyntaxNode): Expression {
  const [test] = node.children;
  if (!test || test.type === 'block') return unknown({ start: node.start, end: node.start });
  return lowering.expression(test);
}

/** `for a in b`, also `async for`. */
export function lowerFor(lowering: Lowering, node: SyntaxNode): Statement {
  const [target, iterable] = node.children.filter(({ type }) => type !== 'block' && type !== 'else_clause');
  const missing = unknown({ start: node.start, end: node.start });
  return {
    kind: 'for',
    target: target ? lowering.expression(target) : missing,
    iterable: iterable ? lowering.expression(iterable) : missing,
    body: lowering.statements(childOf(node, 'block')),
    otherwise: blockOf(lowering, childOf(node, 'else_clause')),
    start: node.start,
    end: node.end,
  };
}

export function lowerWhile(lowering: Lowering, node: SyntaxNode): Statement {
  return {
    kind: 'while',
    test: lowerTest(lowering, node),
    body: lowering.statements(childOf(node, 'block')),
    otherwise: blockOf(lowering, childOf(node, 'else_clause')),
    start: node.start,
    end: node.end,
  };
}

/** `try` with `except`, also `except*`, `else` and `finally`. */
export function lowerTry(lowering: Lowering, node: SyntaxNode): TryStatement {
  return {
    kind: 'try',
    body: blockOf(lowering, node),
    handlers: node.children
      .filter(({ type }) => type === 'except_clause')
      .map((child) => lowerHandler(lowering, child)),
    otherwise: blockOf(lowering, childOf(node, 'else_clause')),
    finally: blockOf(lowering, childOf(node, 'finally_clause')),
    start: node.start,
    end: node.end,
  };
}

/** `except A as a`; Python 2 wrote a comma. */
function lowerHandler(lowering: Lowering, node: SyntaxNode): TryStatement['handlers'][number] {
  const [type, alias] = node.children.filter((child) => child.type !== 'block');
  const body = blockOf(lowering, node);
  if (!type) return { type: null, target: null, body };
  const { context, target } = lowerAs(lowering, type);
  return { type: context, target: target ?? (alias ? lowering.expression(alias) : null), body };
}

/** `with a as b, c`, also `async with`; the items may stand in parentheses. */
export function lowerWith(lowering: Lowering, node: SyntaxNode): WithStatement {
  const items = childOf(node, 'with_clause')?.children.flatMap(itemsOf) ?? [];
  return {
    kind: 'with',
    items: items.map((item) => lowerAs(lowering, item)),
    body: blockOf(lowering, node),
    start: node.start,
    end: node.end,
  };
}

/** The parser takes `(a as b, c as d)` for a tuple, which is nothing that one enters. */
function itemsOf(item: SyntaxNode): readonly SyntaxNode[] {
  const [value] = item.type === 'with_item' ? item.children : [item];
  if (!value) return [];
  const [inner] = value.children;
  if (value.type === 'tuple') return value.children;
  return value.type === 'parenthesized_expression' && inner?.type === 'as_pattern' ? [inner] : [value];
}

function lowerAs(lowering: Lowering, node: SyntaxNode): WithStatement['items'][number] {
  const [value, target] = node.type === 'as_pattern' ? node.children : [node];
  return {
    context: value ? lowering.expression(value) : unknown(node),
    target: target ? lowering.expression(target) : null,
  };
}

/** The block of a clause. */
function blockOf(lowering: Lowering, clause: SyntaxNode | undefined): Statement[] {
  return clause ? lowering.statements(childOf(clause, 'block')) : [];
}
