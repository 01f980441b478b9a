import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange } from '@middlebrick/model';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileRecorder } from './file-recorder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorder-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function exchange(number: number, body = 'é'.repeat(number % 50)): Exchange {
  return {
    id: `x${number}`,
    identity: 'alice',
    purpose: 'owner reads',
    request: { method: 'GET', url: 'http://127.0.0.1/', headers: [] },
    response: { status: 200, headers: [], body, bytes: body.length, truncated: false },
    startedAt: '2026-01-01T00:00:00.000Z',
    milliseconds: 1.5,
  };
}

async function linesOf(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('writes a header and every exchange in order, readable by its owner only', async () => {
  const path = join(folder, 'run.ndjson');
  const recorder = await fileRecorder(path, { scan: 's1' });
  const exchanges = Array.from({ length: 3000 }, (_, index) => exchange(index));
  for (const [index, one] of exchanges.entries()) {
    recorder.record(one);
    if (index % 700 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await recorder.close();
  expect(await linesOf(path)).toEqual([{ scan: 's1' }, ...exchanges.map((one) => ({ exchange: one }))]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a file that everybody could read is made private before anything is written to it', async () => {
  const path = join(folder, 'run.ndjson');
  await writeFile(path, 'of an earlier run', { mode: 0o644 });
  const recorder = await fileRecorder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await recorder.close();
  expect(await linesOf(path)).toEqual([{}]);
});

test('without any exchange there is still the header', async () => {
  const path = join(folder, 'run.ndjson');
  const recorder = await fileRecorder(path);
  await recorder.close();
  await recorder.close();
  recorder.record(exchange(1));
  expect(await linesOf(path)).toEqual([{}]);
});

test('what was recorded is soon in the file, and closing then has nothing left to do', async () => {
  const path = join(folder, 'run.ndjson');
  const recorder = await fileRecorder(path);
  recorder.record(exchange(1));
  await vi.waitFor(async () => expect(await linesOf(path)).toHaveLength(2));
  recorder.append({ note: 'é' });
  recorder.record(exchange(2));
  await vi.waitFor(async () => expect(await linesOf(path)).toHaveLength(4));
  await recorder.close();
  expect(await linesOf(path)).toEqual([{}, { exchange: exchange(1) }, { note: 'é' }, { exchange: exchange(2) }]);
});

test('asks to wait while too much is in memory', async () => {
  const recorder = await fileRecorder(join(folder, 'run.ndjson'));
  recorder.record(exchange(1));
  expect(recorder.congestion?.()).toBeUndefined();
  const large = exchange(2, 'x'.repeat(5_000_000));
  for (let count = 0; count < 8; count++) recorder.record(large);
  const congestion = recorder.congestion?.();
  expect(congestion).toBeInstanceOf(Promise);
  await congestion;
  expect(recorder.congestion?.()).toBeUndefined();
  await recorder.close();
});

test('a path that cannot be written is said at once', async () => {
  await expect(fileRecorder(join(folder, 'no', 'such', 'folder'))).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
});

test.runIf(process.platform === 'linux')('a full disk is said when closing', async () => {
  const recorder = await fileRecorder('/dev/full');
  recorder.record(exchange(1));
  await expect(recorder.close()).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    message: '/dev/full cannot be written (ENOSPC).',
  });
});
