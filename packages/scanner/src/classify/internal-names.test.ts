import { describe, expect, it } from 'vitest';
import { internalName } from './internal-names.ts';

describe('internalName', () => {
  it.each([
    ['password_hash', 'credential-storage'],
    ['passwordSalt', 'credential-storage'],
    ['pk', 'store-key'],
    ['SK', 'store-key'],
    ['gsi1pk', 'store-key'],
    ['GSI1SK', 'store-key'],
    ['gsi_2_pk', 'store-key'],
    ['__v', 'library-field'],
    ['_et', 'library-field'],
    ['__edb_e__', 'library-field'],
    ['_class', 'library-field'],
    ['internal_notes', 'staff-notes'],
    ['internalRating', 'staff-notes'],
    ['moderation_notes', 'staff-notes'],
    ['is_deleted', 'lifecycle'],
    ['riskScore', 'risk'],
    ['shadow_banned', 'risk'],
    ['failed_login_attempts', 'login-state'],
    ['last_login_ip', 'login-state'],
    ['cost_price', 'commercial'],
  ])('%s is internal (%s)', (key, kind) => {
    expect(internalName(key)?.kind).toBe(kind);
  });

  it.each([
    'note',
    'notes',
    'id',
    'type',
    '_id',
    '_type',
    '_links',
    '_etag',
    'role',
    'status',
    'deleted_at',
    'international',
    'internals',
    'price',
    'margin_top',
    'salted',
    'comment',
    'sku',
    'pkg',
    'desk',
    'task',
    'constructor',
    'toString',
  ])('%s is not', (key) => {
    expect(internalName(key)).toBeUndefined();
  });

  it('takes pk and sk only as a pair when the siblings are known', () => {
    expect([internalName('pk', new Set(['pk', 'name'])), internalName('pk', new Set(['pk', 'sk']))]).toEqual([
      undefined,
      { kind: 'store-key', reason: 'the key of the table' },
    ]);
  });
});
