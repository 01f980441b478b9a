import { describe, expect, test } from 'vitest';
import { sampleFindings } from '../../../testing/kit/src/sample-findings.ts';
import { isGated, unsuppressed, withAccepted } from './acceptance.ts';
import type { Finding } from './finding.ts';

const findings = sampleFindings();
const [first] = findings as [Finding];
const day = '2027-01-31';

describe('a suppression', () => {
  test('meets by its fingerprint, on its last day for the last time', () => {
    const one = { fingerprint: first.fingerprint, reason: 'accepted', until: day };
    const on = (today: string) => withAccepted(findings, { suppressions: [one] }, today);
    expect(on(day).findings[0]?.suppressed).toEqual({ reason: 'accepted', until: day });
    expect(unsuppressed(on(day).findings)).toHaveLength(findings.length - 1);
    expect(on('2027-02-01').findings).toEqual(findings);
    expect(on('2027-02-01').suppressions).toEqual([{ ...one, findings: 1, isExpired: true }]);
  });

  test('by check and operation meets only what is about that operation alone', () => {
    const operation = first.places[0]?.operation ?? '';
    const one = { check: first.check, operation, reason: 'accepted' };
    expect(withAccepted([first], { suppressions: [one] }, day).suppressions[0]?.findings).toBe(1);
    const wider: Finding = { ...first, places: [{ operation }, { operation: 'GET /other' }] };
    const target: Finding = { ...first, places: [] };
    const other: Finding = { ...first, check: 'data/other' };
    expect(withAccepted([wider, target, other], { suppressions: [one] }, day).suppressions[0]?.findings).toBe(0);
  });

  test('that meets nothing is reported as such', () => {
    const one = { fingerprint: 'ffffffffffffffff', reason: 'accepted' };
    expect(withAccepted(findings, { suppressions: [one] }, day).suppressions).toEqual([
      { ...one, findings: 0, isExpired: false },
    ]);
  });
});

test('a baseline marks what it knows and what it does not; without one nothing is marked', () => {
  const marked = withAccepted(findings, { baseline: new Set([first.fingerprint]) }, day).findings;
  expect(marked.map(({ isKnown }) => isKnown)).toEqual(findings.map((finding) => finding === first));
  expect(withAccepted(findings, {}, day).findings).toEqual(findings);
});

test('the gate passes what is mild, suppressed or known', () => {
  const bad: Finding = { ...first, severity: 'high' };
  expect(isGated(bad, 'high')).toBe(true);
  expect(isGated(bad, 'critical')).toBe(false);
  expect(isGated({ ...bad, isKnown: true }, 'low')).toBe(false);
  expect(isGated({ ...bad, isKnown: false }, 'low')).toBe(true);
  expect(isGated({ ...bad, suppressed: { reason: 'accepted' } }, 'low')).toBe(false);
});
