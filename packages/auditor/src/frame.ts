import type { Code, CodePlace } from '@middlebrick/model';
import { textLines } from './ir/text-lines.ts';

/** Lines around the one that is meant, and columns of each. */
const around = 2;
const mostColumns = 200;
const mostLines = 12;

/** The lines of a finding and those around them, as they stand in the file. */
export function frameOf(text: string, { line, endLine }: Pick<CodePlace, 'line' | 'endLine'>): Code['frame'] {
  const startLine = Math.max(1, line - around);
  const lines = textLines(text, startLine, Math.min(endLine + around, startLine + mostLines - 1));
  return { startLine, lines: lines.map((one) => one.replace(/[\r\n]+$/, '').slice(0, mostColumns)) };
}
