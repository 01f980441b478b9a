import { compareReports, isWorse, severitySchema } from '@middlebrick/model';
import { type Diff, renderDiff, renderDiffJson, renderDiffMarkdown } from '@middlebrick/report';
import { terminalOptions } from '../output.ts';
import { readReport } from '../read-report.ts';
import type { Flags } from '../settings.ts';

/** `middlebrick diff`: what is new, fixed, changed or no longer tested between two reports. */
export async function runDiff(oldFile: string, newFile: string, flags: Flags): Promise<number> {
  const [before, after] = [await readReport(oldFile), await readReport(newFile)];
  const comparison = compareReports(before, after);
  process.stdout.write(rendered({ before, after, comparison }, flags));
  return isWorse(comparison, severitySchema.optional().parse(flags.failOn) ?? 'low') ? 1 : 0;
}

function rendered(diff: Diff, flags: Flags): string {
  if (flags.json === true || flags.format === 'json') return renderDiffJson(diff);
  if (flags.format === 'markdown') return renderDiffMarkdown(diff);
  return renderDiff(diff, terminalOptions(process.stdout, flags.color !== false));
}
