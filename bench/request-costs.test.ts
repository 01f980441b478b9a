import { expect, test } from 'vitest';
import { costsOf } from './request-costs.ts';

test('requests are counted by what they were sent for, the most first', () => {
  const exchanges = [{ purpose: 'b' }, { purpose: 'a' }, { purpose: 'c' }, { purpose: 'c' }, {}];
  const lines = [{ schema: 'x' }, ...exchanges.map((exchange) => ({ exchange })), { task: 0, purpose: 'a' }];
  expect(costsOf(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)).toEqual([
    { purpose: 'c', requests: 2 },
    { purpose: 'a', requests: 1 },
    { purpose: 'b', requests: 1 },
    { purpose: 'unknown', requests: 1 },
  ]);
});
