import { lineStarts } from './position.ts';

/** Of the text that was asked about last: what is asked of one file comes one after the other. */
let latest: { text: string; starts: readonly number[] } = { text: '', starts: [0] };

/** Lines of a text from one to another, counted from 1, each with its end; those that are not there are left out. */
export function textLines(text: string, from: number, to: number): string[] {
  if (latest.text !== text) latest = { text, starts: lineStarts(text) };
  const { starts } = latest;
  return starts.slice(from - 1, to).map((start, index) => text.slice(start, starts[from + index] ?? text.length));
}
