import type { Finding } from '@middlebrick/model';
import type { Expected } from './expected-findings.ts';

/** What of a finding is written down by hand. */
export function found(finding: Finding): Omit<Expected, 'pattern'> {
  const [place, ...others] = finding.places;
  return {
    check: finding.check,
    severity: finding.severity,
    confidence: finding.confidence,
    ...(place !== undefined && others.length === 0 ? { operation: place.operation } : {}),
    ...(finding.kind === undefined ? {} : { kind: finding.kind }),
  };
}

/** One line a finding, sorted. */
export function lines(findings: readonly Omit<Expected, 'pattern'>[]): string[] {
  return findings
    .map(({ check, operation, kind, severity, confidence }) =>
      [check, kind ?? '', operation ?? '', severity, confidence].join(' | '),
    )
    .sort();
}
