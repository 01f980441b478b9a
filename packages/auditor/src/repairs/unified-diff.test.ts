import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applied, type Edit } from './edit.ts';
import { unifiedDiff } from './unified-diff.ts';

test('changes that are far from each other have hunks of their own', () => {
  const text = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`).join('');
  const at = (line: string): number => text.indexOf(`\n${line}\n`) + 1;
  const edits = [
    { start: at('3'), end: at('3') + 1, text: 'three\nand more' },
    { start: at('18'), end: at('19'), text: '' },
  ];
  expect(unifiedDiff('a.py', text, edits)).toBe(`--- a/a.py
+++ b/a.py
@@ -1,6 +1,7 @@
 1
 2
-3
+three
+and more
 4
 5
 6
@@ -15,6 +16,5 @@
 15
 16
 17
-18
 19
 20
`);
});

test('a last line without an end stays one', () => {
  const diff = unifiedDiff('a', 'x\ny', [{ start: 2, end: 3, text: 'z' }]);
  const none = '\\ No newline at end of file\n';
  expect(diff).toBe(`--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\n-y\n${none}+z\n${none}`);
});

test('without edits there is no diff', () => {
  expect(unifiedDiff('a', 'x\n', [])).toBe('');
});

test('git makes of a text and its diff what the edits make of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'middlebrick-'));
  const word = fc.constantFrom('a', 'b', 'cc', '\n', '\n', ' ', '\r\n');
  const texts = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
  const edit = fc.tuple(
    fc.nat(60),
    fc.nat(4),
    texts.map((text) => text.slice(0, 6)),
  );
  try {
    fc.assert(
      fc.property(texts, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, drafts) => {
        const edits: Edit[] = drafts.map(([start, length, instead]) => {
          const from = Math.min(start, text.length);
          return { start: from, end: Math.min(from + length, text.length), text: instead };
        });
        const wanted = applied(text, edits);
        // To make or to empty a file wants another head, and no repair does.
        fc.pre(text !== '' && wanted !== '' && wanted !== text);
        writeFileSync(join(folder, 'a'), text);
        writeFileSync(join(folder, 'patch'), unifiedDiff('a', text, edits));
        execFileSync('git', ['apply', '--whitespace=nowarn', 'patch'], { cwd: folder, stdio: 'pipe' });
        expect(readFileSync(join(folder, 'a'), 'utf8')).toBe(wanted);
      }),
      { numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
