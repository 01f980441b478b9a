import type { JsonObject } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { extraFields, type KnownFields } from './assignable-fields.ts';

function fieldsOf(seen: JsonObject, parts: Partial<KnownFields> = {}): Record<string, unknown> {
  const known: KnownFields = {
    seen,
    writable: new Set(),
    writableElsewhere: new Set(),
    keys: new Set(),
    otherId: 'u-2',
    unique: () => 'mb9',
    ...parts,
  };
  return Object.fromEntries(
    extraFields(known).map(({ name, sent, weight }) => [name, `${weight} ${JSON.stringify(sent)}`]),
  );
}

const usual = { is_admin: 'privilege true', isAdmin: 'privilege true', role: 'privilege "admin"' };

describe('fields that a client should not decide', () => {
  test('of a user, each with another value', () => {
    const seen = { role: 'user', is_verified: false, balance: 5, permissions: ['read'], owner_id: 'u-1' };
    expect(fieldsOf(seen)).toEqual({
      role: 'privilege "admin"',
      is_verified: 'privilege true',
      balance: 'privilege 1005',
      permissions: 'privilege ["admin"]',
      owner_id: 'owner "u-2"',
      is_admin: usual.is_admin,
      isAdmin: usual.isAdmin,
    });
  });

  test('are asked for although no answer shows them', () => {
    expect(fieldsOf({})).toEqual(usual);
  });

  test('are those that the server manages', () => {
    const seen = { created_at: '2026-01-05T09:30:00Z', likes_count: 2, title: 'a' };
    expect(fieldsOf(seen)).toMatchObject({
      created_at: 'managed "2001-02-03T09:30:00Z"',
      likes_count: 'managed 1002',
    });
    expect(fieldsOf(seen)).not.toHaveProperty('title');
  });

  test('are those that a description leaves out everywhere', () => {
    const described = { writable: new Set(['title']), writableElsewhere: new Set(['colour']) };
    const fields = fieldsOf({ title: 'a', colour: 'red', state: 'open' }, described);
    expect(fields).toEqual({ state: 'managed "mb9"', ...usual });
  });

  test('are not keys and credentials', () => {
    const seen = { id: 'n-1', uuid: 'x', note_id: 'n-1', password_hash: 'h', api_token: 't' };
    expect(fieldsOf(seen, { writable: new Set(['title']), keys: new Set(['n-1']) })).toEqual(usual);
  });

  test('have no owner to be given to when there is nobody else', () => {
    expect(fieldsOf({ owner_id: 'u-1' }, { otherId: undefined })).toEqual(usual);
  });
});
