import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from './json-tree.ts';
import { placeOf, sourceOf } from './source.ts';
import type { Tree } from './tree.ts';

function read(text: string): ReturnType<typeof readJson> {
  const source = sourceOf({ path: 'a.json', text });
  return readJson(text, (start, end) => ({ source, start, end }));
}

function plain(tree: Tree): unknown {
  if (tree.kind === 'text') return tree.text;
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  if (tree.kind === 'choice') return tree.options.map(plain);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
}

test('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
      const value: unknown = JSON.parse(text);
      const reading = read(JSON.stringify(value, null, space));
      expect(reading.problem).toBeUndefined();
      // Zero has no sign in a template.
      expect('tree' in reading && JSON.stringify(plain(reading.tree))).toBe(JSON.stringify(value));
    }),
    { seed: 11, numRuns: 300 },
  );
});

describe('what people write', () => {
  test.each([
    ['a comment', '// one\n{ "a": /* two */ 1 }', { a: 1 }],
    ['a comma at the end', '{ "a": [1, 2,], }', { a: [1, 2] }],
    ['a byte order mark', '\uFEFF[1]', [1]],
    ['escapes', '["\\u00e9\\n\\"\\\\", "\t"]', ['é\n"\\', '\t']],
    ['the last of two keys', '{ "a": 1, "a": 2 }', { a: 2 }],
    ['numbers', '[0, -1.5e3, 12]', [0, -1500, 12]],
  ])('%s', (_name, text, expected) => {
    const reading = read(text);
    expect(reading.problem).toBeUndefined();
    expect('tree' in reading && plain(reading.tree)).toEqual(expected);
  });
});

describe('what is broken is read up to there', () => {
  test.each([
    ['{ "a": 1, "b": }', { a: 1, b: null }, 15, 'a value is missing'],
    ['{ "a": [1, 2', { a: [1, 2] }, 12, 'a comma or ] is missing'],
    ['{ "a": "x\n" }', { a: '' }, 7, 'a closing quote is missing'],
    ['{ a: 1 }', {}, 2, 'a key in double quotes is missing'],
    ['{ "a" 1 }', {}, 6, 'a colon is missing after a key'],
    ['{ "a": 1 } x', { a: 1 }, 11, 'something follows after the end of the document'],
    ['["\\x"]', [''], 1, 'a text has an escape that does not exist'],
    ['[1 2]', [1], 3, 'a comma or ] is missing'],
    ['/* no end', undefined, 9, 'a value is missing'],
    ['', undefined, 0, 'a value is missing'],
    ['[tru]', [null], 1, 'a value is missing'],
  ])('%s', (text, expected, offset, sentence) => {
    const reading = read(text);
    expect(reading.problem).toEqual({ offset, sentence });
    expect('tree' in reading ? plain(reading.tree) : undefined).toEqual(expected);
  });

  test('what is nested too deeply', () => {
    expect(read('['.repeat(100_000)).problem).toEqual({ offset: 101, sentence: 'it is nested too deeply' });
  });
});

test('everything knows its place', () => {
  const reading = read('{\r\n  "a": [\r\n    "x",\n    12\n  ]\n}');
  if (!('tree' in reading) || reading.tree.kind !== 'map') throw new Error('no map');
  const entry = reading.tree.entries.get('a');
  const items = entry?.value.kind === 'list' ? entry.value.items : [];
  const places = [reading.tree, entry?.key, entry?.value, ...items].map((spot) => {
    if (spot === undefined) return undefined;
    const { line, column, endLine, endColumn } = placeOf(spot);
    return [line, column, endLine, endColumn];
  });
  expect(places).toEqual([
    [1, 1, 6, 2],
    [2, 3, 2, 6],
    [2, 8, 5, 4],
    [3, 5, 3, 8],
    [4, 5, 4, 7],
  ]);
});
