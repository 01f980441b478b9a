import { expect, test } from 'vitest';
import { createCookieStore } from './cookie-store.ts';

const url = 'http://127.0.0.1:5000/api/users/1';

test('keeps what an answer sets, by path, and shows variables instead of values', () => {
  const store = createCookieStore('alice');
  store.keep('session=abc123def456; Path=/; HttpOnly; Secure', url);
  store.keep('lang=english; Path=/', url);
  store.keep('admin=zzz999yyy888; Path=/admin', url);
  expect(store.header(url)).toEqual({
    wire: 'session=abc123def456; lang=english',
    record: 'session=$ALICE_COOKIE_SESSION; lang=$ALICE_COOKIE_LANG',
  });
  expect(store.header('http://127.0.0.1:5000/admin/x')?.wire).toBe(
    'admin=zzz999yyy888; session=abc123def456; lang=english',
  );
  expect(store.header('http://127.0.0.2:5000/')).toBeUndefined();
  expect(store.get('session')).toBe('abc123def456');
  expect(store.secrets().map((secret) => [secret.variable, secret.reveal()])).toEqual([
    ['ALICE_COOKIE_SESSION', 'abc123def456'],
    ['ALICE_COOKIE_ADMIN', 'zzz999yyy888'],
  ]);
});

test('a given cookie goes to every host until an answer replaces it', () => {
  const store = createCookieStore('bob');
  store.set('sid', 'given-value');
  expect(store.header(url)?.wire).toBe('sid=given-value');
  expect(store.header('http://other/')?.wire).toBe('sid=given-value');
  store.keep('sid=fresh-value; Path=/', url);
  expect(store.header(url)?.wire).toBe('sid=fresh-value');
  expect(store.header('http://other/')).toBeUndefined();
});

test('a cookie that an answer ends is gone', () => {
  const store = createCookieStore('bob');
  store.set('sid', 'given-value');
  store.keep('sid=; Path=/; Max-Age=0', url);
  expect([store.header(url), store.get('sid')]).toEqual([undefined, undefined]);
});

test('cookies of given names are left out', () => {
  const store = createCookieStore('bob');
  store.set('a', '1');
  store.set('b', '2');
  expect(store.header(url, new Set(['a']))?.wire).toBe('b=2');
});

test.each([
  '',
  ';',
  '=',
  'a=b; Domain=evil.test',
  'x'.repeat(10),
  '\u0000=\u0001',
  `${'a;'.repeat(5000)}`,
])('a broken Set-Cookie header does no harm: %j', (line) => {
  const store = createCookieStore('bob');
  store.keep(line, url);
  expect(store.header('http://elsewhere.test/')).toBeUndefined();
});

test('values that are no sessions are not secrets', () => {
  const store = createCookieStore('bob');
  for (const line of ['lang=english', 'user=bob@example.com', 'user2=bob%40example.com', 'uid=12345'])
    store.keep(line, url);
  expect(store.secrets()).toEqual([]);
});

test('a target cannot make requests grow without end', () => {
  const store = createCookieStore('bob');
  for (let count = 0; count < 1000; count++) store.keep(`c${count}=1; Path=/`, url);
  store.keep(`c0=${'x'.repeat(10_000)}; Path=/`, url);
  expect(store.header(url)?.wire.split('; ').length).toBe(150);
  expect(store.get('c0')).toBe('1');
});
