import { resolve } from 'node:path';
import { discover } from '@middlebrick/auditor';
import type { Report } from '@middlebrick/model';
import { keepBaseline } from '../accepted.ts';
import { auditedReport } from '../audited-report.ts';
import { fixFrom, fixReport } from '../fix.ts';
import { exitCodeOf, outputFiles, publish } from '../publish.ts';
import { type Flags, resultSettingsFrom } from '../settings.ts';
import { visible } from '../visible.ts';

const mostWarnings = 5;

/** `middlebrick audit`: asks of source code whether the verified identity flows into the key. Sends nothing. */
export async function runAudit(path: string, flags: Flags): Promise<number> {
  // A threshold is one of the score, which only a scan has; the file may hold one for it.
  const settings = { ...resultSettingsFrom(flags, process.env), threshold: undefined };
  const fix = fixFrom(flags);
  const outputs = await outputFiles(settings);
  const root = resolve(path);
  const found = await discover(root);
  const report = await auditedReport(found, { path, flags, settings });
  const isForPeople = settings.format === 'terminal';
  // The page for people says it itself.
  if (!isForPeople) process.stderr.write(unread(report));
  if (!isForPeople || settings.quiet) process.stderr.write(nothingRead(report));
  await publish(report, outputs, settings);
  if (isForPeople && !settings.quiet && outputs.length > 0) {
    process.stdout.write(`\nReport    ${visible(outputs.map(({ file }) => file).join(' · '))}\n`);
  }
  const kept = await keepBaseline(report, settings);
  const mended = fix.isWanted ? await fixReport(found, kept, { root, isForPeople, ...fix }) : kept;
  return exitCodeOf(mended, settings);
}

/** A gate that looks at the wrong folder passes: it has to be seen. */
function nothingRead({ target, coverage }: Report): string {
  if (coverage.length > 0) return '';
  return `middlebrick: ${visible(target.url)}: no code, template or policy was found, so this says nothing. Check the path.\n`;
}

function unread({ surface: { warnings } }: Report): string {
  const more = warnings.length - mostWarnings;
  const lines = [...warnings.slice(0, mostWarnings), ...(more > 0 ? [`and ${more} more; the report names them.`] : [])];
  return lines.map((line) => `middlebrick: ${visible(line)}\n`).join('');
}
