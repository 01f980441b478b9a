import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeSelf, isAdminRole, jwtParts } from './claims.ts';

const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown, header: unknown = { alg: 'HS256' }): string =>
  `${segment(header)}.${segment(claims)}.c2ln`;

describe('the parts of a token', () => {
  test('are read without its signature', () => {
    expect(jwtParts(token({ sub: 'u-1', name: 'Zoë' }))).toEqual({
      header: { alg: 'HS256' },
      claims: { sub: 'u-1', name: 'Zoë' },
    });
    expect(jwtParts(`${segment({ alg: 'none' })}.${segment({})}.`)).toEqual({ header: { alg: 'none' }, claims: {} });
  });

  test.each([
    ['nothing', ''],
    ['two parts', `${segment({})}.${segment({})}`],
    ['five parts, as an encrypted one has', 'a.b.c.d.e'],
    ['a list of claims', token([1])],
    ['no JSON', 'YWJj.YWJj.c2ln'],
    ['letters outside of the alphabet', 'a+b.c/d.e'],
    ['a length that no encoder makes', 'A.A.A'],
    ['too much', `${segment({ a: 'x'.repeat(20_000) })}.${segment({})}.c2ln`],
  ])('of %s are none', (_, text) => {
    expect(jwtParts(text)).toBeUndefined();
  });

  test('of any text are found without an error', () => {
    const part = fc.oneof(fc.base64String(), fc.string(), fc.json().map(segment));
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const parts = jwtParts(`${a}.${b}.${c}`);
        if (parts !== undefined) expect(typeof parts.claims).toBe('object');
      }),
    );
  });
});

describe('what an answer says of its caller', () => {
  test.each([
    [
      { sub: 'u-1', email: 'a@b.cd' },
      { subjects: ['u-1', 'a@b.cd'], isAdmin: false },
    ],
    [{ user: { id: 7, username: 'alice' } }, { subjects: ['7', 'alice'], isAdmin: false }],
    [{ whoever: { userId: 'u-1' } }, { subjects: ['u-1'], isAdmin: false }],
    [
      { id: 'u-1', tenant_id: 't-1', role: 'user' },
      { subjects: ['u-1'], tenant: 't-1', role: 'user', isAdmin: false },
    ],
    [
      { id: 'u-1', roles: ['user', 'admin'] },
      { subjects: ['u-1'], role: 'user', isAdmin: true },
    ],
    [
      { id: 'u-1', scope: 'read write admin:users' },
      { subjects: ['u-1'], role: 'read write admin:users', isAdmin: true },
    ],
    [
      { id: 'u-1', is_admin: true },
      { subjects: ['u-1'], isAdmin: true },
    ],
    [
      { id: 'u-1', is_admin: 'true', is_staff: false },
      { subjects: ['u-1'], isAdmin: false },
    ],
    [
      { id: ['u-1'], username: '', email: null },
      { subjects: [], isAdmin: false },
    ],
    [
      { other: {}, deep: { id: 'u-1' } },
      { subjects: [], isAdmin: false },
    ],
    [['u-1'], { subjects: [], isAdmin: false }],
    ['u-1', { subjects: [], isAdmin: false }],
  ])('%j', (value, expected) => {
    expect(describeSelf(value)).toEqual(expected);
  });
});

test('roles of administrators', () => {
  const roles = [
    'admin',
    'Administrator',
    'ROLE_ADMIN',
    'org:admin',
    'superuser',
    'staff',
    'administered',
    'user',
    'badmin',
    'member',
  ];
  expect(roles.filter(isAdminRole)).toEqual([
    'admin',
    'Administrator',
    'ROLE_ADMIN',
    'org:admin',
    'superuser',
    'staff',
  ]);
});
