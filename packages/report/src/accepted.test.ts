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

const place = { path: 'app.py', line: 12, column: 5, endLine: 12, endColumn: 9 };
const code = { place: { ...place, line: 13, endLine: 13 }, frame: { startLine: 13, lines: ['scan()'] }, flow: [] };
const comment = { check: 'code/table-scan', reason: 'public', findings: 1, isExpired: false, place };
const commented: Report = {
  ...report,
  findings: report.findings.map((finding, index) =>
    index === 0 ? { ...finding, code, suppressed: { reason: 'public', place } } : finding,
  ),
  suppressions: [
    comment,
    { ...comment, findings: 0 },
    { reason: '', findings: 0, isExpired: false, place, problem: 'names no rule' },
  ],
};

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

  test('comments are named by their place, and what is wrong with them is said', () => {
    const text = renderTerminal(commented, options);
    expect(text).toMatch(/\nSuppressed\n {2}\w+ · [^\n]+: public \(app\.py:12\)\n/);
    expect(text).toContain(`\nSuppressions
  app.py:12: suppresses no finding of code/table-scan, and can go
  app.py:12: names no rule
`);
  });

  test('without baseline and suppressions nothing is said of them', () => {
    expect(renderTerminal(report, options)).not.toMatch(/^(?:Known|Suppress)/m);
  });
});

test('SARIF says of a comment that it stands in the source, and where', () => {
  const [run] = (JSON.parse(renderSarif(commented)) as Log).runs;
  const [held, ...others] = (run?.results ?? []).flatMap(({ suppressions = [] }) => suppressions);
  expect([held, others]).toMatchObject([
    { kind: 'inSource', justification: 'public', location: { physicalLocation: { region: { startLine: 12 } } } },
    [],
  ]);
  const uri = held?.location?.physicalLocation?.artifactLocation;
  expect(run?.artifacts?.[uri?.index ?? -1]?.location?.uri).toBe('app.py');
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
