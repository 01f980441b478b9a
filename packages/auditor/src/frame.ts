import type { Code, CodePlace } from '@middlebrick/model';

/** Lines around the one that is meant, and columns of each. */
const around = 2;
const mostColumns = 200;
const mostLines = 12;

/** The lines of a finding and those around them, as they stand in the file. */
export function frameOf(text: string, { line, endLine }: Pick<CodePlace, 'line' | 'endLine'>): Code['frame'] {
  const lines = text.split(/\r\n?|\n/);
  const startLine = Math.max(1, line - around);
  const last = Math.min(lines.length, endLine + around, startLine + mostLines - 1);
  return { startLine, lines: lines.slice(startLine - 1, last).map((one) => one.slice(0, mostColumns)) };
}
