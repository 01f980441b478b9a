import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEntropy } from './entropy.ts';

const seeds = fc.nat();

test('a whole number stays within its bounds', () => {
  fc.assert(
    fc.property(
      seeds,
      fc.string(),
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.nat({ max: 1e6 }),
      (seed, label, low, span) => {
        const value = createEntropy(seed).integer(label, low, low + span);
        return Number.isInteger(value) && value >= low && value <= low + span;
      },
    ),
  );
});

test('every choice is picked by some label', () => {
  const choices = ['a', 'b', 'c'] as const;
  const picked = Array.from({ length: 60 }, (_, index) => createEntropy(1).pick(String(index), choices));
  expect(new Set(picked)).toEqual(new Set(choices));
});

test('words and UUIDs have their shapes', () => {
  fc.assert(
    fc.property(seeds, fc.string(), (seed, label) => {
      const entropy = createEntropy(seed);
      expect(entropy.word(label)).toMatch(/^([bdfgklmnprstvzhw][aeiou]){6}$/);
      expect(entropy.uuid(label)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

test('seed and label choose the value, and nothing else does', () => {
  const distinct = fc.uniqueArray(fc.tuple(seeds, fc.string()), {
    minLength: 2,
    maxLength: 2,
    selector: ([seed, label]) => `${seed}\n${label}`,
  });
  fc.assert(
    fc.property(distinct, (pairs) => {
      const values = () => pairs.map(([seed, label]) => createEntropy(seed).uuid(label));
      expect(values()).toEqual(values());
      expect(new Set(values()).size).toBe(2);
    }),
  );
});
