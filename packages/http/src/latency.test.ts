import { expect, test } from 'vitest';
import { createLatencyWatch } from './latency.ts';

function limitsFor(times: readonly number[]): (number | undefined)[] {
  const watch = createLatencyWatch(16);
  return times
    .flatMap((time) => Array.from({ length: 20 }, () => watch.observe(time)))
    .filter((limit) => limit !== undefined);
}

test('halves while the target is slow, then recovers one by one', () => {
  expect(limitsFor([60, 250, 250, 250, 250, 250, 60, 60])).toEqual([8, 4, 2, 1, 2, 3]);
});

test('never exceeds what was asked for', () => {
  expect(limitsFor([60, 60, 10, 60])).toEqual([]);
});

test.each([
  ['fast in absolute terms', [10, 190]],
  ['slow from the beginning', [300, 1100]],
])('does not mind a target that is %s', (_name, times) => {
  expect(limitsFor(times)).toEqual([]);
});

test('a single slow answer does not count', () => {
  const watch = createLatencyWatch(16);
  const limits = Array.from({ length: 100 }, (_, index) => watch.observe(index % 20 === 7 ? 9000 : 20));
  expect(limits.filter((limit) => limit !== undefined)).toEqual([]);
});
