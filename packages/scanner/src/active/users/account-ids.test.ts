import type { Exchange, Json } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { idsBeside } from './account-ids.ts';

function answer(body: Json): Exchange {
  return {
    id: 'x1',
    identity: 'alice',
    purpose: 'registration',
    request: { method: 'POST', url: 'http://small.test/register', headers: [] },
    response: { status: 201, headers: [], body: JSON.stringify(body), bytes: 0, truncated: false },
    startedAt: '2026-11-22T00:00:00.000Z',
    milliseconds: 1,
  };
}

describe('the ids of an account', () => {
  test.each<[string, Json, string[]]>([
    ['beside its name', { id: 7, username: 'alicek4' }, ['7']],
    ['beside its e-mail, however it is written', { user: { user_id: 'u-1', email: 'Alicek4@Example.com' } }, ['u-1']],
    ['in an envelope of JSON:API', { data: { id: '9', attributes: { username: 'alicek4' } } }, ['9']],
    [
      'in a list, its own alone',
      [
        { id: 1, username: 'bob' },
        { id: 2, username: 'alicek4' },
      ],
      ['2'],
    ],
    ['of another object in the answer', { id: 1, user: { id: 2, username: 'alicek4' } }, ['2']],
    ['that nobody named', { id: 7, message: 'created' }, []],
    ['that are no ids', { id: null, uuid: '', username: 'alicek4' }, []],
  ])('%s', (_, body, ids) => {
    expect(idsBeside([answer(body)], ['alicek4', 'alicek4@example.com'])).toEqual(ids);
  });

  test('are looked for in a bounded part of an answer', () => {
    const many = Array.from({ length: 5000 }, (_, id) => ({ id, username: 'alicek4' }));
    expect(idsBeside([answer(many)], ['alicek4']).length).toBeLessThan(2000);
  });
});
