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
  let isContinued = false;
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const code = firstCode(text, start, end);
    if (text[code] === '#' && !isContinued && !stays.test(text.slice(code, end))) {
      pieces.push(text.slice(from, code), ' '.repeat(end - code));
      from = end;
    }
    isContinued = text[end - 1] === '\\';
    start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  if (from === 0) return text;
  pieces.push(text.slice(from));
  return pieces.join('');
}

function firstCode(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && (text[index] === ' ' || text[index] === '\t')) index++;
  return index;
}

/** The comments that speak to the auditor. */
export function directivesIn(text: string, comments: readonly Span[]): Directive[] {
  return comments.flatMap(({ start, end }) => {
    const comment = text.slice(start, end);
    if (!/middlebrick/i.test(comment)) return [];
    return [{ text: comment.replace(/^#+/, '').trim(), start, end }];
  });
}
