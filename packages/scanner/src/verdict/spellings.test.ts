import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spellings } from './spellings.ts';

const namesAndSegments = (id: string): Record<string, string> =>
  Object.fromEntries(spellings(id).map(({ name, segment }) => [name, segment]));

test('of a number', () => {
  expect(namesAndSegments('1041')).toEqual({
    'a trailing newline': '1041%0A',
    'a trailing space': '1041%20',
    'a leading space': '%201041',
    'a leading zero': '01041',
    'a decimal point': '1041.0',
    'full-width characters': encodeURIComponent('１０４１'),
    'a dot segment': './1041',
    'an encoded letter': '%31041',
    'double encoding': '%2531041',
    'a path parameter': '1041;x=1',
    'a null byte': '1041%00',
  });
});

test('of a name', () => {
  const { 'the other case': otherCase, 'full-width characters': wide, ...rest } = namesAndSegments('alice');
  expect(otherCase).toBe('ALICE');
  expect(decodeURIComponent(wide ?? '').normalize('NFKC')).toBe('alice');
  expect(Object.keys(rest)).not.toContain('a leading zero');
  expect(namesAndSegments('ALICE')['the other case']).toBe('alice');
});

test('every spelling differs from the plain id, each is named once, and none breaks the path', () => {
  const id = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(id, (text) => {
      const all = spellings(text);
      const plain = encodeURIComponent(text);
      expect(all.map(({ segment }) => segment)).not.toContain(plain);
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      for (const { segment } of all) expect(segment).toMatch(/^(?:\.\/)?[\w.!~*'();=%-]+$/);
    }),
  );
});

test('only a number has a leading zero and a decimal point', () => {
  for (const id of ['n1', '1n', 'n']) {
    expect(Object.keys(namesAndSegments(id))).not.toContain('a leading zero');
    expect(Object.keys(namesAndSegments(id))).not.toContain('a decimal point');
  }
});

test('what routers rewrite is marked', () => {
  expect(
    spellings('alice')
      .filter(({ isOfRouter }) => isOfRouter === true)
      .map(({ name }) => name),
  ).toEqual(['a dot segment', 'an encoded letter', 'double encoding', 'a path parameter']);
});

test('the first letter is encoded once, in capitals', () => {
  expect(namesAndSegments('~name')['an encoded letter']).toBe('%7Ename');
  expect(namesAndSegments('/name')['an encoded letter']).toBeUndefined();
  expect(namesAndSegments('100%')['an encoded letter']).toBe('%3100%25');
});
