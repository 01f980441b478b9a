import { describe, expect, test } from 'vitest';
import { templatedPath } from './concrete-path.ts';
import { pluralOf, singularOf, wordsOf } from './words.ts';

test.each([
  ['/users/42', '/users/{user_id}', { user_id: '42' }],
  ['/api/v1/users/42/posts/7', '/api/v1/users/{user_id}/posts/{post_id}', { user_id: '42', post_id: '7' }],
  ['/categories/5', '/categories/{category_id}', { category_id: '5' }],
  ['/line-items/5', '/line-items/{line_item_id}', { line_item_id: '5' }],
  ['/a/550e8400-e29b-41d4-a716-446655440000', '/a/{a_id}', { a_id: '550e8400-e29b-41d4-a716-446655440000' }],
  ['/notes/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/notes/{note_id}', { note_id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
  ['/notes/507f1f77bcf86cd799439011', '/notes/{note_id}', { note_id: '507f1f77bcf86cd799439011' }],
  ['/files/aGVsbG8gd29ybGQ5', '/files/{file_id}', { file_id: 'aGVsbG8gd29ybGQ5' }],
  ['/items/USER%2342', '/items/{item_id}', { item_id: 'USER#42' }],
  ['/users/alice@example.com', '/users/{user_id}', { user_id: 'alice@example.com' }],
  ['/orders/ord_9fK2m1', '/orders/{order_id}', { order_id: 'ord_9fK2m1' }],
  ['/users/1/2', '/users/{user_id}/{id}', { user_id: '1', id: '2' }],
  ['/users/1/users/2', '/users/{user_id}/users/{user_id_2}', { user_id: '1', user_id_2: '2' }],
  ['/users/alice', '/users/alice', {}],
  ['/api/v2/health', '/api/v2/health', {}],
  ['/oauth2/callback', '/oauth2/callback', {}],
  ['/OAuth2CallbackHandler', '/OAuth2CallbackHandler', {}],
  ['/', '/', {}],
])('%s is an instance of %s', (path, template, values) => {
  expect(templatedPath(path)).toEqual({ template, values });
});

test('a value known to be an id needs no shape', () => {
  const isKnown = (collection: string, value: string) => collection === 'users' && value === 'alice';
  expect(templatedPath('/users/alice/teams/alice', isKnown)).toEqual({
    template: '/users/{user_id}/teams/alice',
    values: { user_id: 'alice' },
  });
});

describe('words', () => {
  test.each([
    ['createdById', ['created', 'by', 'id']],
    ['user_id-x.y[z]', ['user', 'id', 'x', 'y', 'z']],
    ['HTTPStatusCode', ['http', 'status', 'code']],
    ['userID', ['user', 'id']],
    ['', []],
  ])('%s', (identifier, words) => {
    expect(wordsOf(identifier)).toEqual(words);
  });

  test('singulars', () => {
    const pairs =
      'users:user categories:category addresses:address boxes:box statuses:status buses:bus houses:house people:person news:news status:status movies:movie class:class keys:key data:data branches:branch';
    const wrong = pairs.split(' ').filter((pair) => singularOf(pair.split(':')[0] as string) !== pair.split(':')[1]);
    expect(wrong).toEqual([]);
  });

  test('plurals', () => {
    const pairs = 'user:users category:categories key:keys box:boxes branch:branches person:people address:addresses';
    const wrong = pairs.split(' ').filter((pair) => pluralOf(pair.split(':')[0] as string) !== pair.split(':')[1]);
    expect(wrong).toEqual([]);
  });
});
