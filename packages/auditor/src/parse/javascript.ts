import type { Parser } from 'web-tree-sitter';
import type { Module, Statement } from '../ir/ir.ts';
import { lineStarts } from '../ir/position.ts';
import type { Grammar } from './grammar.ts';
import { declaration } from './javascript-declarations.ts';
import { exportFrom } from './javascript-exports.ts';
import { expressionFrom } from './javascript-expressions.ts';
import { importFrom, requireFrom } from './javascript-imports.ts';
import type { Lowering } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { targetFrom } from './javascript-patterns.ts';
import { hoisted, statementFrom, statementsFrom } from './javascript-statements.ts';
import { readSyntax } from './javascript-syntax.ts';

/** The grammar for a file: only `.ts` has type assertions like `<T>x`, which would be JSX elsewhere. */
export function grammarOf(path: string): Extract<Grammar, 'typescript' | 'tsx'> {
  return /\.[cm]?ts$/.test(path) ? 'typescript' : 'tsx';
}

/**
 * One file of JavaScript or TypeScript, with the parser of its grammar. Code that does not parse is among the errors,
 * and the rest is there; a file that no parser gets through is one error.
 */
export function parseJavaScript(parser: Parser, path: string, text: string): Module {
  const lines = lineStarts(text);
  const syntax = readSyntax(parser, text);
  if (!syntax) {
    const errors = [{ start: 0, end: text.length }];
    return { path, language: 'javascript', body: [], errors, directives: [], lines };
  }
  const lowering: Lowering = {
    text,
    expression: (node) => expressionFrom(node, lowering),
    target: (node) => targetFrom(node, lowering),
    statements: (nodes) => statementsFrom(nodes, lowering),
  };
  const { root, errors, directives } = syntax;
  return { path, language: 'javascript', body: moduleFrom(root.children, lowering), errors, directives, lines };
}

/** Only the statements of the module itself import and export. */
function moduleFrom(nodes: readonly SyntaxNode[], lowering: Lowering): Statement[] {
  return hoisted(nodes.flatMap((node) => moduleStatement(node, lowering)));
}

function moduleStatement(node: SyntaxNode, lowering: Lowering): Statement[] {
  switch (node.kind) {
    case 'import_statement':
      return importFrom(node, lowering);
    case 'export_statement':
      return exportFrom(node, lowering);
    case 'lexical_declaration':
    case 'variable_declaration':
      return node.children.map((child) => requireFrom(child, lowering) ?? declaration(child, lowering));
    case 'ERROR': {
      const body = moduleFrom(node.children, lowering);
      return body.length === 0 ? [] : [{ kind: 'block', start: node.start, end: node.end, body }];
    }
    default:
      return statementFrom(node, lowering);
  }
}
