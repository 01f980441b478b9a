import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { unpackedModule } from './module-text.ts';
import { parseFile } from './parse-file.ts';
import { parseFiles } from './parse-files.ts';

/** Enough for several batches, with what is odd among it. */
const files = [
  { path: 'empty.py', text: '' },
  { path: 'broken.py', text: 'def f(:\n    return [1\n\ndef g(a):\n    return 0 < a < 9\n' },
  { path: 'huge.py', text: 'limit = 1e999\nsmall = -0.0\n' },
  { path: 'huge.js', text: `const limit = ${'9'.repeat(400)};\n` },
  { path: 'text.ts', text: 'export const text = `\\ud800 é 😀`; // middlebrick' },
  ...Array.from({ length: 8 }, (_, index) => ({
    path: `long-${index}.py`,
    text: `${`# ${index}\nvalue = call(${index}, name='text')\n`.repeat(2500)}`,
  })),
];
const expected = await Promise.all(files.map(parseFile));

test.each([0, 1, 3])('modules are the same and in the same order, with %i threads', async (threads) => {
  const parsed = await parseFiles(files, { isKept: false, threads });
  expect(parsed.map(({ module }) => module)).toEqual(expected);
  expect(parsed.some(({ packed }) => packed !== undefined)).toBe(false);
});

test.each([0, 2])('what shall be kept is packed, if JSON can hold it, with %i threads', async (threads) => {
  const parsed = await parseFiles(files, { isKept: true, threads });
  const unpacked = parsed.map(({ packed, module }) => packed && unpackedModule(packed, module.path));
  expect(unpacked).toEqual(expected.map((module) => (module.path.startsWith('huge') ? undefined : module)));
});

test.each([
  ['fails', 'throw new Error()'],
  ['ends', 'process.exit(0)'],
  ['ends without a word', ''],
])('what a thread that %s was given is parsed all the same', async (_, code) => {
  const startWorker = (): Worker => new Worker(code, { eval: true, stderr: true });
  const parsed = await parseFiles(files.slice(0, 5), { isKept: false, threads: 2, startWorker });
  expect(parsed.map(({ module }) => module)).toEqual(expected.slice(0, 5));
});
