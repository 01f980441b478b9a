import type { Json } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { saysDeleted } from './deleted-mark.ts';

describe('a record says that it is deleted', () => {
  test.each<[string, Json]>([
    ['by a flag', { id: 1, deleted: true }],
    ['by a flag of another name', { isRemoved: true }],
    ['by a flag with an underscore', { is_archived: true }],
    ['by a flag that is a number', { trashed: 1 }],
    ['by a moment', { deleted_at: '2026-01-15T10:00:00Z' }],
    ['by a moment in one word', { removedAt: 1_768_471_200 }],
    ['by the one who did it', { archived_by: 'u-1' }],
    ['by other names of a moment', { trashed_on: '2026-01-15' }],
    ['by a date', { deletedDate: '2026-01-15' }],
    ['by a time', { deleted_time: 'noon' }],
    ['by its state', { state: 'deleted' }],
    ['by its status in capitals', { Status: 'ARCHIVED' }],
    ['by its lifecycle', { lifecycle: 'trashed' }],
    ['in the one object of an envelope', { ok: true, note: { id: 1, deleted: true } }],
  ])('%s', (_, json) => {
    expect(saysDeleted(json)).toBe(true);
  });
});

describe('a record says nothing of the kind', () => {
  test.each<[string, Json | undefined]>([
    ['by a flag that is not set', { deleted: false }],
    ['by a flag that is zero', { deleted: 0 }],
    ['by a flag that is a text', { deleted: 'no' }],
    ['by a moment that never was', { deleted_at: null }],
    ['by an empty moment', { deleted_at: '' }],
    ['by a moment of zero', { deleted_at: 0 }],
    ['by a moment that is false', { deleted_at: false }],
    ['by a longer name of a flag', { deleted_items: true }],
    ['by a name that ends like a flag', { undeleted: true }],
    ['by a longer name of a moment', { deleted_atoms: 4 }],
    ['by a name that ends like a moment', { undeleted_at: 'noon' }],
    ['by another state', { state: 'active' }],
    ['by a longer word for a state', { state: 'deleted soon' }],
    ['by a state that only ends so', { state: 'undeleted' }],
    ['by a number as its state', { state: 7 }],
    ['by a longer name of a state', { statement: 'deleted' }],
    ['by a name that ends like a state', { last_status: 'deleted' }],
    ['in one of several objects', { note: { deleted: true }, author: { id: 1 } }],
    ['in a list', [{ deleted: true }]],
    ['in a text', 'deleted'],
    ['at all', {}],
    ['without an answer', undefined],
  ])('%s', (_, json) => {
    expect(saysDeleted(json)).toBe(false);
  });
});
