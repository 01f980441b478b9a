import { describe, expect, test } from 'vitest';
import { foldName, nameMatch, resourceOf, resourceOfList, resourceOfParameter, singular } from './naming.ts';

test('names are folded', () => {
  expect(['user_id', 'userId', 'User-ID'].map(foldName)).toEqual(['userid', 'userid', 'userid']);
});

test('plurals become singulars', () => {
  const words = [
    'posts',
    'companies',
    'addresses',
    'boxes',
    'dishes',
    'status',
    'glass',
    'bus',
    'news',
    'is',
    'series',
  ];
  expect(words.map(singular)).toEqual([
    'post',
    'company',
    'address',
    'box',
    'dish',
    'status',
    'glass',
    'bus',
    'new',
    'is',
    'sery',
  ]);
});

test('the resource of a path is its last segment that says something', () => {
  const paths = ['/api/v1/posts', '/users/{id}/order-lines', '/posts/search?q=1', '/api/items', '/', '/users/{id}'];
  expect(paths.map(resourceOf)).toEqual(['post', 'orderline', 'post', 'item', '', 'user']);
});

test('the resource of a parameter is the segment before it', () => {
  expect(resourceOfParameter('/users/{user_id}/posts/{id}', 'user_id')).toBe('user');
  expect(resourceOfParameter('/users/{user_id}/posts/{id}', 'id')).toBe('post');
  expect(resourceOfParameter('/users/{user_id}', 'page')).toBe('');
});

test('the resource of a list is its own key unless that is generic', () => {
  expect(resourceOfList('[]', '/api/posts')).toBe('post');
  expect(resourceOfList('items[]', '/api/posts')).toBe('post');
  expect(resourceOfList('user.recent_orders[]', '/api/posts')).toBe('recentorder');
});

describe('a field fills a parameter', () => {
  test.each([
    ['note_id', 'note', 'note_id', 'anything', 1],
    ['noteId', 'note', 'note_id', 'anything', 1],
    ['id', 'note', 'id', 'note', 1],
    ['id', 'note', 'noteId', 'anything', 1],
    ['id', 'note', 'uuid', 'note', 0.8],
    ['note_id', 'note', 'id', 'note', 0.9],
    ['note_id', 'note', 'note', 'anything', 0.5],
    ['id', '', 'id', 'anything', 0.6],
    ['id', 'note', 'id', 'user', 0],
    ['note_id', 'note', 'id', 'user', 0],
    ['note_id', 'note', 'title', 'note', 0],
    ['username', 'user', 'name', 'user', 0],
    ['id', 'note', 'title', 'note', 0],
    ['id', 'note', 'slug', 'note', 0.4],
    ['id', 'note', 'slug', 'user', 0],
    ['org', 'org', 'id', 'org', 0.9],
    ['org', 'org', 'slug', 'org', 0.4],
    ['org', 'organization', 'slug', 'organization', 0.4],
    ['org', 'org', 'slug', 'project', 0],
    ['org', 'org', 'title', 'org', 0],
    ['orderNumber', 'order', 'number', 'order', 0.9],
    ['orderNumber', 'order', 'number', 'user', 0],
    ['settings_id', 'setting', 'id', 'setting', 0.9],
  ])('%s of %s by %s of %s: %d', (parameter, resource, field, fieldResource, expected) => {
    expect(nameMatch(parameter, resource, field, fieldResource)).toBe(expected);
  });
});
