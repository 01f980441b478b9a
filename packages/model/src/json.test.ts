import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject, leavesOf, maxJsonDepth, parseJson } from './json.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('untrusted text', () => {
  test('has no half of a surrogate pair in its names and values, which no URL can carry', () => {
    expect(parseJson('{"a\\ud800":["x\\uDC00y","\\ud83d\\ude00"],"__proto__":"\\udfff"}')).toEqual(
      JSON.parse('{"a\ufffd":["x\ufffdy","\u{1f600}"],"__proto__":"\ufffd"}'),
    );
  });

  test('is parsed to the depth that every walk can bear', () => {
    expect(parseJson(nested(maxJsonDepth))).toBeDefined();
    expect(parseJson(nested(maxJsonDepth + 1))).toBeUndefined();
    expect(parseJson('['.repeat(5_000_000))).toBeUndefined();
    expect(parseJson(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)).toBeUndefined();
  });

  test('may have many brackets side by side and inside of texts', () => {
    expect(parseJson(`[${Array.from({ length: 1000 }, () => '[]').join(',')}]`)).toHaveLength(1000);
    const text = `${'['.repeat(200)}"\\${'{'.repeat(200)}`;
    expect(parseJson(JSON.stringify([text]))).toEqual([text]);
  });

  test.each(['', ' ', 'undefined', '{', '<html>', '{"a":1}x', "{'a':1}", '\u0000'])('%j is not JSON', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  test('gives back what was written, and never an error', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), fc.string(), (value, junk) => {
        expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
        parseJson(junk);
      }),
    );
  });

  test('cannot reach a prototype', () => {
    parseJson('{"__proto__":{"polluted":true}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('leaves', () => {
  test('come in document order, list positions not told apart', () => {
    expect(
      leavesOf({ id: 1, tags: ['a', 'b'], owner: { name: null }, list: [{ ok: true }, [2]], none: {}, empty: [] }),
    ).toEqual([
      { path: 'id', key: 'id', value: 1 },
      { path: 'tags[]', key: 'tags', value: 'a' },
      { path: 'tags[]', key: 'tags', value: 'b' },
      { path: 'owner.name', key: 'name', value: null },
      { path: 'list[].ok', key: 'ok', value: true },
      { path: 'list[][]', key: 'list', value: 2 },
    ]);
  });

  test('of a scalar are itself, below the path given', () => {
    expect(leavesOf('x')).toEqual([{ path: '', key: '', value: 'x' }]);
    expect(leavesOf(['x'], 'items', 'items')).toEqual([{ path: 'items[]', key: 'items', value: 'x' }]);
  });

  test('are as many as there are scalars', () => {
    const count = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, child) => sum + count(child), 0)
        : 1;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(leavesOf(value as never)).toHaveLength(count(value));
      }),
    );
  });
});

test('an object is neither a list nor nothing', () => {
  expect([{}, [], null, 'x', 1, undefined].map(isJsonObject)).toEqual([true, false, false, false, false, false]);
});
