import { isAtLeast, type Report, ScanError } from '@middlebrick/model';
import { remediationFor } from '@middlebrick/knowledge';
import { formats } from '@middlebrick/report';
import { type ScanOptions, checks as allChecks, scan } from '@middlebrick/scanner';
import { formatOf, terminalOptions, writeReport } from '../output.ts';
import { showProgress } from '../progress.ts';
import { selectChecks } from '../select-checks.ts';
import { type Settings, settingsFrom } from '../settings.ts';
import { version } from '../version.ts';

const examples = `Give the base URL of an API to scan, for example:

  middlebrick scan http://127.0.0.1:5000
  middlebrick scan http://127.0.0.1:5000 --as alice=bearer:$ALICE --as bob=bearer:$BOB
  middlebrick scan http://127.0.0.1:5000 --spec openapi.yaml --as alice=basic:alice:secret --output report.html

No API at hand? \`middlebrick demo\` scans an embedded one. \`middlebrick scan --help\` lists the options.
`;

/** `middlebrick scan`: scans, writes what was asked for, and gives the exit code of the gate. */
export async function runScan(target: string | undefined, flags: Record<string, unknown>): Promise<number> {
  const settings = settingsFrom(target, flags, process.env);
  if (settings.target === undefined) {
    process.stderr.write(examples);
    return 2;
  }
  const outputs = settings.outputs.map((file) => ({ file, format: formatOf(file, settings.format === 'terminal' ? undefined : settings.format) }));
  const report = await scanInterruptibly(optionsFrom(settings, settings.target), settings.quiet || settings.format !== 'terminal');
  for (const { file, format } of outputs) await writeReport(report, file, format);
  process.stdout.write(formats[settings.format].render(report, { ...terminalOptions(process.stdout, settings.color), verbose: settings.verbose, quiet: settings.quiet }));
  if (settings.format === 'terminal' && !settings.quiet) process.stdout.write(closing(outputs.map(({ file }) => file)));
  return exitCode(report, settings);
}

/** Runs a scan that Ctrl-C ends with the report of what was learnt; pressed twice, it ends at once. */
export async function scanInterruptibly(options: ScanOptions, isQuiet: boolean): Promise<Report> {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nStopping; the report of what was learnt follows. Ctrl-C again ends at once.\n');
    controller.abort();
  };
  const progress = showProgress(process.stderr, isQuiet);
  process.on('SIGINT', interrupt);
  try {
    return await scan({ ...options, signal: controller.signal, onEvent: progress.onEvent });
  } finally {
    process.off('SIGINT', interrupt);
    progress.clear();
  }
}

/** The scan that settings describe. */
export function optionsFrom(settings: Settings, target: string): ScanOptions {
  return {
    target,
    identities: settings.identities,
    checks: selectChecks(allChecks, settings.only, settings.skip),
    headers: settings.headers,
    scope: settings.scope,
    insecure: settings.insecure,
    authorized: settings.authorized,
    reads: settings.reads.map(operationFrom),
    seed: settings.seed,
    version: version(),
    budget: {
      ...(settings.maxRequests === undefined ? {} : { maxRequests: settings.maxRequests }),
      ...(settings.rate === undefined ? {} : { ratePerSecond: settings.rate }),
      ...(settings.timeoutSeconds === undefined ? {} : { requestTimeoutMs: settings.timeoutSeconds * 1000 }),
    },
    remediationFor: (check, stack) => remediationFor(check.id, check, stack),
    ...(settings.spec === undefined ? {} : { spec: settings.spec }),
    ...(settings.context === undefined ? {} : { context: settings.context }),
    ...(settings.save === undefined ? {} : { save: settings.save }),
  };
}

function operationFrom(text: string): string {
  const match = /^([A-Za-z]+)\s+(\/\S*)$/.exec(text.trim());
  if (match === null) throw new ScanError('BAD_ARGUMENT', `--reads takes an operation such as "POST /search", not "${text}".`);
  return `${(match[1] as string).toUpperCase()} ${match[2]}`;
}

function exitCode(report: Report, { failOn, threshold }: Settings): number {
  const isBlocked = report.findings.some((finding) => isAtLeast(finding.severity, failOn));
  const isBelow = threshold !== undefined && (report.score.overall ?? 0) < threshold;
  return isBlocked || isBelow ? 1 : 0;
}

function closing(files: readonly string[]): string {
  if (files.length > 0) return `\nReport: ${files.join(' · ')}\n`;
  return '\nThe same as a page to share: --output report.html · for code scanning: --output report.sarif\n';
}
