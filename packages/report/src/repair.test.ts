import type { Report } from '@middlebrick/model';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { auditOf, sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { renderHtml, renderSarif, renderTerminal } from './index.ts';

const [first] = sampleAudit().findings;
if (first?.code === undefined) throw new Error('the sample has a finding');
const { path } = first.code.place;
const edit = { place: { path, line: 3, column: 9, endLine: 3, endColumn: 13 }, text: 'False' };
const diff = `--- a/${path}\n+++ b/${path}\n@@ -2,2 +2,2 @@\n x = 1\n-debug = True\n+debug = False\n`;
const repair = { does: 'Debugging is off.', edits: [edit], diff };
const report: Report = auditOf([{ ...first, remediation: { ...first.remediation, repair } }]);

test('the terminal names the repair, and shows it with --verbose', () => {
  const indent = ' '.repeat(10);
  const line = `\n${indent}--fix mends this: Debugging is off.\n`;
  const brief = renderTerminal(report, { width: 80, color: false });
  expect(brief).toContain(line);
  expect(brief).not.toContain('@@');
  const diffLines = ['@@ -2,2 +2,2 @@', ' x = 1', '-debug = True', '+debug = False'];
  expect(renderTerminal(report, { width: 80, color: false, verbose: true })).toContain(
    `${line}${diffLines.map((one) => `${indent}  ${one}\n`).join('')}`,
  );
});

test('SARIF has it as a fix', () => {
  const [run] = (JSON.parse(renderSarif(report)) as Log).runs;
  const [fix, ...others] = run?.results?.[0]?.fixes ?? [];
  expect(others).toEqual([]);
  expect(fix?.description?.text).toBe('Debugging is off.');
  expect(fix?.artifactChanges.map(({ replacements }) => replacements)).toEqual([
    [
      {
        deletedRegion: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 13 },
        insertedContent: { text: 'False' },
      },
    ],
  ]);
  expect(fix?.artifactChanges[0]?.artifactLocation).toMatchObject({ uri: expect.stringContaining(path), index: 0 });
});

test('the page has the diff', () => {
  expect(renderHtml(report)).toContain('+debug = False');
});
