import { answered, refusedWith, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { parseJwt, signJwt } from '../../tokens/jwt.ts';
import { bearerOf, meApi } from '../../tokens/jwt-api.fixture.ts';
import check from './jwt-sensitive-claims.ts';

const operations = ['GET /me'];
const api = meApi((request) => (parseJwt(bearerOf(request)) ? 'u-1041' : null));
const holder = (claims: Parameters<typeof signJwt>[1]) => [
  {
    name: 'alice',
    bearer: signJwt({}, { sub: 'u-1041', exp: 4_000_000_000, ...claims }, 'HS256', 'Qm7-9dVx_!rW2#zLtY6u'),
    subjects: ['u-1041'],
  },
];

testCheck(check, {
  vulnerable: [
    {
      name: 'carries a password hash',
      operations,
      api,
      identities: holder({ user: { password_hash: '$2b$12$KIXIDcAmYYyNLK0nUX4.NOG0Wn1uEwq8R0vQ0bZ2lqQf1g8sYb8yS' } }),
      message: 'carried',
      confidence: 'confirmed',
      finding: { details: { identity: 'alice', claims: 'user.password_hash' } },
    },
    {
      name: 'carries a social security number',
      operations,
      api,
      identities: holder({ ssn: '536-22-8145' }),
      message: 'carried',
    },
  ],
  hardened: [
    {
      name: 'carries ids and a role',
      operations,
      api,
      identities: holder({ role: 'user', jti: '8d1f7c0e-2f43-4f5e-9a51-0d2a6f0e8b11' }),
      message: 'none',
    },
    {
      name: 'carries an e-mail address, as OpenID Connect does',
      operations,
      api,
      identities: holder({ email: 'alice.meyer@corp-mail.net', email_verified: true }),
      message: 'none',
    },
  ],
  inconclusive: [],
  neverInconclusive: true,
});

test('only signed tokens count, each shown as its own holder sent it, best where it was accepted', () => {
  const token = (identity: string, kind = 'jwt') => ({ kind, identity, claims: { ssn: '536-22-8145' } });
  const [refused, served] = [refusedWith(401), answered({})];
  const baselines = [
    { identity: 'bob', exchange: answered({ id: 'of bob' }) },
    { identity: 'alice', exchange: refused },
    { identity: 'alice', exchange: served },
  ];
  const probed = (tokens: object[], readings: object[]) =>
    check.probe({ survey: { tokens, baselines: readings } } as never) as { exchange: unknown }[];
  expect(probed([token('alice'), token('alice', 'cookie')], baselines).map(({ exchange }) => exchange)).toEqual([
    served,
  ]);
  expect(probed([token('alice')], baselines.slice(0, 2))[0]?.exchange).toEqual(refused);
  expect(check.appliesTo({ tokens: [token('alice', 'cookie')] } as never)).toMatch(/^No identity/);
  expect(check.appliesTo({ tokens: [token('alice', 'cookie'), token('bob')] } as never)).toBe(true);
});
