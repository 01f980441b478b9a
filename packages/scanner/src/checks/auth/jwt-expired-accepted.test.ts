import { runCheck, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { isSignedWith, parseJwt } from '../../tokens/jwt.ts';
import { bearerOf, bearersFor, meApi } from '../../tokens/jwt-api.fixture.ts';
import check from './jwt-expired-accepted.ts';

const operations = ['GET /me'];
const now = 1_800_000_000;

function verifying(secret: string, isInTime: (exp: number, nbf: number) => boolean) {
  return meApi((request) => {
    const jwt = parseJwt(bearerOf(request));
    if (jwt === undefined || !isSignedWith(jwt.signingInput, jwt.signature, 'HS256', secret)) return null;
    return isInTime(Number(jwt.claims.exp ?? now + 1), Number(jwt.claims.nbf ?? 0)) ? String(jwt.claims.sub) : null;
  });
}

const weak = bearersFor('secret');
const expired = bearersFor('Qm7-9dVx_!rW2#zLtY6u', { exp: 1_700_003_600 });
const notice = (request: Request): Response =>
  parseJwt(bearerOf(request)) ? Response.json({ status: 'ok' }) : new Response(null, { status: 401 });

testCheck(check, {
  vulnerable: [
    {
      name: 'never looks at the end',
      api: verifying('secret', (_, nbf) => nbf <= now),
      operations,
      identities: weak,
      message: 'accepted',
      confidence: 'confirmed',
      finding: { severity: 'high', details: { variety: 'expired in the year 2000' } },
    },
    {
      name: 'never looks at the beginning',
      api: verifying('secret', (exp) => exp > now),
      operations,
      identities: weak,
      message: 'accepted',
      finding: { severity: 'low', details: { variety: 'becomes valid only in the year 2100' } },
    },
    {
      name: 'serves the token it was given long after its end',
      api: verifying('Qm7-9dVx_!rW2#zLtY6u', () => true),
      operations,
      identities: expired,
      message: 'accepted',
      confidence: 'confirmed',
    },
  ],
  hardened: [
    {
      name: 'refuses with 401',
      api: verifying('secret', (exp, nbf) => exp > now && nbf <= now),
      operations,
      identities: weak,
      message: 'refused',
    },
    {
      name: 'refuses softly',
      api: async (request: Request) => softly(request),
      operations,
      identities: weak,
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'has a good secret and a fresh token',
      api: verifying('Qm7-9dVx_!rW2#zLtY6u', () => true),
      operations,
      identities: bearersFor('Qm7-9dVx_!rW2#zLtY6u'),
      message: 'notMade',
    },
    {
      name: 'believes any signature',
      api: meApi((request) => String(parseJwt(bearerOf(request))?.claims.sub ?? '') || null),
      operations,
      identities: weak,
      message: 'uncontrolled',
    },
    { name: 'shows nothing worth a name', api: notice, operations, identities: weak, message: 'noWitness' },
  ],
});

function softly(request: Request): Response {
  const answer = verifying('secret', (exp, nbf) => exp > now && nbf <= now)(request);
  return answer.status === 401 && bearerOf(request) !== '' ? Response.json({ error: 'token expired' }) : answer;
}

test('forges nothing where a token that has expired is at hand', async () => {
  const identities = bearersFor('secret', { exp: 1_700_003_600 });
  const sent = new Set<string>();
  const serving = verifying('secret', () => true);
  const { messages } = await runCheck(check, {
    name: 'never looks at the end',
    api: (request: Request) => {
      if (parseJwt(bearerOf(request)) !== undefined) sent.add(bearerOf(request));
      return serving(request);
    },
    operations,
    identities,
  });
  expect(messages).toEqual(['vulnerable:accepted']);
  expect(sent).toEqual(new Set(identities.map(({ bearer }) => bearer)));
});

test('is no question without a signed token', () => {
  const of = (...kinds: string[]) => check.appliesTo({ tokens: kinds.map((kind) => ({ kind })) } as never);
  expect([of('cookie'), of()]).toEqual([expect.stringMatching(/^No identity/), expect.stringMatching(/^No identity/)]);
  expect(of('cookie', 'jwt')).toBe(true);
});
