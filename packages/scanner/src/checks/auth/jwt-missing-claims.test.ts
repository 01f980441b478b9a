import { answered, refusedWith, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { parseJwt, signJwt } from '../../tokens/jwt.ts';
import { bearerOf, meApi } from '../../tokens/jwt-api.fixture.ts';
import check from './jwt-missing-claims.ts';

const operations = ['GET /me'];
const api = meApi((request) => (parseJwt(bearerOf(request)) ? 'u-1041' : null));
const holder = (claims: Parameters<typeof signJwt>[1]) => [
  { name: 'alice', bearer: signJwt({}, claims, 'HS256', 'Qm7-9dVx_!rW2#zLtY6u'), subjects: ['u-1041'] },
];
const start = 4_000_000_000;
const full = { iss: 'https://id.example', aud: 'notes', sub: 'u-1041', iat: start };

testCheck(check, {
  vulnerable: [
    {
      name: 'never end',
      operations,
      api,
      identities: holder({ sub: 'u-1041' }),
      message: 'endless',
      confidence: 'confirmed',
      finding: { severity: 'medium', details: { identity: 'alice' } },
    },
    {
      name: 'live for a month',
      operations,
      api,
      identities: holder({ ...full, exp: start + 30 * 86_400 }),
      message: 'longLived',
    },
    {
      name: 'do not say for whom they are',
      operations,
      api,
      identities: holder({ sub: 'u-1041', iat: start, exp: start + 600 }),
      message: 'incomplete',
    },
  ],
  hardened: [
    {
      name: 'live for an hour and say everything',
      operations,
      api,
      identities: holder({ ...full, exp: start + 3600 }),
      message: 'complete',
    },
    {
      name: 'live for exactly a day',
      operations,
      api,
      identities: holder({ ...full, exp: start + 86_400 }),
      message: 'complete',
    },
  ],
  inconclusive: [],
  neverInconclusive: true,
});

const token = (identity: string, claims: object, kind = 'jwt') => ({ kind, identity, claims });
const probed = (tokens: object[], baselines: object[] = []) =>
  check.probe({ survey: { tokens, baselines } } as never) as Parameters<typeof check.judge>[0];
const whole = { iss: 'x', aud: 'x', sub: 'x', iat: start };
const month = { ...whole, exp: start + 30 * 86_400 };

test('the worst of several tokens is told, and each with its own facts', () => {
  const endless = token('carol', { sub: 'x' });
  const incomplete = token('dora', { sub: 'x', iat: start, exp: start + 60 });
  const longLived = token('bob', month);
  const complete = token('alice', { ...whole, exp: start + 60 });
  const told = (...tokens: object[]) => check.judge(probed(tokens));
  expect(told(complete, incomplete, longLived, endless)).toMatchObject({
    message: 'endless',
    details: { identity: 'carol' },
  });
  expect(told(complete, incomplete, longLived)).toMatchObject({
    message: 'longLived',
    severity: 'low',
    details: { identity: 'bob', life: '720 hours' },
  });
  expect(told(incomplete, complete)).toMatchObject({
    message: 'incomplete',
    severity: 'info',
    details: { identity: 'dora' },
  });
  expect(told(longLived)).not.toHaveProperty('details.missing');
  expect(told(incomplete)).not.toHaveProperty('details.life');
  expect(told(endless)).toMatchObject({ details: { missing: expect.stringMatching(/^exp, /) } });
  expect(told(incomplete)).toMatchObject({ details: { missing: expect.not.stringContaining('exp') } });
  expect(told(complete)).toEqual({ outcome: 'hardened', message: 'complete' });
  expect(told()).toEqual({ outcome: 'hardened', message: 'complete' });
});

test('only signed tokens count, each shown as its own holder sent it, best where it was accepted', () => {
  const [refused, served] = [refusedWith(401), answered({})];
  const baselines = [
    { identity: 'bob', exchange: answered({ id: 'of bob' }) },
    { identity: 'alice', exchange: refused },
    { identity: 'alice', exchange: served },
  ];
  expect(
    probed([token('alice', month), token('alice', {}, 'cookie')], baselines).map(({ exchange }) => exchange),
  ).toEqual([served]);
  expect(probed([token('alice', month)], baselines.slice(0, 2))[0]?.exchange).toEqual(refused);
  expect(check.judge(probed([token('dora', month)], baselines))).toMatchObject({ proof: [] });
});

test('is no question without a signed token', () => {
  expect(check.appliesTo({ tokens: [token('alice', {}, 'cookie')] } as never)).toMatch(/^No identity/);
  expect(check.appliesTo({ tokens: [token('alice', {}, 'cookie'), token('bob', {})] } as never)).toBe(true);
});
