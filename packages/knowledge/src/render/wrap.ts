import type { Span } from './inline.ts';

/** A line of the terminal before it is coloured. */
export type Line = readonly Span[];

export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + [...text].length, 0);
}

/** Breaks spans at their spaces into lines of at most `width` characters; a longer word is broken where the line ends. */
export function wrapSpans(spans: readonly Span[], width: number): Line[] {
  const limit = Math.max(1, width);
  const lines: Span[][] = [];
  let line: Span[] = [];
  for (const word of wordsOf(spans).flatMap((long) => pieces(long, limit))) {
    const needed = widthOf(line) + (line.length === 0 ? 0 : 1) + widthOf(word);
    if (line.length > 0 && needed > limit) {
      lines.push(line);
      line = [];
    }
    line = joined(line, word);
  }
  if (line.length > 0) lines.push(line);
  return lines.map(merged);
}

/** The words of the spans: a word may be in several styles, as in `code`, with a comma after it. */
export function wordsOf(spans: readonly Span[]): Line[] {
  const words: Span[][] = [];
  let isOpen = false;
  for (const { text, style } of spans) {
    const parts = text.split(/\s+/);
    for (const [index, part] of parts.entries()) {
      if (index > 0) isOpen = false;
      if (part === '') continue;
      if (isOpen) words.at(-1)?.push({ text: part, style });
      else words.push([{ text: part, style }]);
      isOpen = true;
    }
  }
  return words;
}

/** A space takes the style of what it stands in: plain between different ones. */
function joined(line: readonly Span[], word: Line): Span[] {
  const [before, after] = [line.at(-1), word[0]];
  if (before === undefined || after === undefined) return [...line, ...word];
  return [...line, { text: ' ', style: before.style === after.style ? before.style : 'plain' }, ...word];
}

function merged(line: Line): Line {
  const spans: Span[] = [];
  for (const span of line) {
    const last = spans.at(-1);
    if (last?.style === span.style) spans[spans.length - 1] = { text: last.text + span.text, style: span.style };
    else spans.push(span);
  }
  return spans;
}

function pieces(word: Line, limit: number): Line[] {
  if (widthOf(word) <= limit) return [word];
  const characters = word.flatMap(({ text, style }) => [...text].map((character) => ({ text: character, style })));
  const parts: Line[] = [];
  for (let at = 0; at < characters.length; at += limit) parts.push(merged(characters.slice(at, at + limit)));
  return parts;
}
