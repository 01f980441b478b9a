import type { Operation } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { candidatesFor, identifiersOf, objectParameter } from './bindings.ts';
import { type Produced, type Producer, producerScore, producers } from './produced.ts';

const detail = operation('GET /notes/{note_id}');
const nested = operation('GET /users/{user_id}/notes/{note_id}');

let records = 0;
/** One produced value; `note_id` of a note, listed for alice, unless said otherwise. */
function produced(value: string, parts: Partial<Produced> = {}): Produced {
  return {
    identity: 'alice',
    operation: 'GET /notes',
    producer: 'listed',
    field: 'note_id',
    value,
    resource: 'note',
    record: `record ${++records}`,
    depth: 0,
    ...parts,
  };
}

const valuesFor = (subject: Operation, offers: readonly Produced[], fixed = {}) =>
  candidatesFor(subject, offers, fixed).map(({ values }) => values);

describe('the parameters that name an object', () => {
  test('are those of the path in its order, then required ones of the query', () => {
    const subject = operation('GET /users/{user_id}/notes/{note_id}?page_size!&account_id!&owner_id');
    expect(identifiersOf(subject).map(({ name }) => name)).toEqual(['user_id', 'note_id', 'account_id']);
  });

  test('the last of them names the object itself', () => {
    expect(objectParameter(nested)?.name).toBe('note_id');
    expect(objectParameter(operation('GET /note?note_id!'))?.name).toBe('note_id');
    expect(objectParameter(operation('GET /notes?page&limit!'))).toBeUndefined();
  });
});

describe('candidates', () => {
  test('come in the order of their evidence, each kind', () => {
    const named = producers.filter((producer) => producer !== 'same-type');
    const offers = named.map((producer) => produced(`by ${producer}`, { producer }));
    expect(candidatesFor(detail, [...offers].reverse()).map(({ values, score }) => [values.note_id, score])).toEqual(
      named
        .toSorted((a, b) => producerScore[b] - producerScore[a])
        .map((producer) => [`by ${producer}`, producerScore[producer]]),
    );
  });

  test('by better names and nearer to the surface come first', () => {
    const offers = [
      produced('deep', { depth: 2 }),
      produced('by id of a note', { field: 'id' }),
      produced('by the name'),
      produced('of a user', { field: 'id', resource: 'user' }),
    ];
    expect(valuesFor(detail, offers)).toEqual([
      { note_id: 'by the name' },
      { note_id: 'deep' },
      { note_id: 'by id of a note' },
    ]);
  });

  test('name who was shown them, and once', () => {
    const offers = [produced('n-1'), produced('n-1', { identity: 'bob', producer: 'self' }), produced('n-1')];
    expect(candidatesFor(detail, offers).map(({ values, score, seenBy }) => ({ values, score, seenBy }))).toEqual([
      { values: { note_id: 'n-1' }, score: producerScore.listed, seenBy: ['alice', 'bob'] },
    ]);
  });

  test('of the declared format serve when no name fits', () => {
    const uuid = '9f1c1f0e-6b8e-4c37-9d3c-0a51c3f7be11';
    const subject = operation('GET /shelves/{shelf}', {
      parameters: [
        { name: 'shelf', in: 'path', required: true, schema: { type: 'string', format: 'uuid' }, examples: [] },
      ],
    });
    const offers = [
      produced(uuid, { field: 'thing_id' }),
      produced('n-1', { field: 'id' }),
      produced(uuid, { field: 'title' }),
    ];
    expect(candidatesFor(subject, offers).map(({ values, score }) => [values, score])).toEqual([
      [{ shelf: uuid }, producerScore['same-type']],
    ]);
    expect(valuesFor(operation('GET /shelves/{shelf}'), offers)).toEqual([]);
  });

  test('of an integer or an e-mail address serve likewise', () => {
    const typed = (schema: object) =>
      operation('GET /shelves/{shelf}', {
        parameters: [{ name: 'shelf', in: 'path', required: true, schema: { ...schema }, examples: [] }],
      });
    const offers = [produced('17', { field: 'number' }), produced('a@b.cd', { field: 'contact_id' })];
    expect(valuesFor(typed({ type: 'integer' }), offers)).toEqual([{ shelf: '17' }]);
    expect(valuesFor(typed({ type: 'string', format: 'email' }), offers)).toEqual([{ shelf: 'a@b.cd' }]);
  });
});

describe('composite keys', () => {
  const key = (user: string, note: string, identity: string) => {
    const record = `${user}/${note}`;
    return [
      produced(user, { field: 'user_id', resource: 'note', record, identity }),
      produced(note, { record, identity }),
    ];
  };

  test('of one record stay together', () => {
    expect(valuesFor(nested, [...key('alice', 'n-1', 'alice'), ...key('bob', 'n-2', 'bob')])).toEqual([
      { user_id: 'alice', note_id: 'n-1' },
      { user_id: 'bob', note_id: 'n-2' },
    ]);
  });

  test('are filled up with the parent below which they were listed, unless the record names another', () => {
    const parent = produced('u-alice', { field: 'user_id', resource: 'user' });
    const below = produced('n-1', { context: { user_id: 'u-second' } });
    expect(valuesFor(nested, [parent, below])).toEqual([{ user_id: 'u-second', note_id: 'n-1' }]);
    const named = produced('u-third', { field: 'user_id', resource: 'note', record: below.record });
    expect(valuesFor(nested, [parent, below, named])).toEqual([{ user_id: 'u-third', note_id: 'n-1' }]);
  });

  test('are filled up with the same caller, then with the best of the rest', () => {
    const parents = [
      produced('u-bob', { field: 'user_id', resource: 'user', identity: 'bob' }),
      produced('u-alice', { field: 'user_id', resource: 'user', producer: 'self' }),
    ];
    expect(valuesFor(nested, [produced('n-1'), ...parents])).toEqual([{ user_id: 'u-alice', note_id: 'n-1' }]);
    expect(valuesFor(nested, [produced('n-1'), ...parents.slice(0, 1)])).toEqual([
      { user_id: 'u-bob', note_id: 'n-1' },
    ]);
  });

  test('without a value for a parent are no candidates, unless it is given', () => {
    expect(valuesFor(nested, [produced('n-1')])).toEqual([]);
    expect(valuesFor(nested, [produced('n-1')], { user_id: 'u-9' })).toEqual([{ user_id: 'u-9', note_id: 'n-1' }]);
  });
});

test('an operation without an identifier has no candidates', () => {
  expect(candidatesFor(operation('GET /notes?limit'), [produced('n-1')])).toEqual([]);
});

test('every kind of evidence has a score of its own', () => {
  expect(new Set(producers.map((producer: Producer) => producerScore[producer])).size).toBe(producers.length);
});
