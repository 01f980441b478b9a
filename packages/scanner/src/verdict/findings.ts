import { type Finding, severityRank } from '@middlebrick/model';
import type { Hit } from '../define-check.ts';
import { type FindingContext, findingOf } from './finding.ts';

const confidenceOrder = ['confirmed', 'firm', 'tentative'];

/** All findings of a scan: one for each fingerprint (the most certain one), worst first, the same order for the same facts. */
export function findingsOf(hits: readonly Hit[], context: Omit<FindingContext, 'operation'>): Finding[] {
  const byFingerprint = new Map<string, Finding>();
  for (const { check, operation, judgment } of hits) {
    const finding = findingOf(check, judgment, {
      ...context,
      ...(operation === undefined ? {} : { operation: operation.id }),
    });
    const known = byFingerprint.get(finding.fingerprint);
    if (known === undefined || rank(finding) < rank(known)) byFingerprint.set(finding.fingerprint, finding);
  }
  return [...byFingerprint.values()].sort(compare);
}

function rank(finding: Finding): number {
  return severityRank(finding.severity) * 10 + confidenceOrder.indexOf(finding.confidence);
}

function compare(a: Finding, b: Finding): number {
  return (
    rank(a) - rank(b) ||
    order(a.check, b.check) ||
    order(a.places[0]?.operation ?? '', b.places[0]?.operation ?? '') ||
    order(a.kind ?? '', b.kind ?? '') ||
    order(a.fingerprint, b.fingerprint)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
