import { answered, refusedWith } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { changedValues } from './changed-values.ts';

const before = answered({ id: 1, status: 'open', views: 3, updated_at: 'a', lastSeen: 'x', nested: { note: 'n' } });

test('names what is new, with its place', () => {
  const after = answered({ id: 1, status: 'paid', views: 9, updated_at: 'b', lastSeen: 'y', nested: { note: 'm' } });
  expect(changedValues([before, before], after)).toEqual([
    { path: 'status', value: 'paid' },
    { path: 'nested.note', value: 'm' },
  ]);
});

test('leaves out what differed before', () => {
  const again = answered({ id: 1, status: 'closed' });
  expect(changedValues([before, again], answered({ id: 1, status: 'paid' }))).toEqual([]);
});

test('says nothing of refusals', () => {
  expect(changedValues([before, before], refusedWith(404))).toEqual([]);
  expect(changedValues([refusedWith(404), before], before)).toEqual([]);
});

test.each([
  'updatedAt',
  'changed_on',
  'age',
  'daysAgo',
  'lastSeen',
  'viewCount',
  'expires',
  'expires_in',
  'expiresAt',
  'ttl',
  'ETag',
])('leaves out %s, which time changes', (name) => {
  const [first, after] = [answered({ [name]: 'a' }), answered({ [name]: 'b' })];
  expect(changedValues([first, first], after)).toEqual([]);
});

test.each([
  'stage',
  'atlas',
  'candidate',
  'countries',
  'timezone',
  'expires-on-demand',
])('names %s, which only resembles such a name', (name) => {
  const [first, after] = [answered({ [name]: 'a' }), answered({ [name]: 'b' })];
  expect(changedValues([first, first], after)).toHaveLength(1);
});

test('says nothing of texts, and nothing when one of the readings before failed', () => {
  expect(changedValues([answered('one'), answered('one')], answered('two'))).toEqual([]);
  expect(changedValues([before, refusedWith(404)], answered({ status: 'paid' }))).toEqual([]);
});
