import { anonymous, type Exchange, type JsonObject } from '@middlebrick/model';
import {
  type AccountsHandler,
  type Api,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  answered,
  notesApi,
  operation,
  refusal,
  refusedWith,
  runCheck,
  served,
  testCheck,
  tokenFor,
  unanswered,
  userNamed,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import check from './token-survives-logout.ts';

const spec = accountsSpec(['POST /logout']);
const identities: [] = [];

const gone: AccountsHandler = (call, usual) => (call.me === null ? usual() : new Response(null, { status: 204 }));
/** Signs out, and whoever is signed in no more is a guest and no error. */
const guests: AccountsHandler = ({ me }, usual) => (me === null ? served({ username: null }) : usual());

interface Carrier {
  /** The token that came with a request. */
  found(headers: Headers): string | undefined;
  /** The answer of a login. */
  given(token: string): Response;
}

/** The small API with its tokens elsewhere than in a bearer header. */
const carrying =
  ({ found, given }: Carrier, replaced: Readonly<Record<string, AccountsHandler>> = {}) =>
  (): Api => {
    const login: AccountsHandler = async (_, usual) => {
      const answer = usual();
      return answer.ok ? given(((await answer.json()) as { token: string }).token) : answer;
    };
    const api = accountsApi({ ...replaced, 'POST /login': login })();
    return (request) => {
      const headers = new Headers(request.headers);
      headers.set('authorization', `Bearer ${found(headers) ?? ''}`);
      return api(new Request(request, { headers }));
    };
  };

/** A session in one cookie of two. */
const inCookie: Carrier = {
  found: (headers) => /session=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1],
  given: (token) => {
    const answer = served({ ok: true });
    answer.headers.append('set-cookie', 'theme=dark; Path=/');
    answer.headers.append('set-cookie', `session=${token}; Path=/; HttpOnly`);
    return answer;
  },
};
const inOwnHeader: Carrier = {
  found: (headers) => headers.get('x-auth-token') ?? undefined,
  given: (token) => served({ token }),
};
const forgetCookie: AccountsHandler = ({ me }) =>
  me === null
    ? refusal(401)
    : new Response(null, { status: 204, headers: { 'set-cookie': 'session=; Path=/; Max-Age=0' } });

/** Passwords that go with every request (RFC 7617). */
const basicApi = (): Api => {
  const store = accountsStore();
  const api = accountsApiOn(store, { 'POST /logout': gone });
  return (request) => {
    const headers = new Headers(request.headers);
    const [name, password] = atob(/^Basic (.+)$/.exec(headers.get('authorization') ?? '')?.[1] ?? '').split(':');
    const user = userNamed(name, store);
    if (user !== undefined && user.password === password)
      headers.set('authorization', `Bearer ${tokenFor(user, store)}`);
    return api(new Request(request, { headers }));
  };
};

/** The description with other paths, in their order. */
const withPaths = (paths: JsonObject, more: JsonObject = {}): JsonObject => ({ ...spec, ...more, paths });
const { '/login': login, ...beside } = spec.paths as Record<string, JsonObject>;
const basicSpec = withPaths(beside, { components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } } });
/** An operation that is described, and so asked, before all others. */
const withFirst = (path: string): JsonObject =>
  withPaths({ [path]: { get: { responses: {} } }, '/login': login as JsonObject, ...beside });
const sessionId = { name: 'session_id', in: 'query', required: true, schema: { type: 'string' } };

