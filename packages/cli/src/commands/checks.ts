import { styleText } from 'node:util';
import { catalogue, countOf, type Entry, factsOf } from '../catalogue.ts';
import { terminalOptions } from '../output.ts';
import { selectChecks } from '../select-checks.ts';
import type { Flags } from '../settings.ts';

/** `middlebrick checks`: the catalogue, as a table or as JSON. */
export function runChecks(pattern: string | undefined, flags: Flags): number {
  const chosen = selectChecks(catalogue, pattern === undefined ? [] : [pattern], []);
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify(chosen.map(factsOf), null, 2)}\n`
      : asTable(chosen, terminalOptions(process.stdout, flags.color !== false)),
  );
  return 0;
}

interface TableOptions {
  width: number;
  color: boolean;
}

/** One line a check; where there is no room for the title beside it, the title goes below. */
export function asTable(entries: readonly Entry[], { width, color }: TableOptions): string {
  const paint = (style: 'bold' | 'dim', text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const ids = Math.max(...entries.map(({ id }) => id.length));
  const titles = Math.max(...entries.map(({ title }) => title.length));
  const isWide = ids + 12 + titles <= width;
  const lines = entries.map(({ id, severity, title }) => {
    const name = paint('bold', id.padEnd(ids));
    if (isWide) return `${name}  ${severity.padEnd(8)}  ${title}`;
    return `${name}  ${severity}\n  ${paint('dim', title)}`;
  });
  return `${lines.join('\n')}\n\n${countOf(entries)} · middlebrick explain <id> says how each is found and mended.\n`;
}
