import { expect, test } from 'vitest';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { baselineSchema, baselineText, updateBaseline } from './baseline.ts';
import type { Report } from './report.ts';

const report = sampleReport();
const mended: Report = {
  ...report,
  findings: [],
  coverage: report.coverage.map((cell) => ({ check: cell.check, operation: cell.operation, outcome: 'hardened' })),
};
const lines = (text: string): string[] => text.split('\n');

test('takes up everything that was found, in one order whatever the order of the findings', () => {
  const { entries, added, removed, kept } = updateBaseline([], report);
  expect(entries).toHaveLength(report.findings.length);
  expect({ added: added.length, removed, kept }).toEqual({ added: report.findings.length, removed: [], kept: [] });
  const turned = updateBaseline([], { ...report, findings: report.findings.toReversed() });
  expect(baselineText(turned.entries)).toBe(baselineText(entries));
  expect(baselineSchema.parse(JSON.parse(baselineText(entries))).findings).toEqual(entries);
});

test('a second time changes nothing, and one finding more adds the lines of one entry', () => {
  const [last, ...others] = report.findings;
  const without = updateBaseline([], { ...report, findings: others }).entries;
  const text = baselineText(updateBaseline(without, { ...report, findings: others }).entries);
  expect(text).toBe(baselineText(without));
  const { entries, added } = updateBaseline(without, report);
  expect(added.map(({ fingerprint }) => fingerprint)).toEqual([last?.fingerprint]);
  expect(lines(baselineText(entries)).length - lines(text).length).toBe(6);
});

test('lets go what is fixed, and keeps what was not tested', () => {
  const { entries } = updateBaseline([], report);
  const [stays] = entries;
  const after = { ...mended, checks: mended.checks.filter(({ id }) => id !== stays?.check) };
  const update = updateBaseline(entries, {
    ...after,
    coverage: after.coverage.filter(({ check }) => check !== stays?.check),
  });
  expect(update.kept.length).toBeGreaterThan(0);
  expect(update.kept.every(({ entry, reason }) => entry.check === stays?.check && reason !== '')).toBe(true);
  expect(update.removed.length).toBeGreaterThan(0);
  expect(update.removed.length + update.kept.length).toBe(entries.length);
  expect(update.entries).toEqual(update.kept.map(({ entry }) => entry));
});

test('what is suppressed is not known besides', () => {
  const { entries } = updateBaseline([], report);
  const [first, ...others] = report.findings;
  if (first === undefined) throw new Error('The sample has no finding.');
  const suppressed = { ...report, findings: [{ ...first, suppressed: { reason: 'accepted' } }, ...others] };
  const update = updateBaseline(entries, suppressed);
  expect(update.removed.map(({ fingerprint }) => fingerprint)).toEqual([first.fingerprint]);
  expect(update.entries).toHaveLength(entries.length - 1);
});
