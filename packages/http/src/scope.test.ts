import { expect, test } from 'vitest';
import { createScope, isSameHost } from './scope.ts';

const scope = createScope(new URL('http://127.0.0.1:5000/api'), ['api.example.com', 'auth.example.com:8443', 'h:80']);

test.each([
  ['http://127.0.0.1:5000/other', true],
  ['http://127.0.0.1:5001/', false],
  ['http://127.0.0.1/', false],
  ['http://localhost:5000/', false],
  ['https://api.example.com/', true],
  ['http://api.example.com/', true],
  ['https://api.example.com:8443/', false],
  ['https://auth.example.com:8443/', true],
  ['https://auth.example.com/', false],
  ['http://h/', true],
  ['https://h/', false],
  ['http://api.example.com.evil.test/', false],
  ['http://api.example.com@evil.test/', false],
  ['ftp://api.example.com/', false],
])('%s in scope: %s', (url, isInside) => {
  expect(scope.contains(new URL(url))).toBe(isInside);
});

test('what is outside is named without its path', () => {
  expect(() => scope.demand(new URL('http://evil.test/?token=abc'))).toThrow(
    expect.objectContaining({ code: 'OUT_OF_SCOPE', message: 'http://evil.test is not in the scope of this scan.' }),
  );
});

test('an entry that is no host is refused', () => {
  expect(() => createScope(new URL('http://h/'), ['a b'])).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT' }));
});

test.each([
  ['http://h/', 'https://h/x', true],
  ['http://h:5000/', 'http://h:5000/x', true],
  ['http://h:5000/', 'http://h:5001/', false],
  ['http://h:5000/', 'http://h/', false],
  ['http://h/', 'http://g/', false],
])('%s and %s are one host: %s', (a, b, isSame) => {
  expect(isSameHost(new URL(a), new URL(b))).toBe(isSame);
});
