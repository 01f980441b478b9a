import type { Expression, Statement } from '../ir/ir.ts';
import { lowerAssignment, lowerAugmented, lowerTypeAlias } from './python-assignments.ts';
import { lowerFor, lowerIf, lowerTry, lowerWhile, lowerWith } from './python-blocks.ts';
import { lowerKeywordCall } from './python-calls.ts';
import { lowerDefinition } from './python-definitions.ts';
import { lowerImport } from './python-imports.ts';
import { deepest, flatNames, type Lowering, nameOf, unknown } from './python-lowering.ts';
import { lowerMatch } from './python-match.ts';
import type { SyntaxNode } from './python-tree.ts';

type Form = (lowering: Lowering, node: SyntaxNode) => Statement | readonly Statement[] | null;

const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['expression_statement', lowerExpressionStatement],
  ['assignment', lowerAssignment],
  ['augmented_assignment', lowerAugmented],
  ['type_alias_statement', lowerTypeAlias],
  ['return_statement', lowerReturn],
  ['raise_statement', lowerRaise],
  ['delete_statement', lowerDelete],
  ['assert_statement', lowerAssert],
  ['pass_statement', () => []],
  ['break_statement', (_, { start, end }) => ({ kind: 'break', start, end })],
  ['continue_statement', (_, { start, end }) => ({ kind: 'continue', start, end })],
  ['global_statement', lowerOuter],
  ['nonlocal_statement', lowerOuter],
  ['print_statement', (lowering, node) => statementOf(lowerKeywordCall(lowering, node))],
  ['exec_statement', (lowering, node) => statementOf(lowerKeywordCall(lowering, node))],
  ['import_statement', lowerImport],
  ['import_from_statement', lowerImport],
  ['future_import_statement', lowerImport],

  ['if_statement', lowerIf],
  ['for_statement', lowerFor],
  ['while_statement', lowerWhile],
  ['try_statement', lowerTry],
  ['with_statement', lowerWith],
  ['match_statement', lowerMatch],
  ['function_definition', lowerDefinition],
  ['class_definition', lowerDefinition],
  ['decorated_definition', lowerDefinition],

  ['ERROR', lowerBroken],
  // Clauses that have lost their statement.
  ['block', lowerBroken],
  ['elif_clause', lowerBroken],
  ['else_clause', lowerBroken],
  ['except_clause', lowerBroken],
  ['finally_clause', lowerBroken],
  ['case_clause', lowerBroken],
]);

/** What stands in a block, or in the whole module. */
export function lowerStatements(lowering: Lowering, block: SyntaxNode | undefined): Statement[] {
  // A copy has no room left for more, of which a list that was filled one by one has plenty.
  return block ? block.children.flatMap((child) => lowerStatement(lowering, child)).slice() : [];
}

/** One node may become several statements, or none. What does not parse inside of it comes before. */
function lowerStatement(lowering: Lowering, node: SyntaxNode): Statement | readonly Statement[] {
  if (lowering.depth >= deepest) return statementOf(flatNames(lowering, node));
  lowering.depth++;
  const lowered = forms.get(node.type)?.(lowering, node) ?? lowering.salvage(node).map(statementOf);
  const parts = node.broken.length > 0 ? node.broken.flatMap(lowering.salvage) : [];
  lowering.depth--;
  return parts.length > 0 ? [statementOf(unknown(node, parts)), lowered].flat() : lowered;
}

function statementOf(value: Expression): Statement {
  return { kind: 'expression', value, start: value.start, end: value.end };
}

function lowerBroken(lowering: Lowering, node: SyntaxNode): readonly Statement[] {
  const body = lowerStatements(lowering, node);
  return body.length > 0 ? [{ kind: 'block', body, start: node.start, end: node.end }] : [];
}

/** `a`, `a = b`; `a, b` is a list. */
function lowerExpressionStatement(lowering: Lowering, node: SyntaxNode): Statement | readonly Statement[] {
  const [first, second] = node.children;
  if (!first) return [];
  if (first.type === 'assignment' || first.type === 'augmented_assignment') {
    return second ? node.children.flatMap((child) => lowerStatement(lowering, child)) : lowerStatement(lowering, first);
  }
  const { start, end } = node;
  if (!second && !lowering.text.startsWith(',', first.end)) {
    return { kind: 'expression', value: lowering.expression(first), start, end };
  }
  const value: Expression = { kind: 'list', items: node.children.map(lowering.expression), start, end };
  return { kind: 'expression', value, start, end };
}

function lowerReturn(lowering: Lowering, { children, start, end }: SyntaxNode): Statement {
  const [value] = children;
  return { kind: 'return', value: value ? lowering.expression(value) : null, start, end };
}

/** `raise a from b`: `b` comes before if it is more than a name or `None`. */
function lowerRaise(lowering: Lowering, { children, start, end }: SyntaxNode): readonly Statement[] {
  const [value, cause] = children;
  const raise: Statement = { kind: 'raise', value: value ? lowering.expression(value) : null, start, end };
  if (!cause || cause.type === 'identifier' || cause.type === 'none') return [raise];
  return [statementOf(lowering.expression(cause)), raise];
}

/** `del a, b`: one each. */
function lowerDelete(lowering: Lowering, node: SyntaxNode): readonly Statement[] {
  const [first] = node.children;
  const targets = first?.type === 'expression_list' ? first.children : node.children;
  return targets.map((target) => {
    const { start, end } = target;
    return statementOf({ kind: 'unary', operator: 'delete', operand: lowering.expression(target), start, end });
  });
}

/** Its message is left behind. */
function lowerAssert(lowering: Lowering, { children, start, end }: SyntaxNode): Statement | null {
  const [test] = children;
  return test ? { kind: 'assert', test: lowering.expression(test), start, end } : null;
}

/** `global a, b`, `nonlocal a`. */
function lowerOuter(lowering: Lowering, { children, start, end }: SyntaxNode): Statement {
  return { kind: 'outer', names: children.map((child) => nameOf(lowering, child)), start, end };
}
