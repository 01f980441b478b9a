import { execFileSync } from 'node:child_process';
import type { Json } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { jqPath, placesIn } from './json-place.ts';

test('jq finds every value at the path that is written for it, whatever the keys are called', () => {
  const keys = ['plain', 'post-id', 'a b', '"', '\\', '\\(input)', '$ENV', "it's", 'é', '__proto__', ''];
  const answer: Json = JSON.parse(
    JSON.stringify(keys.map((key, index) => [[key, { [key]: index }]]).map(Object.fromEntries)),
  );
  const places = placesIn([answer, { constructor: 'text' }]);
  expect(places.map(({ value }) => value)).toEqual([...keys.map((_, index) => String(index)), 'text']);
  const input = JSON.stringify([answer, { constructor: 'text' }]);
  for (const { path, value } of places) {
    expect(execFileSync('jq', ['-r', `${jqPath(path)} // empty`], { input, encoding: 'utf8' })).toBe(`${value}\n`);
  }
});

test('a path of names is written as people write it', () => {
  expect(jqPath(['data', 'items', 0, 'post_id'])).toBe('.data.items[0].post_id');
  expect(jqPath([])).toBe('.');
  expect(jqPath([0, 'a b'])).toBe('.[0]["a b"]');
});

test('an answer without end gives a bounded number of places', () => {
  expect(placesIn(Array.from({ length: 5000 }, (_, index) => index)).length).toBe(2000);
});