testCheck(check, {
  vulnerable: [
    {
      name: 'leaves it to the client to forget the token',
      api: accountsApi({ 'POST /logout': gone }),
      spec,
      identities,
      message: 'survives',
      confidence: 'confirmed',
      finding: { severity: 'medium', proof: ['before', 'write', 'after', 'anonymous'].map((role) => ({ role })) },
    },
    {
      name: 'leaves it to the client to forget the cookie',
      api: carrying(inCookie, { 'POST /logout': forgetCookie }),
      spec,
      identities,
      message: 'survives',
    },
    {
      name: 'leaves the cookie that counts to the client, and hands out another token besides',
      api: carrying(
        { ...inCookie, given: (token) => new Response('{"token":"for-forms-8f3a61c0"}', inCookie.given(token)) },
        { 'POST /logout': forgetCookie },
      ),
      spec,
      identities,
      message: 'survives',
    },
    {
      name: 'leaves it to the client to forget the token of a header of its own',
      api: carrying(inOwnHeader, { 'POST /logout': gone }),
      spec,
      identities,
      message: 'survives',
    },
    {
      name: 'shows everybody the same page first, which changes with every sign-in',
      api: accountsApi({
        'GET /today': ({ me, store }) =>
          me === null ? refusal(401) : served({ text: `${store.tokens.size} sessions were opened in the harbour` }),
        'POST /logout': gone,
      }),
      spec: withFirst('/today'),
      identities,
      message: 'survives',
    },
    {
      name: 'shows a page first that only another user has',
      api: accountsApi({
        'GET /inbox': ({ me }) => {
          if (me === null) return refusal(401);
          return String(me.username).startsWith('bob') ? served({ of: me.username }) : refusal(404, 'no inbox yet');
        },
        'POST /logout': gone,
      }),
      spec: withFirst('/inbox'),
      identities,
      message: 'survives',
    },
    {
      name: 'tells everybody no more than that somebody is signed in',
      api: accountsApi({
        'GET /me': ({ me }) => (me === null ? refusal(401) : served({ open: true })),
        'POST /logout': gone,
      }),
      spec,
      identities,
      message: 'survives',
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
    { name: 'ends the session of a cookie', api: carrying(inCookie), spec, identities, message: 'revoked' },
    {
      name: 'ends the session of a token in a header of its own',
      api: carrying(inOwnHeader),
      spec,
      identities,
      message: 'revoked',
    },
    {
      name: 'asks once more by GET, and signs out by POST',
      api: accountsApi({ 'GET /logout': () => served({ question: 'Do you want to leave?' }) }),
      spec: accountsSpec(['GET /logout', 'POST /logout']),
      identities,
      message: 'revoked',
    },
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
      name: 'the password itself goes with every request',
      api: basicApi,
      spec: basicSpec,
      identities,
      message: 'noSession',
    },
    {
      name: 'all sessions there are might be deleted',
      api: accountsApi({ 'DELETE /sessions': gone }),
      spec: accountsSpec(['DELETE /sessions']),
      identities,
      message: 'notSent',
    },
    {
      name: 'signing out wants to be told which session',
      api: accountsApi({ 'POST /logout': gone }),
      spec: withPaths({
        ...(spec.paths as JsonObject),
        '/logout': { post: { parameters: [sessionId], responses: {} } },
      }),
      identities,
      message: 'notSent',
    },
    {
      name: 'the page that tells that one is signed in opens to everybody later on',
      api: () => {
        let isOpen = false;
        return accountsApiOn(accountsStore(), {
          'POST /logout': (_, usual) => {
            isOpen = true;
            return usual();
          },
          'GET /me': ({ me }) => (me === null && !isOpen ? refusal(401) : served({ open: true })),
        });
      },
      spec,
      identities,
      message: 'noCanary',
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

test('nobody is signed out but accounts of the scan’s own', async () => {
  const asked: string[] = [];
  const notes = notesApi();
  const api: Api = (request) => {
    asked.push(new URL(request.url).pathname);
    return notes(request);
  };
  const { messages } = await runCheck(check, { name: 'two users', api, operations: ['GET /me', 'POST /logout'] });
  expect(messages).toEqual(['inconclusive:noSession']);
  expect(asked).not.toContain('/logout');
});

test.each([
  ['a token', accountsApi({ 'POST /logout': gone })],
  ['a cookie that no answer ends', carrying(inCookie, { 'POST /logout': gone })],
])('%s can be had and sent again by pasting', async (name, api) => {
  const { report } = await runCheck(check, { name, api, spec, identities });
  expect(report.findings[0]?.replay).toMatchObject({ variables: [], chain: expect.anything() });
});

describe('the question that tells whether a session lives', () => {
  const baseline = (path: string, exchange: Exchange, identity = 'alice') => ({
    identity,
    operation: `GET ${path}`,
    request: { method: 'GET', path },
    exchange,
  });
  /** The paths that are asked, after such answers. */
  const asked = async (...baselines: object[]): Promise<unknown> => {
    const paths = new Set<string>();
    const found = await check.probe({
      survey: { accounts: [{ identity: 'alice' }], baselines, surface: { operations: [operation('POST /logout')] } },
      active: { anotherSession: () => ({ name: 'alice+leaving' }), signOut: () => answered({ ok: true }) },
      derive: (identity: object) => identity,
      credential: () => ({ cookies: {} }),
      lookalike: () => '/zq41',
      send: ({ path }: { path: string }) => {
        paths.add(path);
        return answered({});
      },
    } as never);
    return typeof found === 'string' ? found : [...paths];
  };
  const mine = baseline('/me', answered({ name: 'Alice Marlow' }));
  const refused = baseline('/me', refusedWith(401), anonymous.name);

  test('is one that nobody else is answered', async () => {
    expect(await asked(baseline('/feed', answered({ text: 'Ships of the week' })), mine, refused)).toEqual([
      '/me',
      '/zq41',
    ]);
  });

  test('is asked of an API that has one', async () => {
    expect(await asked(mine)).toBe('noCanary');
    expect(await asked()).toBe('noCanary');
  });
});

const profile = { id: 'u-1', name: 'Alice Marlow', town: 'Hamburg at the Elbe', ship: 'Seute Deern', berth: 41 };
/** A session that is still answered after it was signed out; `parts` say what differs. */
const judged = (parts: object) =>
  check.judge({
    operation: 'POST /logout',
    name: 'alice',
    known: answered(profile),
    before: answered(profile),
    logout: answered({ ok: true }),
    elsewhere: refusedWith(404),
    paths: { logout: '/logout', elsewhere: '/zq41' },
    after: answered(profile),
    nobody: refusedWith(401),
    ...parts,
  } as never);

test.each<[string, object, string]>([
  ['the same values are read', {}, 'survives'],
  ['three of five values are read', { after: answered({ ...profile, town: 'moved', berth: 7 }) }, 'survives'],
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
  [
    'it is answered like nobody, where no value is private',
    {
      known: answered({ open: true }),
      before: answered({ open: true }),
      nobody: answered({ open: false }),
      after: answered({ open: false }),
    },
    'revoked',
  ],
  [
    'it is told what nobody is told, too',
    { nobody: answered({ town: profile.town }), after: answered({ town: profile.town, hint: 'sign in' }) },
    'revoked',
  ],
  ['it is answered like a stranger', { after: answered({ hint: 'who are you' }) }, 'revoked'],
  ['two of five values are read', { after: answered({ id: 'u-1', berth: 41 }) }, 'noAnswer'],
  ['it breaks', { after: refusedWith(500) }, 'noAnswer'],
  ['it breaks for everybody', { after: refusedWith(500), nobody: refusedWith(500) }, 'noAnswer'],
  [
    'an answer without private values is another one',
    { known: answered({ open: true }), before: answered({ open: true }), after: answered({ open: false }) },
    'noAnswer',
  ],
  ['signing out is refused', { logout: refusedWith(400) }, 'logoutFailed'],
  ['signing out breaks', { logout: refusedWith(500) }, 'logoutFailed'],
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

test('the finding names who signed out, and where', () => {
  expect(judged({})).toMatchObject({ places: ['POST /logout'], details: { name: 'alice', operation: 'POST /logout' } });
});
