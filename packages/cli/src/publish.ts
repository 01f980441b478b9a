import { isGated, type Report } from '@middlebrick/model';
import { formats, suppressionRemark } from '@middlebrick/report';
import { couldNotRun } from './exit-codes.ts';
import { assertWritable, formatOf, type OutputFile, terminalOptions, writeReport } from './output.ts';
import type { ResultSettings } from './settings.ts';
import { visible } from './visible.ts';

const mostRemarks = 20;

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

/** A line for each suppression that is over, meets nothing or does not count. */
function idleSuppressions({ suppressions = [] }: Report): string {
  const lines = suppressions.flatMap((one) => {
    const said = suppressionRemark(one);
    if (said === undefined) return [];
    const { what, remark } = said;
    const text = one.place === undefined ? `The suppression of ${what} ${remark}` : `${what}: The comment ${remark}`;
    return [/[.?]$/.test(text) ? text : `${text}.`];
  });
  const more = lines.length - mostRemarks;
  return [...lines.slice(0, mostRemarks), ...(more > 0 ? [`and ${more} more; the JSON report names them.`] : [])]
    .map((line) => `middlebrick: ${visible(line)}\n`)
    .join('');
}
