import { styleText } from 'node:util';
import { checks as allChecks, type Check } from '@middlebrick/scanner';
import { terminalOptions } from '../output.ts';
import { selectChecks } from '../select-checks.ts';
import type { Flags } from '../settings.ts';

/** `middlebrick checks`: the catalogue, as a table or as JSON. */
export function runChecks(pattern: string | undefined, flags: Flags): number {
  const chosen = selectChecks(allChecks, pattern === undefined ? [] : [pattern], []);
  process.stdout.write(
    flags.json === true ? asJson(chosen) : asTable(chosen, terminalOptions(process.stdout, flags.color !== false)),
  );
  return 0;
}

function asJson(checks: readonly Check[]): string {
  const facts = checks.map(({ id, title, category, severity, sends, per, owasp, cwe, remediation }) => ({
    id,
    title,
    category,
    severity,
    sends,
    per,
    owasp,
    cwe,
    remediation,
  }));
  return `${JSON.stringify(facts, null, 2)}\n`;
}

interface TableOptions {
  width: number;
  color: boolean;
}

/** One line a check; where there is no room for the title beside it, the title goes below. */
export function asTable(checks: readonly Check[], { width, color }: TableOptions): string {
  const paint = (style: 'bold' | 'dim', text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const ids = Math.max(...checks.map((check) => check.id.length));
  const titles = Math.max(...checks.map((check) => check.title.length));
  const isWide = ids + 12 + titles <= width;
  const lines = checks.map(({ id, severity, title }) => {
    const name = paint('bold', id.padEnd(ids));
    if (isWide) return `${name}  ${severity.padEnd(8)}  ${title}`;
    return `${name}  ${severity}\n  ${paint('dim', title)}`;
  });
  const count = `${checks.length} check${checks.length === 1 ? '' : 's'}`;
  return `${lines.join('\n')}\n\n${count} · middlebrick explain <check> says how each is tested and mended.\n`;
}
