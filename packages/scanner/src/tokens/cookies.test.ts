import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCookieValue, formatCookies, parseCookies } from './cookies.ts';

test('what is written is read back', () => {
  const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,12}$/).filter((text) => text !== '__proto__');
  const value = fc.stringMatching(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,20}$/);
  fc.assert(
    fc.property(fc.dictionary(name, value), (cookies) => {
      expect({ ...parseCookies(formatCookies(cookies)) }).toEqual({ ...cookies });
    }),
  );
});

test('the first of two cookies counts, and broken pairs are left out', () => {
  expect(parseCookies('a=1; a=2; b; =c; d=e=f; __proto__=x')).toEqual(
    JSON.parse('{"a":"1","d":"e=f","__proto__":"x"}'),
  );
  expect(parseCookies('')).toEqual({});
});

test('half-encoded values are meant literally', () => {
  expect(['a%20b', '100%', 'plain'].map(decodeCookieValue)).toEqual(['a b', '100%', 'plain']);
});
