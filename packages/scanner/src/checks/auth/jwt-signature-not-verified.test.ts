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
      finding: {
        details: { variety: 'claims were changed under the old signature', attacker: 'bob', victim: 'alice' },
      },
    },
    {
      name: 'is found with a single identity',
      api: decoding,
      operations,
      identities: identities.slice(1),
      message: 'accepted',
      finding: { details: { variety: 'signature was broken', attacker: 'bob', victim: 'bob' } },
    },
    {
      name: 'decodes what a session cookie carries',
      api: (request: Request) => decoding(withCookieAsBearer(request)),
      operations,
      identities: identities.map(({ bearer = '', ...identity }) => ({ ...identity, cookie: `session=${bearer}` })),
      message: 'accepted',
      finding: { details: { attacker: 'bob', victim: 'alice' } },
    },
  ],
  hardened: [
    {
      name: 'verifies what a session cookie carries',
      api: (request: Request) => verifying(withCookieAsBearer(request)),
      operations,
      identities: identities.map(({ bearer = '', ...identity }) => ({ ...identity, cookie: `session=${bearer}` })),
      message: 'refused',
    },
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
      name: 'serves any token whose signature does not fit for the first user it has',
      api: meApi((request) => {
        const jwt = parseJwt(bearerOf(request));
        if (jwt === undefined) return null;
        return bearerOf(request) === identities[1]?.bearer ? 'u-1042' : 'u-1041';
      }),
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

function withCookieAsBearer(request: Request): Request {
  const token = /session=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return new Request(request.url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
}

function soften(answer: Response, request: Request): Response {
  return answer.status === 401 && bearerOf(request) !== '' ? Response.json({}) : answer;
}

test('is no question without a signed token', () => {
  const of = (...kinds: string[]) => check.appliesTo({ tokens: kinds.map((kind) => ({ kind })) } as never);
  expect([of('cookie'), of()]).toEqual([expect.stringMatching(/^No identity/), expect.stringMatching(/^No identity/)]);
  expect(of('cookie', 'jwt')).toBe(true);
});
