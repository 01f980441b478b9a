import type { Directive, Span } from '../ir/ir.ts';

/** What makes a comment one for the auditor. */
export const mention = /middlebrick/i;

/** The directive that a comment is, if it is one. */
export function directivesIn(text: string, { start, end }: Span): Directive[] {
  const comment = text.slice(start, end);
  return mention.test(comment) ? [{ start, end, text: withoutSigns(comment) }] : [];
}

/** `// text`, and all lines of a block comment, also with a star before each. */
function withoutSigns(comment: string): string {
  const inner = comment.startsWith('/*')
    ? comment.replace(/\*\/$/, '').slice(2)
    : comment.replace(/^(?:\/\/|<!--)/, '');
  const lines = inner.split('\n').map((line) => line.trim().replace(/^\*+/, '').trim());
  return lines.filter((line) => line !== '').join('\n');
}
