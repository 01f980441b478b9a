import type { Finding } from './finding.ts';
import type { CoverageCell } from './outcome.ts';
import type { Report } from './report.ts';

/** A question that was once answered with a finding. */
export interface Question {
  fingerprint: string;
  check: string;
  /** The operation it is about; `null` for the target as a whole. */
  operation: string | null;
  /** Names of the identities that proved it; none when nobody knows. */
  callers: readonly string[];
}

/** What a later report says of a finding. Only a question that was asked again and answered well is `fixed`. */
export type Fate =
  | { state: 'still there'; finding: Finding }
  | { state: 'fixed' }
  | { state: 'cannot tell'; reason: string };

/** @param before the report of the finding: accounts that a check registered for itself are no identities of it */
export function questionOf({ fingerprint, check, places, proof }: Finding, before: Report): Question {
  const reported = new Set(before.identities.map(({ name }) => name));
  const names = proof.map(({ exchange }) => exchange.identity.replace(/\+.*$/s, ''));
  const callers = [...new Set(names)].filter((name) => reported.has(name));
  return { fingerprint, check, operation: places[0]?.operation ?? null, callers };
}

/**
 * What became of a finding, by a later report of the same API.
 *
 * @param knownBefore fingerprints of everything that was found before: where one of several findings of a check is
 *   gone and the others are old acquaintances, the flaw has not merely changed its shape
 */
export function fateOf(question: Question, after: Report, knownBefore: ReadonlySet<string>): Fate {
  const finding = after.findings.find(({ fingerprint }) => fingerprint === question.fingerprint);
  if (finding !== undefined) return { state: 'still there', finding };
  const cell = cellOf(question, after);
  const reason =
    cell === undefined
      ? unasked(question, after)
      : (doubtOf(cell, question, after, knownBefore) ?? missingCaller(question, after));
  return reason === undefined ? { state: 'fixed' } : { state: 'cannot tell', reason };
}

/** Checks of the whole target have one cell, whatever places their findings name. */
function cellOf({ check, operation }: Question, { coverage }: Report): CoverageCell | undefined {
  const cells = coverage.filter((cell) => cell.check === check);
  return cells.find((cell) => cell.operation === null) ?? cells.find((cell) => cell.operation === operation);
}

/** Why a cell does not say that the finding is gone; `undefined` when it does. */
function doubtOf(
  cell: CoverageCell,
  question: Question,
  after: Report,
  knownBefore: ReadonlySet<string>,
): string | undefined {
  if (cell.outcome === 'hardened') return undefined;
  if (cell.outcome === 'broken') return `the check broke: ${cell.reason ?? 'no reason was given'}`;
  if (cell.outcome !== 'vulnerable') return cell.reason ?? 'no reason was given';
  if (cell.undecided !== undefined) return cell.undecided;
  const others = after.findings.filter(
    ({ check, places }) =>
      check === question.check && (cell.operation === null || places[0]?.operation === question.operation),
  );
  const news = others.filter(({ fingerprint }) => !knownBefore.has(fingerprint));
  if (others.length > 0 && news.length === 0) return undefined;
  const what = news.map(({ kind, places }) => kind ?? places[0]?.parameter ?? 'of another kind').join(', ');
  return `the check finds something else there now${what === '' ? '' : `: ${what}`}`;
}

function unasked({ check, operation }: Question, { checks, surface }: Report): string {
  const summary = checks.find(({ id }) => id === check);
  if (summary === undefined) return 'the check was not run';
  const found = surface.operations.find(({ id }) => id === operation);
  if (operation !== null && found === undefined) return 'the operation is no longer in the surface';
  if (found?.notTested !== undefined) return `the operation was not called: ${found.notTested}`;
  const reasons = summary.skipped.map(({ reason }) => reason);
  return reasons.length === 0 ? 'it was not asked' : `the check does not apply: ${reasons.join('; ')}`;
}

/** A refusal to fewer callers than before proves less than the finding did. */
function missingCaller({ callers }: Question, { identities }: Report): string | undefined {
  for (const name of callers) {
    const identity = identities.find((candidate) => candidate.name === name);
    if (identity === undefined) return `${name}, who proved it, did not take part`;
    if (!identity.isAlive) return `${name}, who proved it, was not signed in: ${identity.proof}`;
  }
  return undefined;
}
