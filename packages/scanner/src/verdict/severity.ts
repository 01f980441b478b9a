import { type Context, milder, type Severity, severities } from '@middlebrick/model';
import { classifyLeaf, type DataClass, dataClasses } from '../classify/classify-leaf.ts';
import type { PrivateValue } from '../define-check.ts';

/**
 * Severity of values that reached someone who should not have them, before the context shifts their class.
 * What identifies, pays for or unlocks a person is critical; contact data and opaque private values are high,
 * since reading them needs no more than an account.
 */
const severityByClass: Readonly<Record<DataClass | 'opaque', Severity>> = {
  credential: 'critical',
  secret: 'critical',
  identityDocument: 'critical',
  financial: 'critical',
  health: 'critical',
  contact: 'high',
  opaque: 'high',
};

/** Steps by which `--context` raises (+) or lowers (−) a data class. Published in docs/severity.md. */
export const contextShifts: Readonly<Record<Context, Partial<Record<DataClass | 'opaque', number>>>> = {
  financial: { financial: 1, identityDocument: 1, contact: 1 },
  medical: { health: 1, identityDocument: 1, contact: 1 },
  public: { contact: -1, opaque: -1 },
  internal: { contact: -1 },
};

/** The worst data class among private values; `opaque` when none is recognised. */
export function worstClass(values: readonly PrivateValue[]): DataClass | 'opaque' {
  const found = new Set(values.map((entry) => classifyLeaf(lastKey(entry.path), entry.value)));
  return dataClasses.find((dataClass) => found.has(dataClass)) ?? 'opaque';
}

/** Severity of private values that reached somebody else with an account of their own: that of their worst class. */
export function severityOfDisclosure(values: readonly PrivateValue[]): Severity {
  return severityByClass[worstClass(values)];
}

/** Severity of a finding in its context, never above the ceiling of its check. */
export function severityInContext(
  seen: Severity,
  ceiling: Severity,
  values: readonly PrivateValue[],
  context: Context | undefined,
): Severity {
  const shift = context === undefined || values.length === 0 ? 0 : (contextShifts[context][worstClass(values)] ?? 0);
  return milder(shifted(seen, shift), ceiling);
}

function shifted(severity: Severity, steps: number): Severity {
  const index = severities.indexOf(severity) - steps;
  return severities[Math.max(0, Math.min(severities.length - 1, index))] as Severity;
}

/** The field's own name at the end of a path such as `items[].owner.email`. */
export function lastKey(path: string): string {
  return path.replaceAll('[]', '').split('.').at(-1) ?? path;
}
