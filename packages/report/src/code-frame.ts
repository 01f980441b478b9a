import type { Code } from '@middlebrick/model';
import { visible } from './visible.ts';

/** A line of a frame as it is shown: tabs are spaces, hidden characters are written out. */
export interface FrameLine {
  number: number;
  text: string;
  /** The stretch of `text` that is meant; absent on the lines around it. */
  mark?: { from: number; to: number };
}

const tab = '    ';

/** The lines of a frame. Code is hostile input: nothing in it steers what it is shown on. */
export function frameLines({ frame, place }: Code): FrameLine[] {
  return frame.lines.map((line, index) => {
    const number = frame.startLine + index;
    const text = shown(line);
    if (number < place.line || number > place.endLine) return { number, text };
    const from = number === place.line ? shownColumn(line, place.column) : text.length - text.trimStart().length;
    const to = number === place.endLine ? shownColumn(line, place.endColumn) : text.trimEnd().length;
    return { number, text, mark: { from: Math.min(from, text.length), to: Math.min(Math.max(from, to), text.length) } };
  });
}

function shown(line: string): string {
  return visible(line.replaceAll('\t', tab));
}

/** How many characters stand before a column (which counts from 1) once the line is shown. */
function shownColumn(line: string, column: number): number {
  const before = Math.max(0, column - 1);
  return shown(line.slice(0, before)).length + Math.max(0, before - line.length);
}
