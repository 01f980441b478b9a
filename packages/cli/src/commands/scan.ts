import { remediationFor } from '@middlebrick/knowledge';
import type { Accepted, Report } from '@middlebrick/model';
import { checks as allChecks, keepHeapSmall, type ScanOptions, scan } from '@middlebrick/scanner';
import { acceptedBy, keepBaseline } from '../accepted.ts';
import { closing } from '../closing.ts';
import { couldNotRun } from '../fail.ts';
import { openKeepFile } from '../keep-file.ts';
import { warnOfPolicy } from '../policy-warnings.ts';
import { type Interruption, type ProgressKind, progressKind, showProgress } from '../progress.ts';
import { exitCodeOf, outputFiles, publish } from '../publish.ts';
import { selectChecks } from '../select-checks.ts';
import { type Flags, type Settings, settingsFrom } from '../settings.ts';
import { version } from '../version.ts';
import type { Source } from './scan-source.ts';

const examples = `middlebrick: Nothing to scan. Give the base URL of an API, for example:

  middlebrick scan http://127.0.0.1:5000 --active
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
  const accepted = await acceptedFor(settings);
  const source = await sourceFrom(settings, accepted);
  const progress = progressKind(process.stderr, { isQuiet: settings.quiet, isForPeople });
  const scanned = await scanAndKeep(
    { ...options, accepted, ...(source === undefined ? {} : { routes: source.routes }) },
    settings.keep,
    progress,
  );
  const report = source?.correlate(scanned) ?? scanned;
  await publish(report, outputs, settings);
  // The page for people says it itself.
  if (source !== undefined && !isForPeople) process.stderr.write(source.remarksOn(report));
  if (settings.policy !== undefined) warnOfPolicy(settings.policy, report);
  if (isForPeople && !settings.quiet)
    process.stdout.write(
      closing(
        report,
        outputs.map(({ file }) => file),
      ),
    );
  return exitCodeOf(await keepBaseline(report, settings), settings);
}

/** What is known already. Rules of an audit are known where one is made; elsewhere nothing of theirs can be met. */
async function acceptedFor(settings: Settings): Promise<Accepted> {
  if (settings.source !== undefined) return acceptedBy(settings, (await import('../catalogue.ts')).catalogue);
  const suppressions = settings.suppressions.filter(({ check }) => !/^(?:code|iam)\//.test(check ?? ''));
  return acceptedBy({ ...settings, suppressions }, allChecks);
}

/** The code behind the target, where it is given; what reads code is loaded only then. */
async function sourceFrom({ source }: Settings, accepted: Accepted): Promise<Source | undefined> {
  if (source === undefined) return undefined;
  return (await import('./scan-source.ts')).readSource(source, accepted);
}

/** The options of a scan that is to call the routes of the code, but not to say what else is in it. */
export async function withRoutes<T extends object>(
  options: T,
  { source }: Pick<Settings, 'source'>,
): Promise<T & Pick<ScanOptions, 'routes'>> {
  if (source === undefined) return options;
  return { ...options, routes: await (await import('./scan-source.ts')).readRoutes(source) };
}

/** A scan that may leave its users in place, with their credentials in a file when one was named. */
async function scanAndKeep(options: ScanOptions, keep: Settings['keep'], progress: ProgressKind): Promise<Report> {
  if (keep === false) return scanInterruptibly(options, progress);
  if (keep === true) return scanInterruptibly({ ...options, keep: () => undefined }, progress);
  const file = await openKeepFile(keep);
  try {
    return await scanInterruptibly({ ...options, keep: file.write }, progress);
  } finally {
    await file.close();
  }
}

/** Runners such as npx pass on a Ctrl-C that the terminal has sent already: so close together, two are one. */
const echoMs = 500;

/** What is said at the first Ctrl-C. */
const stopping: Record<Interruption, string> = {
  ends: 'Stopping; what was learnt follows. Ctrl-C again ends at once.',
  'ends-and-tidies':
    'Stopping, and removing what the scan made; what was learnt follows. Ctrl-C again ends at once and leaves it.',
  tidying: 'The scan is done and is removing what it made. Ctrl-C again ends at once and leaves it.',
};

/**
 * Runs a scan that Ctrl-C, or a polite kill, ends with the report of what was learnt; done twice, it ends at once.
 * @throws what the scan throws; AbortError when it was interrupted before it had learnt anything
 */
export function scanInterruptibly(options: ScanOptions, kind: ProgressKind): Promise<Report> {
  return interruptibly(kind, (events) => scan({ ...options, ...events }));
}

/**
 * Does what scans, with its progress shown and a signal for its end: as {@link scanInterruptibly}.
 * @throws what the work throws
 */
export async function interruptibly<T>(
  kind: ProgressKind,
  work: (events: Required<Pick<ScanOptions, 'signal' | 'onEvent'>>) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const progress = showProgress(process.stderr, kind);
  let firstAt = 0;
  const interrupt = (): void => {
    if (firstAt > 0) {
      if (performance.now() - firstAt > echoMs) process.exit(130);
      return;
    }
    firstAt = performance.now();
    progress.clear();
    const interruption = progress.atInterrupt();
    process.stderr.write(`middlebrick: ${stopping[interruption]}\n`);
    if (interruption !== 'tidying') controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  keepHeapSmall();
  try {
    return await work({ signal: controller.signal, onEvent: progress.onEvent });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    progress.clear();
  }
}

/** The scan that settings describe. */
export function optionsFrom(settings: Settings, target: string): ScanOptions {
  const { identities, headers, scope, insecure, authorized, active, reads, seed, rate, maxRequests, timeoutSeconds } =
    settings;
  return {
    target,
    identities,
    checks: selectChecks(allChecks, settings.only, settings.skip),
    headers,
    scope,
    insecure,
    authorized,
    active,
    reads,
    seed,
    version: version(),
    budget: {
      ...(maxRequests === undefined ? {} : { maxRequests }),
      ...(rate === undefined ? {} : { ratePerSecond: rate }),
      ...(timeoutSeconds === undefined ? {} : { requestTimeoutMs: timeoutSeconds * 1000 }),
    },
    remediationFor: (check, stack) => remediationFor(check.id, check, stack),
    ...(settings.settle === undefined ? {} : { settleMs: settings.settle * 1000 }),
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    ...(settings.proxy === undefined ? {} : { proxy: settings.proxy }),
    ...(settings.spec === undefined ? {} : { spec: settings.spec }),
    ...(settings.context === undefined ? {} : { context: settings.context }),
    ...(settings.save === undefined ? {} : { save: settings.save }),
    ...(settings.policy === undefined ? {} : { policy: settings.policy }),
    ...(settings.matrix ? { matrix: true } : {}),
  };
}
