import { z } from 'zod';

/** How bad a finding is, worst first. The order of this tuple is the order of every report. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

/** How sure a finding is: `confirmed` is proven, `firm` is strongly supported, `tentative` says why it is not more. */
export const confidences = ['confirmed', 'firm', 'tentative'] as const;
export const confidenceSchema = z.enum(confidences);
export type Confidence = z.infer<typeof confidenceSchema>;

/** 0 for the worst severity; for sorting and comparing. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** Whether `severity` is as bad as `gate` or worse. */
export function isAtLeast(severity: Severity, gate: Severity): boolean {
  return severityRank(severity) <= severityRank(gate);
}

/** The milder of two severities: what was seen never exceeds a check's ceiling. */
export function milder(a: Severity, b: Severity): Severity {
  return severityRank(a) > severityRank(b) ? a : b;
}
