import { testCheck } from '@middlebrick/testing';
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
