import type { Report } from '@middlebrick/model';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { renderHtml, renderSarif, renderTerminal } from './index.ts';

const report = sampleReport();
const options = { width: 100, color: false };
const known: Report = { ...report, findings: report.findings.map((finding) => ({ ...finding, isKnown: true })) };
const accepted: Report = {
  ...report,
  findings: report.findings.map((finding, index) =>
    index === 0 ? { ...finding, suppressed: { reason: 'public by contract', until: '2027-01-31' } } : finding,
  ),
  suppressions: [
    { fingerprint: 'aaaaaaaaaaaaaaaa', reason: 'mended', findings: 0, isExpired: false },
    { check: 'data/x', operation: 'GET /x', reason: 'old', until: '2020-01-31', findings: 1, isExpired: true },
  ],
};
const [first] = report.findings;

describe('in the terminal', () => {
  test('the findings of the baseline are one line, and nothing is new', () => {
    const text = renderTerminal(known, options);
    expect(text).toContain('Nothing new\n  Everything that was found is in the baseline.\n');
    expect(text).toMatch(new RegExp(`\\nKnown\\n {2}${known.findings.length} findings of the baseline: \\d+ critical`));
    expect(text).not.toContain(first?.message.slice(0, 40));
  });

  test('a suppressed finding is listed with its reason, and neither counted nor told', () => {
    const text = renderTerminal(accepted, options);
    expect(text).toMatch(/\nSuppressed\n {2}\w+ · [^\n]+public by contract \(until 2027-01-31\)\n/);
    expect(text).toContain(`of ${report.findings.length - 1}`);
    expect(text).toContain('  aaaaaaaaaaaaaaaa: meets no finding\n');
    expect(text).toContain('  data/x · GET /x: ended on 2020-01-31; what it meets counts again\n');
  });

  test('without baseline and suppressions nothing is said of them', () => {
    expect(renderTerminal(report, options)).not.toMatch(/^(?:Known|Suppress)/m);
  });
});

test('SARIF has the suppression and the state against the baseline', () => {
  const resultsOf = (one: Report) => (JSON.parse(renderSarif(one)) as Log).runs[0]?.results ?? [];
  const held = resultsOf(accepted).filter(({ suppressions }) => suppressions !== undefined);
  expect(held.map(({ suppressions }) => suppressions)).toEqual([
    [{ kind: 'external', status: 'accepted', justification: 'public by contract' }],
  ]);
  expect(resultsOf(known).map(({ baselineState }) => baselineState)).toEqual(known.findings.map(() => 'unchanged'));
  expect(resultsOf(report).some(({ baselineState }) => baselineState !== undefined)).toBe(false);
});

test('the page does not count what is suppressed', () => {
  const confirmed = (one: Report): number => Number(/"confirmed":(\d+)/.exec(renderHtml(one))?.[1]);
  const isConfirmed = first?.confidence === 'confirmed';
  expect(confirmed(report) - confirmed(accepted)).toBe(isConfirmed ? 1 : 0);
  expect(isConfirmed).toBe(true);
});
