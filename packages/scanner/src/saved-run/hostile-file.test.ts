import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import { isScanError } from '@middlebrick/model';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { notesAnswer, notesOptions } from '../../../../testing/kit/src/two-user-notes.ts';
import { checks } from '../checks/index.ts';
import { scan } from '../run.ts';
import { judgeRun } from './judge.ts';

let folder = '';
let whole = '';
const file = (): string => join(folder, 'changed.ndjson');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-hostile-run-'));
  const save = join(folder, 'run.ndjson');
  const chosen = checks.filter(({ id }) => id.startsWith('bola/'));
  const transport = inProcessTransport((request) => notesAnswer(request));
  await scan({ ...notesOptions, checks: chosen, version: '0', save, transport });
  whole = await readFile(save, 'utf8');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What judging gives: `judged`, or the code of the one error that is allowed. */
function judged(): string {
  try {
    judgeRun(file(), { checks, version: '0' });
    return 'judged';
  } catch (error) {
    if (isScanError(error)) return error.code;
    throw error;
  }
}

test('a file that is cut anywhere is never taken for a whole one', async () => {
  const cuts = fc.integer({ min: 0, max: whole.length - 1 });
  await fc.assert(
    fc.asyncProperty(cuts, async (length) => {
      await writeFile(file(), whole.slice(0, length));
      expect(judged()).toBe('FILE_UNREADABLE');
    }),
    { numRuns: 60 },
  );
});

test('a file that is changed anywhere is judged or refused, and never a crash', async () => {
  const places = fc.tuple(
    fc.integer({ min: 0, max: whole.length - 1 }),
    fc.constantFrom('{', '"', '7', '\n', ',', 'n', '$'),
  );
  await fc.assert(
    fc.asyncProperty(places, async ([at, character]) => {
      await writeFile(file(), whole.slice(0, at) + character + whole.slice(at + 1));
      expect(['judged', 'FILE_UNREADABLE']).toContain(judged());
    }),
    { numRuns: 120 },
  );
});

test('a target or an address that is none any more is damage of the file, and no other error', async () => {
  for (const broken of ['{ttp://', 'http:{//', 'http"://', 'ht7p://']) {
    await writeFile(file(), whole.replaceAll('http://', broken));
    expect(['judged', 'FILE_UNREADABLE']).toContain(judged());
  }
});
