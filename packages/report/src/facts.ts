import {
  type Finding,
  isSafe,
  isSuccess,
  type ProofStep,
  type Report,
  type ReportedOperation,
  type Severity,
  severities,
} from '@middlebrick/model';
import { isWritten, worstFirst } from './groups.ts';

/** How many findings there are of each severity that occurs, worst first. */
export function severityCounts(report: Report): { severity: Severity; count: number }[] {
  return severities
    .map((severity) => ({ severity, count: report.findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0);
}

export function confirmedCount(report: Report): number {
  return report.findings.filter((finding) => finding.confidence === 'confirmed').length;
}

/** What was tried, in numbers. */
export interface Coverage {
  /** Operations that were tested: read, or written to with an answer that told something. */
  tested: number;
  operations: number;
  /** Checks that gave at least one answer. */
  checks: number;
  /** Cells of the coverage that were decided either way. */
  decided: number;
  cells: number;
  owned: number;
  requests: number;
}

export function coverageOf(report: Report): Coverage {
  const decided = report.coverage.filter((cell) => cell.outcome === 'vulnerable' || cell.outcome === 'hardened');
  return {
    tested: report.surface.operations.filter((operation) => operation.notTested === undefined).length,
    operations: report.surface.operations.length,
    checks: new Set(decided.map((cell) => cell.check)).size,
    decided: decided.length,
    cells: report.coverage.filter((cell) => cell.outcome !== 'skipped').length,
    owned: report.survey.owned,
    requests: report.requests,
  };
}

/** Why nothing could be told, most frequent reason first, with the checks that gave it. */
export interface Undecided {
  outcome: 'inconclusive' | 'broken';
  reason: string;
  count: number;
  checks: string[];
}

export function undecided(report: Report): Undecided[] {
  const cells = report.coverage.filter((cell) => cell.outcome === 'inconclusive' || cell.outcome === 'broken');
  const byReason = Map.groupBy(cells, (cell) => `${cell.outcome} ${cell.reason ?? ''}`);
  return [...byReason.values()]
    .map((same): Undecided => {
      const outcome = same[0]?.outcome === 'broken' ? 'broken' : 'inconclusive';
      const checks = [...new Set(same.map((cell) => cell.check))].sort();
      return { outcome, reason: same[0]?.reason ?? 'no reason was given', count: same.length, checks };
    })
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** What the scan proved, in one sentence; what it tried when it found nothing. */
export function provenSentence(report: Report): string {
  const tried = coverageOf(report);
  if (report.findings.length === 0) {
    return `Nothing was found: ${count(tried.tested, 'operation')}, ${count(tried.owned, 'object')} with a known owner and ${count(tried.checks, 'check')} were tried with ${count(tried.requests, 'request')}.`;
  }
  const proven = worstFirst(report.findings).filter((finding) => finding.confidence === 'confirmed');
  const leaks = proven.flatMap((finding) => leakOf(finding) ?? []);
  const [leak] = [...leaks.filter((candidate) => candidate.isForeign), ...leaks];
  const writes = foreignWrites(proven);
  const more =
    leaks.length > 1 ? `, one of ${leaks.length} findings in which private values reach the wrong caller` : '';
  const facts = [...(leak === undefined ? [] : [`${leak.text}${more}`]), ...(writes === undefined ? [] : [writes])];
  if (facts.length > 0) return `Proven: ${facts.join('; ')}.`;
  const first = proven[0];
  if (first) return `Proven: ${lowerFirst(first.title)}.`;
  return 'Nothing is proven beyond doubt; every finding says what supports it.';
}

/** `by 5 operations one user writes to what is another's`, when proofs show it. */
function foreignWrites(proven: readonly Finding[]): string | undefined {
  const hits = proven.filter((finding) => finding.category === 'bolaAuthorization' && isWritten(finding));
  const operations = new Set(hits.flatMap(({ places }) => places.map(({ operation }) => operation)));
  return operations.size === 0
    ? undefined
    : `by ${count(operations.size, 'operation')} one user writes to what is another's`;
}

/** `bob was given alice's email and ssn by GET /api/users/{user_id}`, when the proof shows it. */
function leakOf(finding: Finding): { text: string; isForeign: boolean } | undefined {
  const owner = finding.proof.find((step) => step.role === 'owner');
  const taker = finding.proof.find(
    (step) => step.role === 'other' || step.role === 'anonymous' || step.role === 'forged',
  );
  if (owner === undefined || taker === undefined || taker.shows.length === 0) return undefined;
  const names = [...new Set(taker.shows.map(leafName))].slice(0, 3);
  const operation = finding.places[0]?.operation ?? 'the target';
  const text = `${takerName(taker)} was given ${owner.exchange.identity}'s ${joined(names)} by ${operation}`;
  return { text, isForeign: taker.role === 'other' };
}

function takerName(step: ProofStep): string {
  if (step.role === 'anonymous') return 'an anonymous caller';
  if (step.role === 'forged') return 'a forged credential';
  return step.exchange.identity;
}

/** What to give so that a clean report says more. */
export function strongerWith(report: Report): string[] {
  const callers = report.identities.filter(
    (identity) => identity.credential !== 'none' && identity.isAlive && identity.derivedFrom === undefined,
  );
  const advice: string[] = [];
  const remedy = report.activity?.registration.remedy;
  // The grade line already says what would complete the score; it is the missing caller more often than not. What
  // stands instead of a registration that failed is said above it.
  if (report.score.advice === undefined && remedy === undefined) {
    if (callers.length === 0) advice.push('two ordinary users: --as alice=bearer:… --as bob=bearer:…');
    if (callers.length === 1) advice.push('a second ordinary user: --as bob=bearer:…');
  }
  if (report.scan.mode === 'read-only' && report.surface.operations.some(isUntriedWrite))
    advice.push('writes: --active tries them on users and objects that it makes itself');
  if (callers.length > 1 && !callers.some((identity) => identity.isPrivileged))
    advice.push('an administrator, so that roles can be compared: --as admin=bearer:…');
  if (callers.length > 0 && report.survey.owned === 0)
    advice.push('data of their own for the users: nothing was seen that belongs to one of them');
  if (!report.surface.operations.some(({ source }) => source === 'openapi' || source === 'code'))
    advice.push('a description of the API: --spec openapi.yaml, or its code: --source <folder>');
  return advice;
}

function isUntriedWrite({ method, notTested }: ReportedOperation): boolean {
  return notTested !== undefined && !isSafe(method);
}

/** The last key of a path of a private value: `items[].body` gives `body`. */
export function leafName(path: string): string {
  return path.split('.').at(-1)?.replaceAll('[]', '') || path;
}

/** Whether a step of a proof got the same private values as the owner, although it is not the owner. */
export function showsTheSame(step: ProofStep, finding: Finding): boolean {
  const owner = finding.proof.find((other) => other.role === 'owner');
  if (owner === undefined || step.role === 'owner' || step.role === 'own' || step.role === 'repeat') return false;
  return isSuccess(owner.exchange) && step.shows.some((path) => owner.shows.includes(path));
}

/** The facts that the message does not already say, nor, where it was read in the code, its places and their notes. */
export function untoldDetails({ details, message, code, places }: Finding): [string, string][] {
  const words = code?.flow.flatMap(({ note }) => note.split(' ')) ?? [];
  const named = code === undefined ? [] : places.flatMap(({ operation, parameter }) => [operation, parameter]);
  const told = new Set([...words, ...named]);
  return Object.entries(details).filter(([, value]) => !message.includes(value) && !told.has(value));
}

/** `1 operation`, `2 operations`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

export function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `1.9 s`, `2 min 5 s`. */
export function durationOf(report: Report): string {
  const seconds = (Date.parse(report.scan.finishedAt) - Date.parse(report.scan.startedAt)) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
