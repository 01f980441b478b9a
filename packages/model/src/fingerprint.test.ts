import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint, fnv1a64 } from './fingerprint.ts';

describe('a fingerprint', () => {
  test('keeps its published values, on which baselines of users rest', () => {
    const values = [
      { check: 'bola/foreign-object-read', operation: 'GET /api/users/{user_id}', parameter: 'user_id' },
      { check: 'auth/security-headers', kind: 'cache-control' },
      { check: 'data/debug-mode' },
    ].map(fingerprint);
    expect(values).toEqual(['1642e8981072e8a0', 'b83273f1910c75db', '7fd7fe609ac53729']);
  });

  test('is sixteen hexadecimal digits', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (check, operation) => {
        expect(fingerprint({ check, operation })).toMatch(/^[0-9a-f]{16}$/);
      }),
    );
  });

  test('tells different findings apart, wherever the parts are cut', () => {
    const part = fc.stringMatching(/^[a|\\]{0,4}$/);
    const parts = fc.record({ check: part, operation: part, parameter: part, kind: part });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(fingerprint(a) === fingerprint(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2000 },
    );
  });

  test('does not tell an absent part from an empty one', () => {
    expect(fingerprint({ check: 'a', kind: '' })).toBe(fingerprint({ check: 'a' }));
  });
});

test('the hash is FNV-1a of 64 bits, by the test vectors of its draft', () => {
  expect(['', 'a', 'foobar', 'chongo was here!\n'].map((text) => fnv1a64(text).toString(16))).toEqual([
    'cbf29ce484222325',
    'af63dc4c8601ec8c',
    '85944171f73967e8',
    '46810940eff5f915',
  ]);
});
