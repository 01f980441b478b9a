import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  answered,
  operation,
  refusal,
  refusedWith,
  served,
  testCheck,
  tokenFor,
  unanswered,
  userNamed,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './token-survives-logout.ts';

const spec = accountsSpec(['POST /logout']);
const identities: [] = [];

const gone: AccountsHandler = (call, usual) => (call.me === null ? usual() : new Response(null, { status: 204 }));
/** Signs out, and whoever is signed in no more is a guest and no error. */
const guests: AccountsHandler = ({ me }, usual) => (me === null ? served({ username: null }) : usual());

testCheck(check, {
  vulnerable: [
    {
      name: 'leaves it to the client to forget the token',
      api: accountsApi({ 'POST /logout': gone }),
      spec,
      identities,
      message: 'survives',
      confidence: 'confirmed',
    },
    {
      name: 'signs out by a GET that redirects, and forgets nothing',
      api: accountsApi({
        'GET /logout': ({ me }) =>
          me === null ? refusal(401) : new Response(null, { status: 302, headers: { location: '/' } }),
      }),
      spec: accountsSpec(['GET /logout']),
      identities,
      message: 'survives',
    },
    {
      name: 'deletes a session that no token belongs to',
      api: accountsApi({ 'DELETE /session': gone }),
      spec: accountsSpec(['DELETE /session']),
      identities,
      message: 'survives',
    },
  ],
  hardened: [
    { name: 'deletes the token', api: accountsApi(), spec, identities, message: 'revoked' },
    {
      name: 'deletes all tokens of the user',
      api: accountsApi({
        'POST /logout': ({ me, store }, usual) => {
          const answer = usual();
          for (const [token, user] of store.tokens) if (user === me?.id) store.tokens.delete(token);
          return answer;
        },
      }),
      spec,
      identities,
      message: 'revoked',
    },
    {
      name: 'sends a token that was signed out to the login',
      api: () => {
        const out = new Set<string>();
        return accountsApiOn(accountsStore(), {
          'POST /logout': ({ token }) => served({ out: out.add(token).size > 0 }),
          'GET /me': ({ token }, usual) =>
            out.has(token) ? new Response('', { status: 302, headers: { location: '/login' } }) : usual(),
        });
      },
      spec,
      identities,
      message: 'revoked',
    },
    {
      name: 'answers a token that was signed out like a guest',
      api: () => {
        let isQuiet = false;
        return accountsApiOn(accountsStore(), {
          'POST /logout': (_, usual) => {
            isQuiet = true;
            return usual();
          },
          'GET /me': (call, usual) => (isQuiet ? guests(call, usual) : usual()),
        });
      },
      spec,
      identities,
      message: 'revoked',
    },
  ],
  inconclusive: [
    {
      name: 'one page answers every path, signing out included',
      api: () => {
        const accounts = accountsApi()();
        const known = ['/register', '/login', '/me'];
        const page = (): Response =>
          new Response('<title>Welcome</title>', { headers: { 'content-type': 'text/html' } });
        return (request: Request) => (known.includes(new URL(request.url).pathname) ? accounts(request) : page());
      },
      spec,
      identities,
      message: 'anyPath',
    },
    {
      name: 'registering signs in, and nothing else does',
      api: accountsApi({
        'POST /register': async (call, usual) => {
          const answer = usual();
          const user = userNamed(call.body.username, call.store);
          if (!answer.ok || user === undefined) return answer;
          return Response.json({ id: user.id, token: tokenFor(user, call.store) }, { status: 201 });
        },
        'POST /login': () => refusal(404, 'not found'),
      }),
      spec,
      identities,
      message: 'noSession',
    },
    {
      name: 'the page that tells who one is breaks later on',
      api: () => {
        let isOut = false;
        return accountsApiOn(accountsStore(), {
          'POST /logout': (_, usual) => {
            isOut = true;
            return usual();
          },
          'GET /me': (_, usual) => (isOut ? refusal(500) : usual()),
        });
      },
      spec,
      identities,
      message: 'noAnswer',
    },
    {
      name: 'signing out is refused',
      api: accountsApi({ 'POST /logout': () => refusal(400, 'refresh_token, please') }),
      spec,
      identities,
      message: 'logoutFailed',
    },
    {
      name: 'only the first session of an account is told who one is',
      api: () => {
        const first = new Map<string, string>();
        return accountsApiOn(accountsStore(), {
          'GET /me': ({ me, token }, usual) => {
            if (me === null) return usual();
            if (!first.has(me.id)) first.set(me.id, token);
            return first.get(me.id) === token ? usual() : served({ hint: 'another session is open' });
          },
        });
      },
      spec,
      identities,
      message: 'noCanary',
    },
  ],
});

