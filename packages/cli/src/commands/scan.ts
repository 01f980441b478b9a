import { remediationFor } from '@middlebrick/knowledge';
import { isAtLeast, type Report } from '@middlebrick/model';
import { formats } from '@middlebrick/report';
import { checks as allChecks, keepHeapSmall, type ScanOptions, scan } from '@middlebrick/scanner';
import { closing } from '../closing.ts';
import { couldNotRun } from '../fail.ts';
import { assertWritable, formatOf, type OutputFile, terminalOptions, writeReport } from '../output.ts';
import { type ProgressKind, progressKind, showProgress } from '../progress.ts';
import { selectChecks } from '../select-checks.ts';
import { type Flags, type Settings, settingsFrom } from '../settings.ts';
import { version } from '../version.ts';

const examples = `middlebrick: Nothing to scan. Give the base URL of an API, for example:

  middlebrick scan http://127.0.0.1:5000
  middlebrick scan http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
  middlebrick scan http://127.0.0.1:5000 --spec openapi.yaml --as alice=basic:alice:$PASSWORD

No API at hand? \`middlebrick demo\` scans an embedded one. \`middlebrick scan --help\` lists the options.
`;

/** `middlebrick scan`: scans, writes what was asked for, and gives the exit code of the gate. */
export async function runScan(target: string | undefined, flags: Flags): Promise<number> {
  const settings = settingsFrom(target, flags, process.env);
  if (settings.target === undefined) {
    process.stderr.write(examples);
    return couldNotRun;
  }
  const isForPeople = settings.format === 'terminal';
  const options = optionsFrom(settings, settings.target);
  const outputs = await outputFiles(settings);
  const progress = progressKind(process.stderr, { isQuiet: settings.quiet, isForPeople });
  const report = await scanInterruptibly(options, progress);
  print(report, settings);
  for (const output of outputs) await writeReport(report, output);
  if (isForPeople && !settings.quiet)
    process.stdout.write(
      closing(
        report,
        outputs.map(({ file }) => file),
      ),
    );
  return exitCode(report, settings);
}

function print(report: Report, { format, verbose, quiet, color }: Settings): void {
  const options = { ...terminalOptions(process.stdout, color), verbose, quiet };
  process.stdout.write(formats[format].render(report, options));
}

/** The files to write, each proven writable before anything is sent. */
async function outputFiles({ outputs, format }: Settings): Promise<OutputFile[]> {
  const fallback = format === 'terminal' ? undefined : format;
  const files = outputs.map((file) => ({ file, format: formatOf(file, fallback) }));
  for (const { file } of files) await assertWritable(file);
  return files;
}

/** Runners such as npx pass on a Ctrl-C that the terminal has sent already: so close together, two are one. */
const echoMs = 500;

/**
 * Runs a scan that Ctrl-C, or a polite kill, ends with the report of what was learnt; done twice, it ends at once.
 * @throws what the scan throws; AbortError when it was interrupted before it had learnt anything
 */
export async function scanInterruptibly(options: ScanOptions, kind: ProgressKind): Promise<Report> {
  const controller = new AbortController();
  const progress = showProgress(process.stderr, kind);
  let firstAt = 0;
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      if (performance.now() - firstAt > echoMs) process.exit(130);
      return;
    }
    firstAt = performance.now();
    progress.clear();
    process.stderr.write('middlebrick: Stopping; what was learnt follows. Ctrl-C again ends at once.\n');
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  keepHeapSmall();
  try {
    return await scan({ ...options, signal: controller.signal, onEvent: progress.onEvent });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    progress.clear();
  }
}

/** The scan that settings describe. */
export function optionsFrom(settings: Settings, target: string): ScanOptions {
  const { identities, headers, scope, insecure, authorized, reads, seed, rate, maxRequests, timeoutSeconds } = settings;
  return {
    target,
    identities,
    checks: selectChecks(allChecks, settings.only, settings.skip),
    headers,
    scope,
    insecure,
    authorized,
    reads,
    seed,
    version: version(),
    budget: {
      ...(maxRequests === undefined ? {} : { maxRequests }),
      ...(rate === undefined ? {} : { ratePerSecond: rate }),
      ...(timeoutSeconds === undefined ? {} : { requestTimeoutMs: timeoutSeconds * 1000 }),
    },
    remediationFor: (check, stack) => remediationFor(check.id, check, stack),
    ...(settings.spec === undefined ? {} : { spec: settings.spec }),
    ...(settings.context === undefined ? {} : { context: settings.context }),
    ...(settings.save === undefined ? {} : { save: settings.save }),
  };
}

/** A scan that was cut short by anything but its budget has not passed the gate, whatever it did not find. */
function exitCode({ findings, score, scan: { stopReason } }: Report, { failOn, threshold }: Settings): number {
  const isBlocked = findings.some((finding) => isAtLeast(finding.severity, failOn));
  const isBelow = threshold !== undefined && (score.overall ?? 0) < threshold;
  if (isBlocked || isBelow) return 1;
  return stopReason === undefined || /^the (?:time )?budget of /.test(stopReason) ? 0 : couldNotRun;
}
