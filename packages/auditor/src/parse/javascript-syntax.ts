import type { Language, Node, Parser } from 'web-tree-sitter';
import type { Directive, Span } from '../ir/ir.ts';
import { directivesIn, mention } from './javascript-comments.ts';
import { type Kinds, kindsOf } from './javascript-kinds.ts';
import { readNodes, type SyntaxNode } from './javascript-nodes.ts';
import { hideConflicts, missingClosers } from './javascript-repair.ts';

/** A text as it was parsed. */
export interface Syntax {
  readonly root: SyntaxNode;
  /** What does not parse, and where something is missing. */
  readonly errors: readonly Span[];
  readonly directives: readonly Directive[];
}

/**
 * How many milliseconds the parser may take. It gets through what people write in a hundredth of it, but its way out of
 * code that was never meant to parse can take as long as the square of the length.
 */
const longestParse = ({ length }: string) => 1000 + length / 100;

const known = new WeakMap<Language, Kinds>();

/** Parses a text; null when the parser does not come to an end in reasonable time. */
export function readSyntax(parser: Parser, text: string): Syntax | null {
  if (!parser.language) throw new TypeError('the parser has no language');
  const kinds = known.get(parser.language) ?? kindsOf(parser.language);
  known.set(parser.language, kinds);

  const { code, markers } = hideConflicts(text);
  const asWritten = attempt(parser, kinds, code, text.length);
  if (!asWritten || (asWritten.errors.length === 0 && markers.length === 0)) return asWritten;
  const closed = asWritten.closers === '' ? null : attempt(parser, kinds, `${code}\n${asWritten.closers}`, text.length);
  const isBetter = closed !== null && damage(closed) < damage(asWritten);
  const { root, errors, directives } = isBetter ? closed : asWritten;
  const missing = isBetter ? [{ start: text.length, end: text.length }] : [];
  return { root, directives, errors: [...markers, ...errors, ...missing].toSorted((a, b) => a.start - b.start) };
}

interface Attempt extends Syntax {
  /** What is missing at the end. */
  readonly closers: string;
}

/** How much of a text does not parse. */
function damage({ errors }: Syntax): number {
  return errors.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

/** Reads the text up to a limit; what stands after it does only help. */
function attempt(parser: Parser, kinds: Kinds, text: string, limit: number): Attempt | null {
  const deadline = performance.now() + longestParse(text);
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  if (!tree) {
    // Otherwise the next text would be taken for the rest of this one.
    parser.reset();
    return null;
  }
  const cursor = tree.walk();
  try {
    const errors = errorsOf(tree.rootNode, limit);
    const closers = errors.length === 0 ? '' : missingClosers(cursor, text);
    cursor.reset(tree.rootNode);
    const directives: Directive[] = [];
    const onComment = (comment: Span) => directives.push(...directivesIn(text, comment));
    const root = readNodes(cursor, kinds, limit, mention.test(text) ? onComment : null);
    return { root, errors, directives, closers };
  } finally {
    cursor.delete();
    tree.delete();
  }
}

function errorsOf(root: Node, limit: number): Span[] {
  const errors: Span[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!node.hasError) continue;
    if (node.isError || node.isMissing)
      errors.push({ start: Math.min(node.startIndex, limit), end: Math.min(node.endIndex, limit) });
    else for (const child of node.children.toReversed()) waiting.push(child);
  }
  return errors;
}
