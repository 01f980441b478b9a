import type { Finding } from './finding.ts';
import { isAtLeast, type Severity } from './severity.ts';
import type { ReportedSuppression, Suppression } from './suppression.ts';

/** What is known of the findings of an API already. */
export interface Accepted {
  suppressions?: readonly Suppression[];
  /** Fingerprints of the baseline; `undefined` when there is none. */
  baseline?: ReadonlySet<string>;
  /** The day by which suppressions expire, as `2027-01-31`; by default the day of the scan. */
  today?: string;
}

/**
 * Marks what the configuration suppresses and what the baseline knows. An expired suppression marks nothing.
 *
 * @param today as `2027-01-31`
 */
export function withAccepted(
  findings: readonly Finding[],
  { suppressions = [], baseline }: Accepted,
  today: string,
): { findings: Finding[]; suppressions: ReportedSuppression[] } {
  const marked = findings.map((finding): Finding => {
    const held = suppressions.find((one) => meets(one, finding) && !isExpired(one, today));
    return {
      ...finding,
      ...(held === undefined ? {} : { suppressed: { reason: held.reason, ...untilOf(held) } }),
      ...(baseline === undefined ? {} : { isKnown: baseline.has(finding.fingerprint) }),
    };
  });
  const reported = suppressions.map((one) => ({
    ...one,
    findings: findings.filter((finding) => meets(one, finding)).length,
    isExpired: isExpired(one, today),
  }));
  return { findings: marked, suppressions: reported };
}

/** The findings that count: those that nobody suppressed. */
export function unsuppressed(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.suppressed === undefined);
}

/** Whether a finding fails the gate: as bad as it or worse, neither suppressed nor in the baseline. */
export function isGated(finding: Finding, gate: Severity): boolean {
  return finding.suppressed === undefined && finding.isKnown !== true && isAtLeast(finding.severity, gate);
}

/** By check and operation it must be all that the finding is about: other places of it were accepted by nobody. */
function meets({ fingerprint, check, operation }: Suppression, finding: Finding): boolean {
  if (fingerprint !== undefined) return finding.fingerprint === fingerprint;
  const { places } = finding;
  return finding.check === check && places.length > 0 && places.every((place) => place.operation === operation);
}

/** Dates of this form are in the order of their texts. */
function isExpired({ until }: Suppression, today: string): boolean {
  return until !== undefined && until < today;
}

function untilOf({ until }: Suppression): { until?: string } {
  return until === undefined ? {} : { until };
}
