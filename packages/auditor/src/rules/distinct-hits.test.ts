import { expect, test } from 'vitest';
import type { Hit } from './contract.ts';
import { distinctHits } from './distinct-hits.ts';

const place = { path: 'a.py', line: 3, column: 1, endLine: 3, endColumn: 9 };
const hit = (operation: string | undefined, handler: string, line = 3): Hit => ({
  message: 'foreign',
  place: { ...place, line },
  confidence: 'firm',
  subject: 'get_item notes',
  handler,
  ...(operation === undefined ? {} : { operation }),
});

const hits = [hit('GET /a', 'f'), hit('GET /b', 'f'), hit('PUT /c', 'g'), hit('GET /a', 'f'), hit(undefined, 'h', 4)];

test('code that several routes share is one finding of all of them', () => {
  const found = distinctHits({}, hits);
  expect(found.map(({ place: { line }, operations }) => [line, operations])).toEqual([
    [3, ['GET /a', 'GET /b', 'PUT /c']],
    [4, []],
  ]);
});

test('where the routes have to be mended, each function that answers is a finding', () => {
  const found = distinctHits({ isPerHandler: true }, hits);
  expect(found.map(({ operation, operations }) => [operation, operations])).toEqual([
    ['GET /a', ['GET /a', 'GET /b']],
    ['PUT /c', ['PUT /c']],
    [undefined, []],
  ]);
});
