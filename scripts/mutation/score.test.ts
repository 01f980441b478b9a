import { expect, test } from 'vitest';
import type { Mutant } from './mutants.ts';
import { type Result, scoreLine, scoreOf, survivorsOf } from './score.ts';
import type { Verdict } from './task.ts';

const mutant: Mutant = {
  id: '1',
  file: 'packages/scanner/src/verdict/read.ts',
  line: 7,
  column: 3,
  mutator: 'BooleanLiteral',
  original: 'true',
  replacement: 'false',
};
const result = (verdict: Verdict, parts: Partial<Result> = {}): Result => ({ mutant, verdict, ...parts });

test('what fails a test or does not end is noticed, what passes or is never run is not', () => {
  const results = [result('killed'), result('stuck'), result('survived'), result('uncovered')];
  expect(scoreOf(results)).toEqual({ noticed: 2, total: 4, equivalent: 0, percent: 50 });
});

test('an equivalent mutant counts neither way, unless a test noticed it after all', () => {
  const why = { equivalent: 'sorts what is sorted already' };
  expect(scoreOf([result('killed'), result('survived', why)])).toEqual({
    noticed: 1,
    total: 1,
    equivalent: 1,
    percent: 100,
  });
  expect(scoreOf([result('killed', why)])).toMatchObject({ noticed: 1, total: 1, equivalent: 0 });
});

test('where there is nothing to notice, all is noticed', () => {
  expect(scoreOf([]).percent).toBe(100);
});

test('survivors are listed with place and change, and long code is cut', () => {
  const long = { ...mutant, original: `${'a'.repeat(100)}z` };
  expect(
    survivorsOf([
      result('survived'),
      result('killed'),
      result('survived', { equivalent: 'no difference' }),
      result('uncovered', { mutant: long }),
    ]),
  ).toEqual([
    'packages/scanner/src/verdict/read.ts:7:3  BooleanLiteral  true  →  false',
    `packages/scanner/src/verdict/read.ts:7:3  BooleanLiteral  ${'a'.repeat(50)} … ${'a'.repeat(26)}z  →  false  (no test comes by)`,
  ]);
});

test('a line of the table says the share and what it is made of', () => {
  expect(scoreLine('verdict', { noticed: 9, total: 10, equivalent: 0, percent: 90 })).toBe(
    'verdict          90.0 %  9 of 10',
  );
  expect(scoreLine('all', { noticed: 9, total: 9, equivalent: 2, percent: 100 })).toBe(
    'all             100.0 %  9 of 9, 2 equivalent',
  );
});
