import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Category, categories } from './category.ts';
import { gradeOf, grades, type Scored, scoreOf } from './score.ts';
import { confidences, severities } from './severity.ts';

const all = Object.keys(categories) as Category[];
const finding = (parts: Partial<Scored> = {}): Scored => ({
  check: 'bola/foreign-object-read',
  category: 'bolaAuthorization',
  severity: 'medium',
  confidence: 'confirmed',
  ...parts,
});
const overall = (findings: Scored[], tested: Category[] = ['bolaAuthorization']): number | null =>
  scoreOf(findings, new Set(tested)).overall;

describe('the published formula', () => {
  test('weights make up a hundred', () => {
    expect(all.reduce((sum, category) => sum + categories[category].weight, 0)).toBe(100);
  });

  test('nothing found is a hundred, and nothing tested is no score', () => {
    expect(scoreOf([], new Set(all))).toMatchObject({ overall: 100, grade: 'A' });
    expect(scoreOf([], new Set())).toEqual({
      overall: null,
      grade: null,
      categories: all.map((category) => ({ category, score: null })),
    });
  });

  test('takes the deduction of the severity times the confidence', () => {
    const taken = severities.map((severity) =>
      confidences.map((confidence) => {
        const { categories: scores } = scoreOf([finding({ severity, confidence })], new Set(['bolaAuthorization']));
        return 100 - (scores.find(({ category }) => category === 'bolaAuthorization')?.score ?? 0);
      }),
    );
    expect(taken.map((row) => row.map((points) => Math.round(points * 10) / 10))).toEqual([
      [50, 35, 15],
      [25, 17.5, 7.5],
      [10, 7, 3],
      [3, 2.1, 0.9],
      [0, 0, 0],
    ]);
  });

  test('halves every further finding of one check, worst first', () => {
    const findings = [finding({ severity: 'low' }), finding({ severity: 'medium' }), finding({ severity: 'medium' })];
    // 10 + 10/2 + 3/4
    expect(scoreOf(findings, new Set(['bolaAuthorization'])).categories[1]).toEqual({
      category: 'bolaAuthorization',
      score: 84.3,
    });
  });

  test('counts findings of different checks in full, down to 0', () => {
    const several = ['a', 'b', 'c'].map((check) => finding({ check, severity: 'critical', confidence: 'firm' }));
    expect(overall(several)).toBe(0);
    expect(overall(several.slice(0, 2))).toBe(30);
  });

  test('weighs the tested categories only', () => {
    const high = finding({ severity: 'high', confidence: 'firm' });
    // (24 × 82.5 + 22 × 100) / 46 = 90.86
    expect(overall([high], ['bolaAuthorization', 'authentication'])).toBe(90);
    expect(overall([high])).toBe(82);
  });

  test('a confirmed critical or high finding caps the whole', () => {
    expect(overall([finding({ severity: 'critical' })], all)).toBe(39);
    expect(overall([finding({ severity: 'high' })], all)).toBe(69);
    expect(overall([finding({ severity: 'high', confidence: 'firm' })], all)).toBe(95);
    expect(overall([finding({ severity: 'medium' })], all)).toBe(97);
  });
});

test('grades begin at 90, 80, 70 and 60', () => {
  expect([100, 90, 89.9, 80, 79, 70, 69, 60, 59, 0].map(gradeOf)).toEqual([
    'A',
    'A',
    'B',
    'B',
    'C',
    'C',
    'D',
    'D',
    'F',
    'F',
  ]);
});

describe('whatever is found', () => {
  const scored: fc.Arbitrary<Scored> = fc.record({
    check: fc.constantFrom('a/one', 'a/two', 'b/three'),
    category: fc.constantFrom(...all),
    severity: fc.constantFrom(...severities),
    confidence: fc.constantFrom(...confidences),
  });
  const findings = fc.array(scored, { maxLength: 30 });
  const tested = fc.subarray(all, { minLength: 1 }).map((list) => new Set(list));

  test('one more finding never raises a score', () => {
    fc.assert(
      fc.property(findings, scored, tested, (before, more, set) => {
        const [less, now] = [scoreOf(before, set), scoreOf([...before, more], set)];
        expect(now.overall).toBeLessThanOrEqual(less.overall as number);
        expect(grades.indexOf(now.grade as 'A')).toBeGreaterThanOrEqual(grades.indexOf(less.grade as 'A'));
        for (const [index, { score }] of now.categories.entries())
          expect(score ?? 0).toBeLessThanOrEqual(less.categories[index]?.score ?? 0);
      }),
    );
  });

  test('a worse or surer finding never raises a score', () => {
    const index = fc.nat({ max: severities.length - 2 });
    fc.assert(
      fc.property(findings, scored, index, tested, (others, base, at, set) => {
        const milder = { ...base, severity: severities[at + 1] as 'low' };
        const worse = { ...base, severity: severities[at] as 'low' };
        const [a, b] = [scoreOf([...others, worse], set), scoreOf([...others, milder], set)];
        expect(a.overall).toBeLessThanOrEqual(b.overall as number);
      }),
    );
  });

  test('the score is a whole number from 0 to 100 and does not depend on the order', () => {
    fc.assert(
      fc.property(findings, tested, (list, set) => {
        const score = scoreOf(list, set).overall as number;
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(scoreOf([...list].reverse(), set)).toEqual(scoreOf(list, set));
      }),
    );
  });
});
