import type { Parser } from 'web-tree-sitter';
import type { Module, Span } from '../ir/ir.ts';
import { lineStarts } from '../ir/position.ts';
import { directivesIn } from './python-comments.ts';
import { lowerExpression, salvage } from './python-expressions.ts';
import type { Lowering } from './python-lowering.ts';
import { repairText } from './python-repair.ts';
import { lowerStatements } from './python-statements.ts';
import { readTree, type SyntaxTree } from './python-tree.ts';

/**
 * Reads Python, also Python 2, with the parser of its grammar. It never fails: what does not parse is left out or kept
 * in part, and its places are told. `path` is what the module shall be called.
 */
export function parsePython(parser: Parser, path: string, text: string): Module {
  const lines = lineStarts(text);
  const tree = readRepaired(parser, text);
  if (!tree) {
    return { path, language: 'python', body: [], errors: [{ start: 0, end: text.length }], directives: [], lines };
  }
  const lowering: Lowering = {
    text,
    depth: 0,
    expression: (node) => lowerExpression(lowering, node),
    salvage: (node) => salvage(lowering, node),
    statements: (block) => lowerStatements(lowering, block),
  };
  return {
    path,
    language: 'python',
    body: lowering.statements(tree.root),
    errors: tree.errors,
    directives: directivesIn(text, tree.comments),
    lines,
  };
}

/** Of what does not parse a repaired text may be read instead, if more of that does. */
function readRepaired(parser: Parser, text: string): SyntaxTree | null {
  const tree = readTree(parser, text);
  if (!tree || tree.errors.length === 0) return tree;
  const repair = repairText(text);
  const better = repair && readTree(parser, repair.text, repair.offsetOf);
  if (!repair || !better || damage(better) >= damage(tree)) return tree;
  return { ...better, errors: distinct([...repair.places, ...better.errors]) };
}

/** In order, and each place once: where something is missing, and that is replaced, it is replaced. */
function distinct(places: readonly Span[]): Span[] {
  return places
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .filter(({ start, end }, index, all) => end > start || all[index + 1]?.start !== start);
}

/** How much of a file does not parse. */
function damage({ errors }: SyntaxTree): number {
  return errors.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}