const asks = (...ids: string[]): boolean =>
  check.appliesTo({ surface: { operations: ids.map((id) => operation(id)) } } as never) === true;

test.each([
  'POST /logout',
  'POST /api/log-out',
  'POST /log_off/',
  'POST /signout',
  'POST /auth/sign-off',
  'POST /Sign_Out',
  'DELETE /session',
  'DELETE /api/sessions/me',
  'DELETE /session/current/',
  'DELETE /sessions/',
])('%s signs out', (id) => {
  expect(asks('GET /me', id)).toBe(true);
});

test.each([
  'POST /logouts',
  'POST /blogout',
  'POST /logout/all',
  'POST /session',
  'POST /sessions/me',
  'GET /sessions/me',
  'DELETE /obsession',
  'DELETE /sessions/all',
])('%s does not', (id) => {
  expect(asks('GET /me', id)).toBe(false);
});

const profile = { id: 'u-1', name: 'Alice Marlow', town: 'Hamburg at the Elbe' };
/** A session that is still answered after it was signed out; `parts` say what differs. */
const judged = (parts: object, isLive = true) =>
  check.judge({
    operation: 'POST /logout',
    isLive,
    evidence: {
      name: 'alice',
      known: answered(profile),
      before: answered(profile),
      logout: answered({ ok: true }),
      elsewhere: refusedWith(404),
      paths: { logout: '/logout', elsewhere: '/zq41' },
      after: answered(profile),
      nobody: refusedWith(401),
      ...parts,
    },
  } as never);

test.each<[string, object, string]>([
  ['the same values are read', {}, 'survives'],
  ['most of the values are read', { after: answered({ ...profile, town: 'moved' }) }, 'survives'],
  ['signing out leads elsewhere', { logout: answered('', { status: 302 }) }, 'survives'],
  ['it leads elsewhere with 300', { logout: answered('', { status: 300 }) }, 'survives'],
  [
    'an answer without private values stays the same',
    { known: answered({ open: true }), before: answered({ open: true }), after: answered({ open: true }) },
    'survives',
  ],
  ['it is refused', { after: refusedWith(401) }, 'revoked'],
  ['it is led to the login', { after: answered('', { status: 302 }) }, 'revoked'],
  [
    'it is answered like nobody',
    { nobody: answered({ hint: 'sign in' }), after: answered({ hint: 'sign in' }) },
    'revoked',
  ],
  ['it is answered like a stranger', { after: answered({ hint: 'who are you' }) }, 'revoked'],
  ['a few of the values are read', { after: answered({ id: 'u-1' }) }, 'noAnswer'],
  ['it breaks', { after: refusedWith(500) }, 'noAnswer'],
  [
    'an answer without private values is another one',
    { known: answered({ open: true }), before: answered({ open: true }), after: answered({ open: false }) },
    'noAnswer',
  ],
  ['signing out is refused', { logout: refusedWith(400) }, 'logoutFailed'],
  ['signing out gets no answer', { logout: unanswered() }, 'logoutFailed'],
  [
    'every path is answered like signing out',
    { logout: answered({ at: '/logout' }), elsewhere: answered({ at: '/zq41' }) },
    'anyPath',
  ],
  ['the session was dead before', { before: refusedWith(401) }, 'noCanary'],
  ['the session was another one before', { before: answered({ hint: 'who are you' }) }, 'noCanary'],
  ['nobody is answered the same', { nobody: answered(profile) }, 'noCanary'],
])('after signing out: %s', (_, parts, message) => {
  expect(judged(parts)).toMatchObject({ message });
});

test('nothing is told without a question to ask, or without a session', () => {
  expect(judged({}, false)).toMatchObject({ message: 'noCanary' });
  expect(check.judge({ operation: 'POST /logout', evidence: null, isLive: true } as never)).toMatchObject({
    message: 'noSession',
  });
  expect(judged({})).toMatchObject({ places: ['POST /logout'], details: { name: 'alice', operation: 'POST /logout' } });
});
