import { testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { isSignedWith, parseJwt } from '../../tokens/jwt.ts';
import { bearerOf, bearersFor, meApi } from '../../tokens/jwt-api.fixture.ts';
import check from './jwt-alg-none.ts';

const secret = 'Qm7-9dVx_!rW2#zLtY6u';
const identities = bearersFor(secret);
const operations = ['GET /me'];

/** Whom an accepted token names; alice, where the algorithm alone says so. */
function subjectIf(
  accepts: (algorithm: string, isValid: boolean) => boolean,
  isAlice: (algorithm: string) => boolean = () => false,
) {
  return meApi((request) => {
    const jwt = parseJwt(bearerOf(request));
    if (jwt === undefined) return null;
    const isValid = isSignedWith(jwt.signingInput, jwt.signature, 'HS256', secret);
    const algorithm = String(jwt.header.alg);
    if (!accepts(algorithm, isValid)) return null;
    return isAlice(algorithm) ? 'u-1041' : String(jwt.claims.sub);
  });
}

testCheck(check, {
  vulnerable: [
    {
      name: 'takes the algorithm from the token',
      api: subjectIf((algorithm, isValid) => algorithm === 'none' || isValid),
      operations,
      identities,
      message: 'accepted',
      confidence: 'confirmed',
    },
    {
      name: 'compares the name without regard to case after refusing "none"',
      api: subjectIf((algorithm, isValid) => (algorithm !== 'none' && algorithm.toLowerCase() === 'none') || isValid),
      operations,
      identities,
      message: 'accepted',
      finding: {
        details: { variety: 'None', attacker: 'bob', victim: 'alice' },
        proof: expect.arrayContaining([
          expect.objectContaining({
            role: 'forged',
            exchange: expect.objectContaining({ identity: 'bob+unsigned-2-as-alice' }),
          }),
        ]),
      },
    },
    {
      name: 'is found with a single identity',
      api: subjectIf((algorithm, isValid) => algorithm === 'none' || isValid),
      operations,
      identities: identities.slice(0, 1),
      message: 'accepted',
    },
  ],
  hardened: [
    {
      name: 'pins the algorithm',
      api: subjectIf((algorithm, isValid) => algorithm === 'HS256' && isValid),
      operations,
      identities,
      message: 'refused',
    },
    {
      name: 'answers a broken token with 422',
      api: async (request: Request) => fixed(request),
      operations,
      identities,
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'serves any unsigned token for the first user it has',
      api: subjectIf(
        (algorithm, isValid) => isValid || algorithm === 'none',
        (algorithm) => algorithm === 'none',
      ),
      operations,
      identities,
      message: 'uncontrolled',
    },
    { name: 'checks no signature at all', api: subjectIf(() => true), operations, identities, message: 'uncontrolled' },
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

/** As flask-jwt-extended does: 401 without a token, 422 for one that cannot be verified. */
function fixed(request: Request): Response {
  const strict = subjectIf((algorithm, isValid) => algorithm === 'HS256' && isValid);
  const answer = strict(request);
  return answer.status === 401 && bearerOf(request) !== ''
    ? Response.json({ msg: 'Signature verification failed' }, { status: 422 })
    : answer;
}

test('is no question without a signed token', () => {
  const of = (...kinds: string[]) => check.appliesTo({ tokens: kinds.map((kind) => ({ kind })) } as never);
  expect([of('cookie'), of()]).toEqual([expect.stringMatching(/^No identity/), expect.stringMatching(/^No identity/)]);
  expect(of('cookie', 'jwt')).toBe(true);
});
