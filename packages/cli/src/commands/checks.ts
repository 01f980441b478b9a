import { styleText } from 'node:util';
import { checks as allChecks } from '@middlebrick/scanner';
import { terminalOptions } from '../output.ts';
import { selectChecks } from '../select-checks.ts';

/** `middlebrick checks`: the catalogue, as a table or as JSON. */
export function runChecks(pattern: string | undefined, flags: Record<string, unknown>): number {
  const chosen = selectChecks(allChecks, pattern === undefined ? [] : [pattern], []);
  if (flags.json === true) {
    const facts = chosen.map(({ id, title, category, severity, sends, per, owasp, cwe, remediation }) => ({ id, title, category, severity, sends, per, owasp, cwe, remediation }));
    process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
    return 0;
  }
  const { color, width } = terminalOptions(process.stdout, flags.color !== false);
  const bold = (text: string): string => (color ? styleText('bold', text, { validateStream: false }) : text);
  const longest = Math.max(...chosen.map((check) => check.id.length));
  for (const check of chosen) {
    const head = `${check.id.padEnd(longest)}  ${check.severity.padEnd(8)}  ${check.sends.padEnd(5)}  `;
    const room = width - head.length;
    const title = check.title.length > room && room > 20 ? `${check.title.slice(0, room - 1)}…` : check.title;
    process.stdout.write(`${bold(check.id.padEnd(longest))}${head.slice(longest)}${title}\n`);
  }
  process.stdout.write(`\n${chosen.length} checks · middlebrick explain <check> says how each is tested and mended.\n`);
  return 0;
}
