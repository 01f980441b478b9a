import { createCookieStore } from '@middlebrick/http';
import type { Json } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { askForToken } from './handed-out.ts';
import { clientOf } from './session-api.fixture.ts';

const token = 'opaque-token-4471-of-alice';
const jwt = `${btoa('{"alg":"HS256"}')}.${btoa('{"sub":"u-1"}')}.c2lnbmF0dXJl`.replaceAll('=', '');
const json = (body: Json, init: ResponseInit = {}) => Response.json(body, init);

async function handedOut(answer: Response) {
  await using client = await clientOf(() => answer);
  const credential = { identity: 'alice', headers: [], cookies: createCookieStore('alice') };
  const handed = await askForToken(client, { method: 'POST', path: '/login' }, credential, { purpose: 'login' });
  return { token: handed.token?.reveal(), isSignedIn: handed.isSignedIn, record: JSON.stringify(handed.exchange) };
}

describe('an answer that signs in', () => {
  test.each([
    ['under a usual name', json({ token }), token],
    ['beside one that only renews it', json({ refresh: { token: 'renewal-token-99120' }, access: { token } }), token],
    ['as a pair of access and refresh', json({ refresh: jwt, access: token }), token],
    ['under the name of a key', json({ key: token }), token],
    ['under no telling name, as a JWT', json({ data: { value: jwt } }), jwt],
    ['as a JSON string', json(jwt), jwt],
    ['as text', new Response(token), token],
    ['in a header of its own', new Response('', { headers: { 'x-acme-jwt': token } }), token],
    ['with an empty field for errors', json({ error: null, errors: [], token }), token],
  ])('holds the token %s, and hides it', async (_, answer, expected) => {
    const { token: found, isSignedIn, record } = await handedOut(answer);
    expect([found, isSignedIn, record.includes(expected)]).toEqual([expected, true, false]);
  });

  test('may hold a cookie and no token', async () => {
    const { token: found, isSignedIn } = await handedOut(
      json({ user: 'al' }, { headers: { 'set-cookie': `sid=${token}` } }),
    );
    expect([found, isSignedIn]).toEqual([undefined, true]);
  });
});

describe('an answer that does not sign in', () => {
  const cookie = { 'set-cookie': 'seen=1' };
  test.each([
    ['is refused', json({ token }, { status: 401 })],
    ['speaks of failure', json({ success: false, token })],
    ['has the status of an error in it', json({ status: 401, message: 'no' }, { headers: cookie })],
    ['names an error beside a cookie', json({ error: 'wrong password' }, { headers: cookie })],
    ['leads back to the login', new Response('', { status: 302, headers: { location: '/login?error=1', ...cookie } })],
    ['holds a text that is no token', json({ message: 'welcome', id: 'a-long-identifier-of-a-user' })],
    ['holds a token against forgery alone', json({ csrfToken: token, reset_token: token })],
    ['is a page', new Response('<html><body>Welcome back</body></html>')],
  ])('%s', async (_, answer) => {
    expect((await handedOut(answer)).isSignedIn).toBe(false);
  });
});
