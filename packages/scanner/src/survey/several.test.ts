import type { Operation, SchemaNode } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surfaceOf } from '../identities/session-api.fixture.ts';
import { collectionOfSeveral, removes, severalOf } from './several.ts';

const listOf = (type: string): SchemaNode => ({ type: 'array', items: { type } });

function taking(text: string, properties: Record<string, SchemaNode>, required = Object.keys(properties)): Operation {
  const schema = { type: 'object', properties, required };
  return { ...operation(text), body: { required: true, mediaType: 'application/json', schema, examples: [] } };
}

const chosenBy = (subject: Operation): string | undefined => {
  const several = severalOf(subject, surfaceOf([subject]));
  return several === undefined ? undefined : `${several.list}: ${several.parameter} of ${several.single.path}`;
};

describe('a write to several things', () => {
  test.each([
    ['POST /notes/batch-delete', 'note_ids', 'note_id of /notes'],
    ['POST /notes/delete', 'noteIds', 'noteId of /notes'],
    ['POST /v1/notes:batchDelete', 'ids', 'id of /v1/notes'],
    ['PATCH /notes/bulk', 'ids', 'id of /notes'],
    ['PUT /users/{user_id}/notes/bulk/update', 'uuids', 'uuid of /users/{user_id}/notes'],
    ['DELETE /notes', 'ids', 'id of /notes'],
  ])('%s chooses them by %s', (text, field, chosen) => {
    expect(chosenBy(taking(text, { [field]: listOf('string') }))).toBe(`${field}: ${chosen}`);
    expect(chosenBy(taking(text, { [field]: listOf('integer'), reason: { type: 'string' } }))).toBe(
      `${field}: ${chosen}`,
    );
  });

  test.each([
    ['what is made names others', taking('POST /groups', { member_ids: listOf('string') })],
    ['the thing in the path is changed', taking('PUT /notes/{note_id}/tags', { tag_ids: listOf('string') })],
    ['without the list it would mean everything', taking('POST /notes/delete', { ids: listOf('string') }, [])],
    ['one thing is named', taking('POST /notes/delete', { ids: { type: 'string' } })],
    ['the list holds no ids', taking('POST /notes/delete', { labels: listOf('string') })],
    ['the list holds whole things', taking('POST /notes/bulk/update', { note_ids: listOf('object') })],
    ['of two lists', taking('POST /notes/delete', { note_ids: listOf('string'), user_ids: listOf('string') })],
    ['it has no body', operation('DELETE /notes')],
  ])('is not meant where %s', (_, subject) => {
    expect(chosenBy(subject)).toBeUndefined();
  });
});

test.each([
  ['/notes/bulk/delete', '/notes'],
  ['/notes/delete-many/', '/notes'],
  ['/notes/batch', '/notes'],
  ['/notes', '/notes'],
  ['/delete', '/delete'],
  ['/notes/{note_id}/delete', '/notes/{note_id}'],
  ['/batches/{batch_id}', '/batches/{batch_id}'],
])('%s is about the collection %s', (path, collection) => {
  expect(collectionOfSeveral(path)).toBe(collection);
});

test.each([
  ['DELETE /notes/{note_id}', true],
  ['POST /notes/{note_id}/delete', true],
  ['POST /notes/remove-selected', true],
  ['POST /notes:batchDelete', true],
  ['POST /notes/batch', false],
  ['PUT /notes/{note_id}', false],
  ['POST /notes/{note_id}/remove-member', false],
  ['POST /deletions', false],
  ['GET /notes/delete', false],
])('%s takes away what it names: %s', (text, expected) => {
  expect(removes(operation(text))).toBe(expected);
});

test('whatever the path, a collection is its beginning', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('notes', 'delete', 'bulk', '{id}', 'batch-update', 'x'), { minLength: 1, maxLength: 6 }),
      (segments) => {
        const path = `/${segments.join('/')}`;
        expect(path.startsWith(collectionOfSeveral(path))).toBe(true);
        expect(collectionOfSeveral(collectionOfSeveral(path))).toBe(collectionOfSeveral(path));
      },
    ),
  );
});
