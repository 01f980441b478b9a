import fc from 'fast-check';
import { Hono } from 'hono';
import { sign } from 'hono/jwt';
import { afterEach, expect, test, vi } from 'vitest';
import type { Environment } from '../environment.ts';
import { canonicalId, createTokens, requireCaller } from './identity.ts';

const SECRET = 'a key for these tests only';
const tokens = createTokens(SECRET);
const alice = { userId: 'f8a84e24-cbf9-47f8-aa4b-990a353673a2', username: 'alice', role: 'user' };

afterEach(() => {
  vi.useRealTimers();
});

function ask(authorization: string) {
  const app = new Hono<Environment>();
  app.get('/', requireCaller(tokens), (c) => c.json(c.var.caller));
  return app.request('/', { headers: { authorization } });
}

test('a token makes its subject the caller until a quarter of an hour is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 1) });
  const token = await tokens.issue(alice);

  vi.setSystemTime(Date.UTC(2026, 4, 1, 0, 14, 59));
  const response = await ask(`Bearer ${token}`);
  expect([response.status, await response.json()]).toEqual([200, { userId: alice.userId, role: 'user' }]);

  vi.setSystemTime(Date.UTC(2026, 4, 1, 0, 15, 0));
  expect((await ask(`Bearer ${token}`)).status).toBe(401);
});

const now = Math.floor(Date.now() / 1000);
const claims = { sub: alice.userId, role: 'user', iss: 'notes-api', aud: 'notes-clients', iat: now, exp: now + 600 };

test.each<[string, object, number]>([
  ['all claims', {}, 200],
  ['no end', { exp: undefined }, 401],
  ['no subject', { sub: undefined }, 401],
  ['a subject that is no text', { sub: { S: alice.userId } }, 401],
  ['no role', { role: undefined }, 401],
  ['another issuer', { iss: 'elsewhere' }, 401],
  ['another audience', { aud: 'elsewhere' }, 401],
  ['no audience', { aud: undefined }, 401],
  ['an end in the past', { exp: now - 1 }, 401],
  ['a start in the future', { nbf: now + 60 }, 401],
])('a genuine token with %s gets %i', async (_, changes, status) => {
  const token = await sign({ ...claims, ...changes }, SECRET, 'HS256');
  expect((await ask(`Bearer ${token}`)).status).toBe(status);
});

test('a token of another algorithm under the same key is refused', async () => {
  const token = await sign(claims, SECRET, 'HS512');
  expect((await ask(`Bearer ${token}`)).status).toBe(401);
});

test('each start has a key of its own', async () => {
  const token = await createTokens().issue(alice);
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
