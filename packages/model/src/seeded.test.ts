import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from './seeded.ts';

const draw = (seed: number, name: string, count = 5): number[] => {
  const random = seeded(seed, name);
  return Array.from({ length: count }, () => random());
};

test('the same seed and name draw the same, on every machine', () => {
  expect(draw(7, 'a', 3)).toEqual([0.37446139100939035, 0.3675839751958847, 0.13625873904675245]);
});

test('another seed or another name draws something else', () => {
  const draws = [draw(7, 'a'), draw(8, 'a'), draw(7, 'b'), draw(7, '')].map((list) => list.join());
  expect(new Set(draws).size).toBe(4);
});

test('one source does not disturb another', () => {
  const [first, second] = [seeded(7, 'a'), seeded(7, 'a')];
  first();
  expect([first(), second(), second()][0]).toBe(draw(7, 'a')[1]);
  expect(second()).toBe(draw(7, 'a')[2]);
});

test('values are in [0, 1) and spread evenly', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, name) => {
      for (const value of draw(seed, name)) expect(value >= 0 && value < 1).toBe(true);
    }),
  );
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const value of draw(1, 'spread', 10_000))
    tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
