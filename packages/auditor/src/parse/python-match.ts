import type { AssignStatement, Expression, Statement, SwitchStatement } from '../ir/ir.ts';
import { childOf, type Lowering, onlyChild, unknown } from './python-lowering.ts';
import { lowerAlternatives, lowerSequence, type Pattern } from './python-patterns.ts';
import type { SyntaxNode } from './python-tree.ts';

/**
 * `match`. What a case binds is assigned at the beginning of its body, from the subject itself, which is why the same
 * expression can be found several times. A guard is an `if` around the body.
 */
export function lowerMatch(lowering: Lowering, node: SyntaxNode): SwitchStatement {
  const { start, end } = node;
  const block = childOf(node, 'block');
  const subjects = node.children.filter((child) => child !== block).map(lowering.expression);
  const [first, second] = subjects;
  const subject: Expression =
    first && !second
      ? first
      : { kind: 'list', items: subjects, start: first?.start ?? start, end: subjects.at(-1)?.end ?? start };
  const clauses = block?.children.filter(({ type }) => type === 'case_clause') ?? [];
  return {
    kind: 'switch',
    subject,
    cases: clauses.map((clause) => lowerClause(lowering, clause, subject)),
    start,
    end,
  };
}

function lowerClause(lowering: Lowering, clause: SyntaxNode, subject: Expression): SwitchStatement['cases'][number] {
  const patterns = clause.children.filter(({ type }) => type === 'case_pattern');
  const guard = childOf(clause, 'if_clause');
  const alternatives = lowerPatterns(lowering, patterns, subject);
  const tests = alternatives.flatMap(({ test }) => test ?? []);
  const matchesAll = tests.length < alternatives.length;
  const captures: readonly AssignStatement[] = alternatives.flatMap((alternative) => alternative.captures);

  lowering.depth++;
  const body = lowering.statements(childOf(clause, 'block'));
  const guarded = guard ? [guardedBody(lowering, guard, body, clause.end)] : body;
  lowering.depth--;
  return { tests: matchesAll ? [] : tests, body: [...captures, ...guarded] };
}

function lowerPatterns(lowering: Lowering, patterns: readonly SyntaxNode[], subject: Expression): Pattern[] {
  const [first, second] = patterns;
  if (!first) return [{ test: unknown({ start: subject.end, end: subject.end }), captures: [] }];
  if (!second) return lowerAlternatives(lowering, first, subject);
  return [lowerSequence(lowering, patterns, subject, { start: first.start, end: patterns.at(-1)?.end ?? first.end })];
}

function guardedBody(lowering: Lowering, guard: SyntaxNode, then: readonly Statement[], end: number): Statement {
  return { kind: 'if', test: onlyChild(lowering, guard), then, otherwise: [], start: guard.start, end };
}
