import { fateOf, questionOf } from './fate.ts';
import type { Finding } from './finding.ts';
import type { Report } from './report.ts';
import { isAtLeast, type Severity } from './severity.ts';

/** A finding of both reports that is not what it was. */
export interface ChangedFinding {
  before: Finding;
  after: Finding;
}

/** What happened between two reports of the same API. */
export interface Comparison {
  added: readonly Finding[];
  /** Gone, and the question was asked again and came out hardened. */
  fixed: readonly Finding[];
  /** Gone, but nobody knows whether the flaw is: the question was not asked again, or not answered. */
  notTested: readonly { finding: Finding; reason: string }[];
  /** With another severity or confidence. */
  changed: readonly ChangedFinding[];
  unchanged: readonly Finding[];
}

/** Compares two reports by the fingerprints of their findings. A finding that is absent is not fixed by that alone. */
export function compareReports(before: Report, after: Report): Comparison {
  const old = new Map(before.findings.map((finding) => [finding.fingerprint, finding]));
  const known = new Set(old.keys());
  const fixed: Finding[] = [];
  const notTested: { finding: Finding; reason: string }[] = [];
  const changed: ChangedFinding[] = [];
  const unchanged: Finding[] = [];
  for (const finding of before.findings) {
    const fate = fateOf(questionOf(finding, before), after, known);
    if (fate.state === 'fixed') fixed.push(finding);
    else if (fate.state === 'cannot tell') notTested.push({ finding, reason: fate.reason });
    else if (isSame(finding, fate.finding)) unchanged.push(fate.finding);
    else changed.push({ before: finding, after: fate.finding });
  }
  const added = after.findings.filter(({ fingerprint }) => !old.has(fingerprint));
  return { added, fixed, notTested, changed, unchanged };
}

/** Whether a comparison fails the gate: something as bad as it or worse is new, or has become as bad. Suppressed findings count for nothing. */
export function isWorse({ added, changed }: Comparison, gate: Severity): boolean {
  const risen = changed.filter(({ before }) => !isAtLeast(before.severity, gate)).map(({ after }) => after);
  return [...added, ...risen].some((finding) => finding.suppressed === undefined && isAtLeast(finding.severity, gate));
}

function isSame(a: Finding, b: Finding): boolean {
  return a.severity === b.severity && a.confidence === b.confidence;
}
