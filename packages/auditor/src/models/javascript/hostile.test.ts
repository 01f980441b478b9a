import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const start = `
import express from 'express';
import { store } from 'test-store';
import { z } from 'zod';
const app = express();
`;

const writing = "app.post('/a', async (req, res) => { await store.write(A.parse(req.body)); });";

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

test.each([
  ['wrappers in wrappers', `app.get('/a', ${'wrap('.repeat(300)}async (req, res) => res.end()${')'.repeat(300)});`],
  ['lists in lists', `app.get('/a', ${'['.repeat(300)}async (req, res) => res.end()${']'.repeat(300)});`],
  ['a schema with a long chain', `const A = z.object({ a: z.string()${'.min(1)'.repeat(2000)} });\n${writing}`],
  ['schemas in schemas', `const A = ${'z.object({ a: '.repeat(200)}z.string()${' })'.repeat(200)};\n${writing}`],
  ['a schema with many fields', `const A = z.object({ ${numbered(2000, (i) => `f${i}: z.string(),`)} });\n${writing}`],
  [
    'schemas that double',
    `const A0 = z.object({});\n${numbered(40, (i) => `const A${i + 1} = z.union([A${i}, A${i}]);`)}\nconst A = A40;\n${writing}`,
  ],
  [
    'objects that double',
    `const A0 = z.object({});\n${numbered(40, (i) => `const A${i + 1} = z.object({ a: A${i}, b: A${i} });`)}\nconst A = A40;\n${writing}`,
  ],
  ['a long list of guards', numbered(500, (i) => `app.use('/p${i}', (req, res, next) => next());`)],
  [
    'one object that holds itself',
    "const a = {}; a.a = a;\napp.post('/a', async (req, res) => { await store.write(a); });",
  ],
])('%s', async (_, code) => {
  const before = performance.now();
  await audited(`${start}${code}`);
  expect(performance.now() - before).toBeLessThan(5000);
});
