import { describe, expect, test } from 'vitest';
import { childGuesses, itemGuess, referenceGuesses } from './guesses.ts';

describe('the first item of a list', () => {
  test.each([
    ['a bare list', [{ id: 7 }, { id: 8 }], { path: '/orders/7', id: '7' }],
    ['a list in an envelope', { total: 1, items: [{ order_id: 'a b' }] }, { path: '/orders/a%20b', id: 'a b' }],
    ['the plain id goes first', [{ name: 'n', order_id: 'o', id: 'i' }], { path: '/orders/i', id: 'i' }],
    ['a name where there is no id', [{ title: 'Emma' }], { path: '/orders/Emma', id: 'Emma' }],
    ['an empty list', [], undefined],
    ['a list of texts', ['a'], undefined],
    ['no list', { id: 7 }, undefined],
    ['an id that is an object', [{ id: { a: 1 } }], undefined],
    ['no JSON', undefined, undefined],
  ])('%s', (_, json, guess) => {
    expect(itemGuess('/orders', json)).toEqual(guess);
  });
});

test('objects that an answer names, the first of each kind', () => {
  const json = {
    id: 1,
    user_id: 'u1',
    paid: 'x',
    posts: [
      { postId: 5, owner_id: 'u2', categoryUuid: 'c' },
      { postId: 6, team_id: null },
    ],
  };
  expect(referenceGuesses('/api', json)).toEqual([
    { path: '/api/users/u1', id: 'u1' },
    { path: '/api/posts/5', id: '5' },
    { path: '/api/categories/c', id: 'c' },
  ]);
});

test('what may be below an object: what is known elsewhere first, never the collection itself', () => {
  expect(childGuesses('/posts/5', ['invoices', 'posts'])).toEqual([
    '/posts/5/invoices',
    '/posts/5/orders',
    '/posts/5/items',
    '/posts/5/documents',
    '/posts/5/messages',
    '/posts/5/comments',
  ]);
});
