import { isGated, type Report } from '@middlebrick/model';
import { formats } from '@middlebrick/report';
import { couldNotRun } from './exit-codes.ts';
import { assertWritable, formatOf, type OutputFile, terminalOptions, writeReport } from './output.ts';
import type { ResultSettings } from './settings.ts';
import { visible } from './visible.ts';

/** The files to write, each proven writable before anything is sent. */
export async function outputFiles({ outputs, format }: ResultSettings): Promise<OutputFile[]> {
  const fallback = format === 'terminal' ? undefined : format;
  const files = outputs.map((file) => ({ file, format: formatOf(file, fallback) }));
  for (const { file } of files) await assertWritable(file);
  return files;
}

/** Prints a report and writes it to the files that were asked for. */
export async function publish(
  report: Report,
  outputs: readonly OutputFile[],
  { format, verbose, quiet, color, matrix }: ResultSettings,
): Promise<void> {
  const options = { ...terminalOptions(process.stdout, color), verbose, quiet, matrix };
  process.stdout.write(formats[format].render(report, options));
  // The page for people says it itself.
  if (format !== 'terminal') process.stderr.write(idleSuppressions(report));
  for (const output of outputs) await writeReport(report, output);
}

/** A scan that was cut short by anything but its budget has not passed the gate, whatever it did not find. */
export function exitCodeOf(
  { findings, score, scan: { stopReason } }: Report,
  { failOn, threshold }: Pick<ResultSettings, 'failOn' | 'threshold'>,
): number {
  const isBlocked = findings.some((finding) => isGated(finding, failOn));
  const isBelow = threshold !== undefined && (score.overall ?? 0) < threshold;
  if (isBlocked || isBelow) return 1;
  return stopReason === undefined || /^the (?:time )?budget of /.test(stopReason) ? 0 : couldNotRun;
}

/** A line for each suppression that is over or meets nothing. */
function idleSuppressions({ suppressions = [] }: Report): string {
  return suppressions
    .flatMap(({ fingerprint, check, operation, until, isExpired, findings }) => {
      const what = fingerprint ?? `${check} · ${operation}`;
      if (isExpired) return [`The suppression of ${what} ended on ${until}; what it meets counts again.`];
      return findings === 0 ? [`The suppression of ${what} meets no finding.`] : [];
    })
    .map((line) => `middlebrick: ${visible(line)}\n`)
    .join('');
}
