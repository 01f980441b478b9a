import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { compareReports, isWorse } from './compare-reports.ts';
import { fateOf, questionOf } from './fate.ts';
import type { Finding } from './finding.ts';
import type { CoverageCell } from './outcome.ts';
import type { Report } from './report.ts';

const before = sampleReport();
const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
const found = before.findings.find(({ check }) => check === 'bola/foreign-object-read') as Finding;
const place = found.places[0]?.operation ?? '';
const isCell = (cell: CoverageCell): boolean => cell.check === found.check && cell.operation === place;

/** The report without the finding, with something else in its cell. */
function later(cell: Partial<CoverageCell> | undefined, more: Partial<Report> = {}): Report {
  return {
    ...before,
    findings: before.findings.filter((finding) => finding !== found),
    coverage: before.coverage.flatMap((old) => {
      if (!isCell(old)) return [old];
      return cell === undefined ? [] : [{ check: old.check, operation: old.operation, outcome: 'hardened', ...cell }];
    }),
    ...more,
  };
}

const fate = (after: Report): string => {
  const result = fateOf(questionOf(found, before), after, known);
  return result.state === 'cannot tell' ? result.reason : result.state;
};

describe('what became of a finding', () => {
  test('is still there as long as its fingerprint is found', () => {
    expect(fate(before)).toBe('still there');
  });

  test('is fixed only where the question was asked again and came out hardened', () => {
    expect(fate(later({ outcome: 'hardened' }))).toBe('fixed');
  });

  test.each([
    ['an answer that cannot be judged', later({ outcome: 'inconclusive', reason: 'no owner' }), 'no owner'],
    ['a check that broke', later({ outcome: 'broken', reason: 'boom' }), 'the check broke: boom'],
    [
      'an operation that is gone',
      later(undefined, {
        surface: { ...before.surface, operations: before.surface.operations.filter(({ id }) => id !== place) },
      }),
      'the operation is no longer in the surface',
    ],
    [
      'an operation that was left alone',
      later(undefined, {
        surface: {
          ...before.surface,
          operations: before.surface.operations.map((one) =>
            one.id === place ? { ...one, notTested: 'writes' } : one,
          ),
        },
      }),
      'the operation was not called: writes',
    ],
    [
      'a check that does not apply any more',
      later(undefined, {
        checks: before.checks.map((one) =>
          one.id === found.check ? { ...one, skipped: [{ reason: 'one identity', count: 3 }] } : one,
        ),
      }),
      'the check does not apply: one identity',
    ],
    [
      'a check that was not run',
      later(undefined, { checks: before.checks.filter(({ id }) => id !== found.check) }),
      'the check was not run',
    ],
    [
      'a caller who did not take part',
      later({}, { identities: before.identities.filter(({ name }) => name !== 'bob') }),
      'bob, who proved it, did not take part',
    ],
    [
      'a caller who was not signed in',
      later(
        {},
        {
          identities: before.identities.map((one) =>
            one.name === 'bob' ? { ...one, isAlive: false, proof: '401 everywhere' } : one,
          ),
        },
      ),
      'bob, who proved it, was not signed in: 401 everywhere',
    ],
  ])('cannot be told of %s', (_, after, reason) => {
    expect(fate(after)).toBe(reason);
  });

  test('is not fixed by another variety of the same flaw, but by the silence of it beside old acquaintances', () => {
    const sibling = (fingerprint: string): Finding => ({ ...found, fingerprint, kind: 'X-User-Id' });
    const vulnerable = (finding: Finding, cell: Partial<CoverageCell> = {}): Report => {
      const after = later({ outcome: 'vulnerable', ...cell });
      return { ...after, findings: [...after.findings, finding] };
    };
    expect(fate(vulnerable(sibling('0123456789abcdef')))).toBe('the check finds something else there now: X-User-Id');
    const old = sibling('fedcba9876543210');
    const both = new Set([...known, old.fingerprint]);
    expect(fateOf(questionOf(found, before), vulnerable(old), both)).toEqual({ state: 'fixed' });
    expect(fateOf(questionOf(found, before), vulnerable(old, { undecided: 'no second object' }), both)).toEqual({
      state: 'cannot tell',
      reason: 'no second object',
    });
  });
});

describe('two reports', () => {
  test('of the same API differ in nothing', () => {
    const comparison = compareReports(before, before);
    expect(comparison).toEqual({ added: [], fixed: [], notTested: [], changed: [], unchanged: before.findings });
    expect(isWorse(comparison, 'info')).toBe(false);
  });

  test('tell fixed from no longer tested, and new from changed', () => {
    expect(compareReports(before, later({})).fixed).toEqual([found]);
    expect(compareReports(before, later({ outcome: 'inconclusive', reason: 'no owner' }))).toMatchObject({
      fixed: [],
      notTested: [{ finding: found, reason: 'no owner' }],
    });
    expect(compareReports(later({}), before).added).toEqual([found]);
    const milder: Finding = { ...found, severity: 'low' };
    const lowered = { ...before, findings: before.findings.map((one) => (one === found ? milder : one)) };
    expect(compareReports(before, lowered).changed).toEqual([{ before: found, after: milder }]);
    expect(isWorse(compareReports(before, lowered), 'info')).toBe(false);
    expect(isWorse(compareReports(lowered, before), found.severity)).toBe(true);
    expect(isWorse(compareReports(lowered, before), 'low')).toBe(false);
  });

  test('are no worse by what somebody suppressed', () => {
    const accepted = { ...before, findings: [{ ...found, suppressed: { reason: 'accepted' } }] };
    expect(isWorse(compareReports(later({}), accepted), 'info')).toBe(false);
  });
});
