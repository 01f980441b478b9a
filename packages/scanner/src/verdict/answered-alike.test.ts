import { answered } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { isAnsweredAlike } from './answered-alike.ts';

const at = (path: string, body: unknown) => answered(body, { url: `http://small.test${path}` });
const absent = at('/api/zq41?x=1', { message: 'no route for zq41' });

test('an answer that differs by its own path alone is that of a path which nothing serves', () => {
  expect(isAnsweredAlike(at('/api/users', { message: 'no route for users' }), absent)).toBe(true);
  expect(isAnsweredAlike(at('/api/users', { message: 'no route' }), at('/api/zq41', { message: 'no route' }))).toBe(
    true,
  );
});

test('any other answer is one of its own', () => {
  expect(isAnsweredAlike(at('/api/users', { message: 'no route for guests' }), absent)).toBe(false);
  expect(isAnsweredAlike(at('/api/users', { message: 'no route at all for users' }), absent)).toBe(false);
  // Only the last segment is the name that such a page repeats.
  expect(isAnsweredAlike(at('/one/users', { from: 'one users' }), at('/two/zq41', { from: 'two zq41' }))).toBe(false);
});
