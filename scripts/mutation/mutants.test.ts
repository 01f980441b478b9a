import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MutatedFile, mutate } from './mutants.ts';
import { testsOf } from './tests-of.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scanner = 'packages/scanner/src';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'middlebrick-mutants-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function mutantsOf(source: string): Promise<MutatedFile> {
  writeFileSync(join(folder, 'small.ts'), source);
  return mutate(folder, 'small.ts');
}

test('a mutant says where it stands, what it changes, and how the source reads with it', async () => {
  const { mutants, written } = await mutantsOf('export const isMore = (a: number): boolean =>\n  a > 1;\n');
  const [found] = mutants.filter(({ replacement }) => replacement === 'a >= 1');
  expect(found).toMatchObject({ file: 'small.ts', line: 2, column: 3, mutator: 'EqualityOperator', original: 'a > 1' });
  expect(written(found?.id ?? '')).toBe('export const isMore = (a: number): boolean =>\n  a >= 1;\n');
});

test('texts and what a check says of itself are left alone', async () => {
  const { mutants } = await mutantsOf(
    "export default defineCheck({ id: 'bola/x', cwe: [639], messages: { a: 'b' }, needs: ['items'] });\n",
  );
  expect(mutants.map(({ original }) => original)).toContain("['items']");
  expect(mutants.filter(({ original }) => ['[639]', "{ a: 'b' }", "'bola/x'"].includes(original))).toEqual([]);
});

test('a check is tried with its own table, and what checks share with the unit tests and the nearest tables', () => {
  expect(testsOf(root, scanner, `${scanner}/checks/bola/existence-oracle.ts`)).toEqual([
    `${scanner}/checks/bola/existence-oracle.test.ts`,
  ]);
  const tests = testsOf(root, scanner, `${scanner}/verdict/collection.ts`);
  expect(tests[0]).toBe(`${scanner}/verdict/collection.test.ts`);
  expect(tests).toContain(`${scanner}/verdict/read.test.ts`);
  expect(tests.filter((path) => path.includes('/checks/'))).toHaveLength(3);
  expect(tests).toContain(`${scanner}/checks/bola/foreign-collection.test.ts`);
});

test('a file that no test stands beside has none', () => {
  expect(testsOf(root, scanner, `${scanner}/checks/bola/nothing.ts`)).toEqual([]);
});
