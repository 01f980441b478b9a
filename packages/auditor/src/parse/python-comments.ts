import type { Directive, Span } from '../ir/ir.ts';
import { lineEnd } from './python-quotes.ts';

/** The text as the parser should get it, of the same length. To it a lone `\r` is a space; to Python it ends a line. */
export function forParser(text: string): string {
  const code = hideComments(text);
  return code.includes('\r') ? code.replaceAll(/\r(?!\n)/g, '\n') : code;
}

/**
 * Puts spaces in the place of comments that have lines of their own. The parser reads every comment once for each comment
 * before it, so that a page of them takes longer than the whole program. What looks like a comment within a string may
 * go, too, because strings are not read from this text; lines that could end a string or hold a value of one stay.
 * Comments that mention middlebrick stay as well.
 */
function hideComments(text: string): string {
  const stays = /[ft]r?(?:"""|''')/i.test(text) ? /"""|'''|[{}]|middlebrick/i : /"""|'''|middlebrick/i;
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf('#'); at >= 0; ) {
    let next = at + 1;
    if (hasOwnLine(text, at)) {
      next = lineEnd(text, at);
      if (!stays.test(text.slice(at, next))) {
        pieces.push(text.slice(from, at), ' '.repeat(next - at));
        from = next;
      }
    }
    at = text.indexOf('#', next);
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

/** A line after a backslash goes on with the one before, which may be in the middle of a string. */
function hasOwnLine(text: string, at: number): boolean {
  let start = at - 1;
  while (text[start] === ' ' || text[start] === '\t') start--;
  if (start < 0) return true;
  if (text[start] !== '\n' && text[start] !== '\r') return false;
  return text[text.startsWith('\r\n', start - 1) ? start - 2 : start - 1] !== '\\';
}

/** The comments that speak to the auditor. */
export function directivesIn(text: string, comments: readonly Span[]): Directive[] {
  return comments.flatMap(({ start, end }) => {
    const comment = text.slice(start, end);
    if (!/middlebrick/i.test(comment)) return [];
    return [{ text: comment.replace(/^#+/, '').trim(), start, end }];
  });
}
