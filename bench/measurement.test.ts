import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Goal, goalVerdict, inTurns, median, medianRatio } from './measurement.ts';

test('the median is the value in the middle', () => {
  expect([median([3]), median([9, 1, 5]), median([4, 1, 2, 3])]).toEqual([3, 5, 2.5]);
  expect(() => median([])).toThrow('no median of nothing');
});

test('the median does not depend on the order and lies between the extremes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const result = median(values);
      expect(median(values.toReversed())).toBe(result);
      expect(result).toBeGreaterThanOrEqual(Math.min(...values));
      expect(result).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});

test('ratios are taken round by round', () => {
  // One slow round falls on both and changes nothing.
  expect(medianRatio([80, 8, 90], [100, 10, 100])).toBe(0.8);
});

describe('a goal', () => {
  const atLeast: Goal = { kind: 'at least', value: 80, limit: 70 };
  const atMost: Goal = { kind: 'at most', value: 150 };

  test.each([
    [80, atLeast, 'met'],
    [79.9, atLeast, 'tolerated'],
    [70, atLeast, 'tolerated'],
    [69.9, atLeast, 'missed'],
    [Number.NaN, atLeast, 'missed'],
    [150, atMost, 'met'],
    [150.1, atMost, 'missed'],
  ])('for %d of %o is %s', (value, goal, verdict) => {
    expect(goalVerdict({ value, goal })).toBe(verdict);
  });

  test('that does not exist is neither met nor missed', () => {
    expect(goalVerdict({ value: 1 })).toBeUndefined();
  });
});

test('subjects are measured in turns after one try each', async () => {
  const order: string[] = [];
  const subject = (name: string) => async () => order.push(name);
  expect(await inTurns({ a: subject('a'), b: subject('b') }, 2)).toEqual({ a: [3, 5], b: [4, 6] });
  expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
});
