import type { Language, Span } from '../ir/ir.ts';
import { lineStarts, positionOf } from '../ir/position.ts';

/** The code that a comment speaks of. */
export interface Target {
  /** From 1. */
  readonly line: number;
  /** Of a character of the code. */
  readonly offset: number;
}

/** A line with nothing but a comment on it. */
const commentLine: Readonly<Record<Language | 'document', RegExp>> = {
  python: /^[ \t]*#/,
  javascript: /^[ \t]*(?:\/\/|\/\*|\{\/\*|\*(?:[ \t/]|$))/,
  document: /^[ \t]*(?:#|\/\/)/,
};

/** Says of which code the comments of a text speak: of that on their line, else of that below. */
export function targetsIn(text: string, kind: Language | 'document'): (comment: Span) => Target | undefined {
  const starts = lineStarts(text);
  const lineOf = (offset: number): number => positionOf({ lines: starts }, offset).line;
  const below = codeBelow(text, starts, commentLine[kind]);
  const firstOf = (line: number): Target => ({ line, offset: skipSpace(text, starts[line - 1] ?? 0) });
  return ({ start, end }) => {
    const line = lineOf(start);
    const from = starts[line - 1] ?? 0;
    const before = lastBefore(text, start);
    const behind = skipSpace(text, end);
    const last = lineOf(Math.max(start, end - 1));
    const isLast = behind >= (starts[last] ?? text.length);
    const isOfJsx = text[before] === '{' && text[behind] === '}' && lastBefore(text, before) < from;
    if (before >= from && !isOfJsx) return { line, offset: before };
    if (!isLast && !isOfJsx) return { line: last, offset: behind };
    const next = below[last];
    return next === undefined ? undefined : firstOf(next);
  };
}

/** By how many lines stand before it, the next line with code: below comments, not below an empty line. */
function codeBelow(text: string, starts: readonly number[], comment: RegExp): (number | undefined)[] {
  const next: (number | undefined)[] = Array.from({ length: starts.length + 1 });
  for (let line = starts.length; line >= 1; line--) {
    const one = text.slice(starts[line - 1], starts[line]);
    next[line - 1] = one.trim() === '' ? undefined : comment.test(one) ? next[line] : line;
  }
  return next;
}

/** The last character before an offset that says something. */
function lastBefore(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && /[\s;,]/.test(text[at] ?? '')) at--;
  return at;
}

function skipSpace(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}
