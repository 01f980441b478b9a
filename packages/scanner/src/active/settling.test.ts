import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settlingPauses } from './settling.ts';

test('pauses are as long together as a write may take to show, and grow', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600_000 }), (settleMs) => {
      const pauses = settlingPauses(settleMs);
      expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeCloseTo(settleMs, 6);
      expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
    }),
  );
});

test('a second and a bit, when nothing is said', () => {
  expect(settlingPauses()).toEqual([100, 300, 900]);
});
