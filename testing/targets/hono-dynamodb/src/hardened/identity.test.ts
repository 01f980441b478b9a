import fc from 'fast-check';
import { Hono } from 'hono';
import { sign } from 'hono/jwt';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openTwins, type Twin, type Twins } from '../../testing/twins.ts';
import type { Environment } from '../environment.ts';
import { canonicalId, createTokens, requireCaller } from './identity.ts';
import { createIssuedTokens } from './issued-tokens.ts';

const SECRET = 'a key for these tests only';
const TOKEN_ID = 'the token of these tests';
const tokens = createTokens(SECRET);
let twins: Twins;
let twin: Twin;

beforeAll(async () => {
  twins = await openTwins();
  twin = twins.hardened;
});

afterAll(() => twins.close());

const alice = () => ({ userId: twin.user('alice').userId, username: 'alice', role: 'user', tokenId: TOKEN_ID });

afterEach(() => {
  vi.useRealTimers();
});

function ask(authorization: string, issued = createIssuedTokens(Date.now)) {
  const app = new Hono<Environment>();
  app.get('/', requireCaller({ documents: twin.documents, tokens, issued }), (c) => c.json(c.var.caller));
  return app.request('/', { headers: { authorization } });
}

test('a token makes its subject the caller until a quarter of an hour is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 1) });
  const token = await tokens.issue(alice());

  vi.setSystemTime(Date.UTC(2026, 4, 1, 0, 14, 59));
  const response = await ask(`Bearer ${token}`);
  expect([response.status, await response.json()]).toEqual([200, { userId: alice().userId, role: 'user' }]);

  vi.setSystemTime(Date.UTC(2026, 4, 1, 0, 15, 0));
  expect((await ask(`Bearer ${token}`)).status).toBe(401);
});

const now = Math.floor(Date.now() / 1000);
const claims = () => ({
  sub: alice().userId,
  jti: TOKEN_ID,
  iss: 'notes-api',
  aud: 'notes-clients',
  iat: now,
  exp: now + 600,
});

test.each<[string, object, number]>([
  ['all claims', {}, 200],
  ['no end', { exp: undefined }, 401],
  ['no subject', { sub: undefined }, 401],
  ['a subject that is no text', { sub: { S: 'alice' } }, 401],
  ['no id', { jti: undefined }, 401],
  ['a subject who is not there', { sub: '00000000-0000-4000-8000-000000000000' }, 401],
  ['another role than the stored one', { role: 'admin' }, 200],
  ['another issuer', { iss: 'elsewhere' }, 401],
  ['another audience', { aud: 'elsewhere' }, 401],
  ['no audience', { aud: undefined }, 401],
  ['an end in the past', { exp: now - 1 }, 401],
  ['a start in the future', { nbf: now + 60 }, 401],
])('a genuine token with %s gets %i', async (_, changes, status) => {
  const token = await sign({ ...claims(), ...changes }, SECRET, 'HS256');
  expect((await ask(`Bearer ${token}`)).status).toBe(status);
});

test('a token of another algorithm under the same key is refused', async () => {
  const token = await sign(claims(), SECRET, 'HS512');
  expect((await ask(`Bearer ${token}`)).status).toBe(401);
});

test('the role is the stored one, whatever the token says', async () => {
  const token = await tokens.issue({ ...alice(), role: 'admin' });
  expect(await (await ask(`Bearer ${token}`)).json()).toEqual({ userId: alice().userId, role: 'user' });
});

test('a revoked token is refused', async () => {
  const issued = createIssuedTokens(Date.now);
  const token = await tokens.issue(alice());
  expect((await ask(`Bearer ${token}`, issued)).status).toBe(200);
  issued.revoke(TOKEN_ID);
  expect((await ask(`Bearer ${token}`, issued)).status).toBe(401);
});

test('each start has a key of its own', async () => {
  const token = await createTokens().issue(alice());
  await expect(createTokens().verify(token)).rejects.toThrow();
});

test('an id has one spelling', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 4 }), fc.array(fc.boolean(), { minLength: 36, maxLength: 36 }), (id, upper) => {
      const spelling = Array.from(id, (character, index) => (upper[index] ? character.toUpperCase() : character)).join(
        '',
      );
      expect(canonicalId(spelling)).toBe(id);
    }),
  );
});

test('what is no UUID is no id', () => {
  const near = fc
    .tuple(fc.uuid({ version: 4 }), fc.constantFrom('\n', ' ', '\0', '%', '/', '-', 'x'), fc.nat({ max: 36 }))
    .map(([id, extra, place]) => id.slice(0, place) + extra + id.slice(place));
  fc.assert(fc.property(fc.oneof(near, fc.string(), fc.uuid({ version: 1 })), (text) => canonicalId(text) === null));
});
