import {
  type Fate,
  type Finding,
  fateOf,
  isSafe,
  questionOf,
  type Report,
  type ReportedIdentity,
  ScanError,
} from '@middlebrick/model';
import type { Check } from './define-check.ts';
import { type ScanOptions, scan } from './run.ts';

/** A finding of an earlier report, and what became of it. */
export interface Verified {
  finding: Finding;
  fate: Fate;
}

/**
 * Asks again what earlier findings were found by, live: only their checks, of their operations, with the same
 * identities. Those that the scan had registered by itself are registered anew.
 *
 * @param before the earlier report
 * @param fingerprints of the findings, or their beginnings; all when none is given
 * @param options how to scan; identities that the report does not know are left out, as is what it says itself (seed,
 *   context, mode, operations that only read)
 * @throws ScanError BAD_ARGUMENT for a fingerprint that is none or stands for several, and for missing identities;
 *   whatever a scan throws
 */
export async function verify(
  before: Report,
  fingerprints: readonly string[],
  options: ScanOptions,
): Promise<readonly Verified[]> {
  const chosen = chosenFrom(fingerprints.length === 0 ? askedAbout(before.findings) : before.findings, fingerprints);
  const only = questionsOf(chosen, options.checks);
  if (only.size === 0) return chosen.map((finding) => ({ finding, fate: unknownFate(finding) }));
  const after = await scan({ ...optionsFor(before, options), only });
  const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
  return chosen.map((finding) => ({
    finding,
    fate: only.has(finding.check) ? fateOf(questionOf(finding, before), after, known) : unknownFate(finding),
  }));
}

/** What was only read in the code was found by no question; where there is nothing else, that is said of each. */
function askedAbout(findings: readonly Finding[]): readonly Finding[] {
  const asked = findings.filter((finding) => !wasRead(finding));
  return asked.length === 0 ? findings : asked;
}

function wasRead({ check }: Finding): boolean {
  return /^(?:code|iam)\//.test(check);
}

function unknownFate(finding: Finding): Fate {
  const reason = wasRead(finding)
    ? 'it was read in the code, which `middlebrick audit` reads again'
    : 'this version has no such check';
  return { state: 'cannot tell', reason };
}

function chosenFrom(findings: readonly Finding[], fingerprints: readonly string[]): readonly Finding[] {
  if (fingerprints.length === 0) return findings;
  const chosen = fingerprints.map((wanted) => {
    const meant = findings.filter(({ fingerprint }) => wanted !== '' && fingerprint.startsWith(wanted.toLowerCase()));
    const [first] = meant;
    if (first !== undefined && meant.length === 1) return first;
    const problem = first === undefined ? 'The report has no finding' : 'The report has several findings';
    throw new ScanError('BAD_ARGUMENT', `${problem} with the fingerprint ${wanted.slice(0, 40)}.`, {
      help: 'The JSON report lists them; --verbose shows them beside each finding.',
    });
  });
  return [...new Set(chosen)];
}

/** The operations that each check must be asked about. */
function questionsOf(findings: readonly Finding[], checks: readonly Check[]): Map<string, Set<string>> {
  const known = new Set(checks.map(({ id }) => id as string));
  const questions = new Map<string, Set<string>>();
  for (const { check, places } of findings) {
    if (!known.has(check)) continue;
    const operations = questions.get(check) ?? new Set();
    for (const { operation } of places) operations.add(operation);
    questions.set(check, operations);
  }
  return questions;
}

/** The same scan as before, as far as the report tells. */
function optionsFor(before: Report, { context: _, ...options }: ScanOptions): ScanOptions {
  const { scan: was, identities } = before;
  const given = identities.filter((identity) => isGiven(identity));
  const missing = given.filter(({ name }) => !options.identities.some((identity) => identity.name === name));
  if (missing.length > 0) throw whoIsMissing(given, missing);
  return {
    ...options,
    identities: options.identities.filter(({ name }) => given.some((identity) => identity.name === name)),
    active: was.mode === 'active',
    seed: was.seed,
    reads: [...new Set([...readsIn(before), ...(options.reads ?? [])])],
    ...(was.context === undefined ? {} : { context: was.context }),
  };
}

function isGiven({ credential, isAlive, isOwn, derivedFrom }: ReportedIdentity): boolean {
  return credential !== 'none' && isAlive && isOwn !== true && derivedFrom === undefined;
}

/** Operations that were declared to be reads: their method is not safe, and they were called to look around. */
function readsIn({ scan: { mode }, surface }: Report): string[] {
  return surface.operations
    .filter(({ method, statuses, notTested }) => {
      if (isSafe(method)) return false;
      return Object.keys(statuses).length > 0 || (mode === 'read-only' && notTested === undefined);
    })
    .map(({ id }) => id);
}

function whoIsMissing(given: readonly ReportedIdentity[], missing: readonly ReportedIdentity[]): ScanError {
  const names = (list: readonly ReportedIdentity[]): string => list.map(({ name }) => name).join(', ');
  const hint = missing.map(({ name, credential }) => `--as ${name}=${flagKinds[credential] ?? 'bearer'}:…`).join(' ');
  return new ScanError(
    'BAD_ARGUMENT',
    `The report was made as ${names(given)}; ${names(missing)} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    { help: `Give ${hint}, or the configuration file of the scan with --config.` },
  );
}

/** How a kind of credential is written after `--as`. Logins are written in the configuration file. */
const flagKinds: Readonly<Record<string, string>> = {
  bearer: 'bearer',
  basic: 'basic',
  apiKey: 'apikey',
  cookie: 'cookie',
  header: 'header',
};
