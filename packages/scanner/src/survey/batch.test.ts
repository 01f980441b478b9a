import type { Parameter } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { batchOf, batchParameter, ownIdOf } from './batch.ts';
import type { ListedItem } from './survey.ts';

const parameterOf = (text: string) => batchParameter(operation(text));

test('a parameter that takes ids is known by its name', () => {
  const names = ['ids', 'note_ids', 'noteIds', 'keys', 'uuids', 'kids', 'id', 'limits', 'monkeys'];
  expect(names.map((name) => parameterOf(`GET /notes?${name}`)?.name)).toEqual([
    'ids',
    'note_ids',
    'noteIds',
    'keys',
    'uuids',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

describe('the request for several ids', () => {
  const joined = { method: 'GET', path: '/notes?x=1&ids=a%2Cb' };
  const ids: Parameter = { name: 'ids', in: 'query', required: false, examples: [] };

  test('repeats an array parameter', () => {
    expect(batchOf(joined, { ...ids, schema: { type: 'array' } }, ['a', 'b'])?.path).toBe('/notes?x=1&ids=a&ids=b');
  });

  test('joins by commas when the parameter is a text or is not exploded', () => {
    const compact = { ...ids, schema: { type: 'array' }, explode: false };
    expect([batchOf(joined, ids, ['a', 'b']), batchOf(joined, compact, ['a', 'b'])]).toEqual([joined, joined]);
  });

  test('is none when there is none', () => {
    expect(batchOf(undefined, ids, ['a'])).toBeUndefined();
  });

  test('takes ids as they are, also with signs of a replacement', () => {
    const path = `/notes?ids=${encodeURIComponent("$&,$'")}`;
    const made = batchOf({ method: 'GET', path }, { ...ids, schema: { type: 'array' } }, ['$&', "$'"]);
    expect(made?.path).toBe(`/notes?ids=${encodeURIComponent('$&')}&ids=${encodeURIComponent("$'")}`);
  });
});

describe('an id of one identity alone', () => {
  const item = (identity: string, id: string, parts: Partial<ListedItem> = {}): ListedItem => ({
    operation: 'GET /notes',
    identity,
    list: 'items[]',
    ids: { id },
    ...parts,
  });
  const ownId = (items: ListedItem[], name = 'alice', text = 'GET /notes/batch?ids'): string | undefined => {
    const subject = operation(text);
    return ownIdOf(name, batchParameter(subject) as never, subject, items);
  };

  test('is the first that nobody else was shown', () => {
    expect(ownId([item('alice', 'n-0'), item('alice', 'n-1'), item('bob', 'n-0')])).toBe('n-1');
  });

  test('is not one that names another owner, nor one of another resource', () => {
    expect(ownId([item('alice', 'n-1', { owner: 'bob' })])).toBeUndefined();
    expect(ownId([item('alice', 'u-1', { operation: 'GET /users' })])).toBeUndefined();
    expect(ownId([item('alice', 'u-1', { list: 'users[]' })])).toBeUndefined();
  });

  test('is found in lists of any name that says nothing, and of the right one', () => {
    const lists = ['[]', 'data[]', 'results[]', 'page.items[]', 'my.notes[]'];
    expect(lists.map((list) => ownId([item('alice', 'n-1', { list })]))).toEqual(lists.map(() => 'n-1'));
  });

  test('is found under the name of the parameter in any list', () => {
    expect(ownId([item('alice', 'x', { ids: { note_id: 'n-1' } })], 'alice', 'GET /search?note_ids')).toBe('n-1');
  });
});
