import { testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { isSignedWith, parseJwt } from '../../tokens/jwt.ts';
import { bearerOf, bearersFor, meApi } from '../../tokens/jwt-api.fixture.ts';
import check from './jwt-signature-not-verified.ts';

const secret = 'Qm7-9dVx_!rW2#zLtY6u';
const identities = bearersFor(secret);
const operations = ['GET /me'];

const decoding = meApi((request) => String(parseJwt(bearerOf(request))?.claims.sub ?? '') || null);
const verifying = meApi((request) => {
  const jwt = parseJwt(bearerOf(request));
  return jwt && isSignedWith(jwt.signingInput, jwt.signature, 'HS256', secret) ? String(jwt.claims.sub) : null;
});

testCheck(check, {
  vulnerable: [
    {
      name: 'decodes instead of verifying',
      api: decoding,
      operations,
      identities,
      message: 'accepted',
      confidence: 'confirmed',
    },
    {
      name: 'is found with a single identity',
      api: decoding,
      operations,
      identities: identities.slice(1),
      message: 'accepted',
    },
  ],
  hardened: [
    { name: 'verifies', api: verifying, operations, identities, message: 'refused' },
    {
      name: 'answers 200 with an empty object when the signature is wrong',
      api: (request: Request) => soften(verifying(request), request),
      operations,
      identities,
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'serves any text for the first user it has',
      api: meApi((request) =>
        bearerOf(request) === '' ? null : bearerOf(request) === identities[1]?.bearer ? 'u-1042' : 'u-1041',
      ),
      operations,
      identities,
      message: 'uncontrolled',
    },
    {
      name: 'shows nothing worth a name',
      api: (request: Request) =>
        parseJwt(bearerOf(request)) ? Response.json({ status: 'ok' }) : new Response(null, { status: 401 }),
      operations,
      identities,
      message: 'noWitness',
    },
  ],
});

function soften(answer: Response, request: Request): Response {
  return answer.status === 401 && bearerOf(request) !== '' ? Response.json({}) : answer;
}

test('is no question without a signed token', () => {
  const of = (...kinds: string[]) => check.appliesTo({ tokens: kinds.map((kind) => ({ kind })) } as never);
  expect([of('cookie'), of()]).toEqual([expect.stringMatching(/^No identity/), expect.stringMatching(/^No identity/)]);
  expect(of('cookie', 'jwt')).toBe(true);
});
