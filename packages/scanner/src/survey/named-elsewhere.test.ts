import { answered, operation } from '@middlebrick/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { producedBy } from './produced.ts';

const list = operation('GET /notes');
const all = [
  list,
  operation('GET /notes/{note_id}'),
  operation('GET /teams/{team}/rooms/{room_id}'),
  operation('GET /items'),
];
const offered = (body: unknown, from = list) =>
  producedBy(answered(body), from, all).map(({ producer, field, value, resource, item }) => [
    producer,
    field,
    value,
    resource,
    item === undefined ? 'alone' : 'with its record',
  ]);

test('addresses of this API offer the ids in them, with the record when it is its own', () => {
  const rows = [
    { _links: { self: { href: '/notes/n%2F1' }, team: { href: '/teams/blue/rooms/7' }, next: '/notes' } },
    { url: 'http://small.test/v2/notes/n-2', cover: 'http://cdn.test/notes/n-3', note: 'see /notes/n-4' },
  ];
  const ids = offered({ _embedded: { notes: rows } }).filter(([, field]) =>
    /^(?:note_id|team|room_id)$/.test(`${field}`),
  );
  expect(ids).toEqual([
    ['listed', 'note_id', 'n/1', 'note', 'with its record'],
    ['listed', 'team', 'blue', 'team', 'alone'],
    ['listed', 'room_id', '7', 'room', 'alone'],
    ['listed', 'note_id', 'n-2', 'note', 'with its record'],
  ]);
});

test('keys of a map of records are their ids', () => {
  expect(offered({ notes: { 'n-1': { text: 'a' }, 'n-2': {} } }).filter(([, field]) => field === 'id')).toEqual([
    ['listed', 'id', 'n-1', 'note', 'with its record'],
    ['listed', 'id', 'n-2', 'note', 'with its record'],
  ]);
});

test('fields that hold objects are not', () => {
  const body = { profile: { a: 1 }, address: { b: 2 } };
  expect(offered(body).filter(([, field]) => field === 'id')).toEqual([]);
  expect(offered({ 'n-1': { a: 1 }, total: 2 }).filter(([, field]) => field === 'id')).toEqual([]);
});

test('members of a list of bare ids are ids', () => {
  expect(offered(['n-1', 'n-2'])).toEqual([
    ['listed', 'id', 'n-1', 'note', 'alone'],
    ['listed', 'id', 'n-2', 'note', 'alone'],
  ]);
  expect(offered({ note_ids: [71, 72] }, operation('GET /items'))).toEqual([
    ['listed', 'id', '71', 'note', 'alone'],
    ['listed', 'id', '72', 'note', 'alone'],
  ]);
  expect(offered({ tags: ['red', 'blue'], texts: ['two words', 'n-1'] })).toEqual([]);
});

test('no body breaks it', () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      for (const [, , value] of offered(body)) expect(typeof value).toBe('string');
    }),
  );
});
