import { answered, refusedWith, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { isSignedWith, parseJwt } from '../../tokens/jwt.ts';
import { bearerOf, bearersFor, meApi } from '../../tokens/jwt-api.fixture.ts';
import check from './jwt-weak-secret.ts';

const operations = ['GET /me'];

function verifying(secret: string, isKnown: (token: string) => boolean = () => true) {
  return meApi((request) => {
    const jwt = parseJwt(bearerOf(request));
    const isValid = jwt && isSignedWith(jwt.signingInput, jwt.signature, 'HS256', secret);
    return isValid && isKnown(bearerOf(request)) ? String(jwt.claims.sub) : null;
  });
}

const weak = bearersFor('secret');
const strong = bearersFor('Qm7-9dVx_!rW2#zLtY6u');
const issued = new Set(weak.map(({ bearer }) => bearer));
const notice = (request: Request): Response =>
  parseJwt(bearerOf(request)) ? Response.json({ status: 'ok' }) : new Response(null, { status: 401 });

testCheck(check, {
  vulnerable: [
    {
      name: 'signs with a word of the list',
      api: verifying('secret'),
      operations,
      identities: weak,
      message: 'accepted',
      confidence: 'confirmed',
      finding: { severity: 'critical', details: { algorithm: 'HS256', secret: 's… (6 characters)', victim: 'alice' } },
    },
    {
      name: 'signs with the name of the issuer',
      api: verifying('acme-jwt-secret'),
      operations,
      identities: bearersFor('acme-jwt-secret', { iss: 'https://login.acme.example' }),
      message: 'accepted',
    },
    {
      name: 'is found with a single identity',
      api: verifying('secret'),
      operations,
      identities: weak.slice(0, 1),
      message: 'accepted',
    },
    {
      name: 'shows nothing worth a name, and turns everybody away from one operation',
      api: (request: Request) =>
        new URL(request.url).pathname === '/closed' ? new Response(null, { status: 403 }) : notice(request),
      operations: ['GET /closed', ...operations],
      identities: weak,
      message: 'guessed',
      confidence: 'firm',
      finding: {
        severity: 'high',
        details: { algorithm: 'HS256', secret: 's… (6 characters)' },
        proof: [{ role: 'observed', exchange: { identity: 'bob', response: { status: 200 } } }],
      },
    },
  ],
  hardened: [
    {
      name: 'signs with a random secret',
      api: verifying('Qm7-9dVx_!rW2#zLtY6u'),
      operations,
      identities: strong,
      message: 'strong',
    },
    {
      name: 'signs with a random secret and shows nothing worth a name',
      api: notice,
      operations,
      identities: strong,
      message: 'strong',
    },
  ],
  inconclusive: [
    {
      name: 'believes any signature',
      api: meApi((request) => String(parseJwt(bearerOf(request))?.claims.sub ?? '') || null),
      operations,
      identities: weak,
      message: 'uncontrolled',
    },
    {
      name: 'also keeps a list of the tokens it issued',
      api: verifying('secret', (token) => issued.has(token)),
      operations,
      identities: weak,
      message: 'refused',
    },
  ],
});

test('asks of tokens that a shared secret signs and that an operation was called with', () => {
  const token = (identity: string, alg: string) => ({ identity, kind: 'jwt', header: { alg } });
  const called = (identity: string) => ({ identity, exchange: answered({ status: 'ok' }) });
  const asks = (tokens: object[], baselines: object[]) => check.appliesTo({ tokens, baselines } as never);
  expect(asks([], [called('alice')])).toMatch(/^No identity/);
  expect(asks([token('alice', 'RS256')], [called('alice')])).toMatch(/^No identity/);
  const one = [token('alice', 'RS256'), token('bob', 'HS256')];
  expect(asks(one, [called('alice')])).toMatch(/^No operation/);
  expect(asks(one, [{ identity: 'bob', exchange: refusedWith(403) }])).toBe(true);
  expect(asks([token('alice', 'HS384'), token('bob', 'HS256')], [called('bob')])).toBe(true);
});
