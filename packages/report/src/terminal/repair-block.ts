import type { Finding } from '@middlebrick/model';
import { cut } from './layout.ts';
import { gutter, type Page, paragraph } from './page.ts';

/** What `--fix` makes of a finding: in a line, and with --verbose as a diff. */
export function repairBlock({ remediation: { repair } }: Finding, { paint, width, verbose }: Page): string[] {
  if (repair === undefined) return [];
  const lines = paragraph(`--fix mends this: ${repair.does}`, gutter, width);
  if (!verbose) return lines;
  const room = width - gutter.length - 2;
  // The paths of its head stand above already.
  const diff = repair.diff.trimEnd().split('\n').slice(2);
  const tone = (line: string): string =>
    line.startsWith('+') ? paint.good(line) : line.startsWith('-') ? paint.bad(line) : paint.dim(line);
  return [...lines, ...diff.map((line) => `${gutter}  ${tone(cut(line.trimEnd(), room))}`.trimEnd())];
}
