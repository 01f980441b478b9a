import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

test('no span of time holds more than rate × span + burst', () => {
  const rate = fc.integer({ min: 1, max: 500 });
  const burst = fc.integer({ min: 1, max: 20 });
  const gaps = fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(rate, burst, gaps, (perSecond, atOnce, pauses) => {
      const bucket = createTokenBucket(perSecond, atOnce);
      const taken: number[] = [];
      let now = 1000;
      for (const pause of pauses) {
        now += pause;
        if (bucket.take(now) === 0) taken.push(now);
      }
      for (let first = 0; first < taken.length; first++) {
        for (let last = first; last < taken.length; last++) {
          const seconds = ((taken[last] ?? 0) - (taken[first] ?? 0)) / 1000;
          expect(last - first + 1).toBeLessThanOrEqual(perSecond * seconds + atOnce + 1e-3);
        }
      }
    }),
  );
});

test('whoever waits as long as told gets through, so the rate is reached', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20 }), (perSecond, atOnce) => {
      const bucket = createTokenBucket(perSecond, atOnce);
      let now = 0;
      for (let count = 0; count < 100; count++) {
        const wait = bucket.take(now);
        if (wait === 0) continue;
        now += wait;
        expect(bucket.take(now)).toBe(0);
      }
      expect(now).toBeLessThanOrEqual((100 * 1000) / perSecond);
    }),
  );
});

test('an infinite rate never waits', () => {
  const bucket = createTokenBucket(Number.POSITIVE_INFINITY, 1);
  expect(Array.from({ length: 1000 }, () => bucket.take(0)).every((wait) => wait === 0)).toBe(true);
});
