import { expect, test } from 'vitest';
import { tableOf } from './table.ts';

test('measurements are set out in columns', () => {
  const table = tableOf([
    { benchmark: 'speed', name: 'bare loop', value: 14_587.4, unit: 'requests/s' },
    {
      benchmark: 'speed',
      name: 'engine / bare',
      value: 75.66,
      unit: '%',
      goal: { kind: 'at least', value: 80, limit: 70 },
      note: 'side by side',
    },
    { benchmark: 'memory', name: 'growth', value: 2.5, unit: '', goal: { kind: 'at most', value: 2 } },
  ]);
  expect(table.split('\n')).toEqual([
    'benchmark  measured                  value  goal',
    'speed      bare loop      14587 requests/s',
    'speed      engine / bare            75.7 %  ≥ 80 % (must ≥ 70)  tolerated  side by side',
    'memory     growth                      2.5  ≤ 2                 missed',
  ]);
});
