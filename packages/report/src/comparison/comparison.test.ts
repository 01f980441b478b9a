import { compareReports, type Finding, type Report } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { auditOf, sampleAudit } from '../../../../testing/kit/src/sample-audit.ts';
import { sampleReport } from '../../../../testing/kit/src/sample-report.ts';
import { renderDiff, renderDiffJson, renderDiffMarkdown } from './diff.ts';
import { renderVerification, renderVerificationJson, type VerifiedFinding } from './verification.ts';

const report = sampleReport();
const [first, second, ...others] = report.findings as [Finding, Finding, ...Finding[]];
const hostile: Finding = {
  ...first,
  fingerprint: '00000000000000aa',
  title: 'A title\u001b[31m | with <b>markup</b> [a](http://evil.test) @someone `x`',
  places: [{ operation: 'GET /a|b\u202e' }],
};
const after: Report = { ...report, findings: [hostile, { ...second, severity: 'info' }, ...others] };
const diff = { before: report, after, comparison: compareReports(report, after) };

describe('the differences', () => {
  test('are told in sections, with a line that sums up', () => {
    const text = renderDiff(diff, { color: false });
    expect(text).toMatch(/^http:\/\/127\.0\.0\.1:5000: [A-F] \d+\/100 → [A-F] \d+\/100\n/);
    expect(text).toContain('\nNew  1\n');
    expect(text).toContain(`\nChanged  1\n  info      ${second.check} · `);
    expect(text).toContain(`was ${second.severity}`);
    expect(text).toContain('\nNo longer tested  1\n');
    expect(text.endsWith(`1 new, 0 fixed, 1 changed, 1 no longer tested, ${others.length} findings unchanged.\n`)).toBe(
      true,
    );
  });

  test('cannot steer a terminal, nor write markup, mentions or links into a comment', () => {
    expect(renderDiff(diff, { color: false })).not.toMatch(/[^\P{C}\n]/u);
    const text = renderDiffMarkdown(diff);
    expect(text).not.toMatch(/<b>|\]\(|@someone|[^\P{C}\n]/u);
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    expect(rows.every((row) => row.split('|').length === 6)).toBe(true);
  });

  test('for machines have every finding of both reports once', () => {
    const json = JSON.parse(renderDiffJson(diff)) as Record<string, { fingerprint: string }[]>;
    const all = ['new', 'fixed', 'notTested', 'changed', 'unchanged'].flatMap((key) => json[key] ?? []);
    const prints = all.map(({ fingerprint }) => fingerprint).sort();
    expect(prints).toEqual([...report.findings, hostile].map(({ fingerprint }) => fingerprint).sort());
  });
});

test('the differences of two audits are told by their lines', () => {
  const before = sampleAudit();
  const [gone, ...left] = before.findings;
  const mended = auditOf(left);
  const comparison = compareReports(before, mended);
  expect(comparison.fixed).toEqual([gone]);
  expect(renderDiff({ before, after: mended, comparison }, { color: false }).split('\n').slice(0, 8)).toEqual([
    'services/notes: 8 findings → 7 findings',
    '',
    'Fixed  1',
    '  critical  code/foreign-key-write · app/store.py:9 · PATCH /api/users/{owner}/notes (owner)',
    '',
    'Unchanged  7',
    '  critical  code/hardcoded-secret · app/settings.py:4',
    '  high      code/foreign-key-read · app/routes/notes.py:18 · GET /api/users/{owner}/notes (owner)',
  ]);
});

describe('a verification', () => {
  const results: VerifiedFinding[] = [
    { finding: hostile, fate: { state: 'still there', finding: hostile } },
    { finding: first, fate: { state: 'fixed' } },
    { finding: second, fate: { state: 'cannot tell', reason: 'the operation is no longer in the surface\u001b' } },
  ];

  test('is a line a finding, with the reason where it cannot be told', () => {
    const text = renderVerification(results, { color: false, width: 80 });
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(text).toContain(`  fixed        ${first.check} · `);
    expect(text).toContain(`  cannot tell  ${second.check} · `);
    expect(text).toContain('\n               the operation is no longer in the surface\\x1b\n');
    expect(text.endsWith('1 fixed, 1 still there, 1 that cannot be told.\n')).toBe(true);
  });

  test('for machines has state and reason', () => {
    const json = JSON.parse(renderVerificationJson(results, 'http://127.0.0.1:5000/'));
    expect(json.findings.map(({ state }: { state: string }) => state)).toEqual(['still there', 'fixed', 'cannot tell']);
    expect(json.findings[2].reason).toMatch(/^the operation/);
  });
});
