import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import {
  type ApiOptions,
  accountsApi,
  accountsSurface,
  bodyWith,
  formBody,
  refused,
  registering,
  usualLogin,
  usualRegister,
} from './users/accounts-api.fixture.ts';

const given = 'give users that exist: --as alice=bearer:… --as bob=bearer:…, or a login recipe in middlebrick.yaml';
const usual = 'POST /register, then POST /login; token in access_token';

/** What registering came to at such an API: the sentences, who is alive, and what was asked. */
async function outcome(options: ApiOptions, surface = accountsSurface(), names?: string[]) {
  const api = accountsApi(options);
  const result: Record<string, unknown> = {};
  await registering(
    api,
    surface,
    async ({ users, sessions }) => {
      Object.assign(result, users.registration);
      result.alive = sessions.identities().map(({ name }) => name);
    },
    names,
  );
  return { result, api };
}

const both = (how: string) => ({ how, alive: ['alice', 'bob'] });
const none = (how: string, remedy = given) => ({ how, remedy, alive: [] });

describe('registering two users', () => {
  test('takes eight requests at an API with a clear specification', async () => {
    const { result, api } = await outcome({});
    expect(result).toEqual(both(usual));
    expect(api.requests).toEqual([
      'POST /register',
      'POST /login',
      'GET /me',
      'GET /me',
      'POST /register',
      'POST /login',
      'GET /me',
      'GET /me',
    ]);
    expect(api.bodies.map(({ password: _, ...body }) => body)).toEqual([
      { username: 'alicek4f9c2aa', email: 'alicek4f9c2aa@example.com' },
      { username: 'bobk4f9c2aa', email: 'bobk4f9c2aa@example.com' },
    ]);
  });

  test('registers nobody where enough users were given', async () => {
    const { result, api } = await outcome({}, accountsSurface(), []);
    expect([result, api.requests]).toEqual([{ how: 'enough users were given', alive: [] }, []]);
  });

  test('says that no operation registers users', async () => {
    const { result } = await outcome({}, { ...accountsSurface(), operations: [operation('GET /me'), usualLogin] });
    expect(result).toEqual(none('no operation registers users'));
  });

  test('describes the accounts without their password, and knows the ids of the users', async () => {
    await registering(accountsApi(), accountsSurface(), async ({ users, sessions }) => {
      expect(users.accounts()[0]).toEqual({
        identity: 'alice',
        register: 'POST /register',
        login: 'POST /login',
        username: { field: 'username', value: 'alicek4f9c2aa' },
        passwordField: 'password',
        fields: { username: 'alicek4f9c2aa', email: 'alicek4f9c2aa@example.com' },
      });
      expect(sessions.reported()[1]).toMatchObject({
        name: 'bob',
        isOwn: true,
        credential: 'login',
        subjects: ['101', 'bobk4f9c2aa', 'bobk4f9c2aa@example.com', 'bob'],
        proof: 'GET /me answers 200 with it and 401 without',
      });
    });
  });

  test('logs in again when the token has ended', async () => {
    const api = accountsApi();
    await registering(api, accountsSurface(), async ({ sessions }) => {
      api.tokens.clear();
      const [alice] = sessions.identities();
      if (alice === undefined) throw new Error('nobody is alive');
      const exchange = await sessions.send({ method: 'GET', path: '/me' }, alice, 'reads', { fresh: true });
      expect(exchange.response?.status).toBe(200);
    });
  });
});

describe('a refusal that can be mended', () => {
  test('a name that is taken gives way to another', async () => {
    const refuse: ApiOptions['refuse'] = ({ username }) =>
      /^(?:alice|bob)k4/.test(String(username)) ? refused(409, { error: 'Username already taken' }) : undefined;
    const { result, api } = await outcome({ refuse });
    expect(result).toEqual(both(usual));
    expect(api.users.map(({ fields }) => [fields.username, fields.email])).toEqual([
      ['alice2k4f9c2aa', 'alice2k4f9c2aa@example.com'],
      ['bob2k4f9c2aa', 'bob2k4f9c2aa@example.com'],
    ]);
  });

  test('two rules for passwords are met one after the other, and only once', async () => {
    const refuse: ApiOptions['refuse'] = ({ password }) => {
      const text = String(password);
      if (text.length > 16) return refused(400, { errors: { password: ['must be at most 16 characters'] } });
      if (/[^A-Za-z0-9]/.test(text)) {
        return refused(400, { errors: { password: ['may contain only letters and digits: alphanumeric'] } });
      }
      return undefined;
    };
    const { result, api } = await outcome({ refuse });
    expect(result).toEqual(both(usual));
    expect(api.requests.filter((request) => request === 'POST /register')).toHaveLength(4);
    expect(api.users.map(({ password }) => password.length)).toEqual([16, 16]);
  });

  test('a repeated password is the same password', async () => {
    const register = operation('POST /register', bodyWith(['username', 'email', 'password', 'password_confirmation']));
    const refuse: ApiOptions['refuse'] = (fields) =>
      fields.password === fields.password_confirmation ? undefined : refused(422, { error: 'passwords do not match' });
    const { result } = await outcome({ refuse }, accountsSurface(register));
    expect(result).toEqual(both(usual));
  });

  test('fields that no specification names are learnt from the complaints', async () => {
    const refuse: ApiOptions['refuse'] = (fields) => {
      if ('username' in fields) return refused(400, { errors: [{ field: 'username', message: 'unknown field' }] });
      const missing = ['email', 'password', 'confirmPassword', 'birth_date'].find((name) => !(name in fields));
      return missing === undefined
        ? undefined
        : refused(400, { errors: [{ field: missing, message: `${missing} is required` }] });
    };
    const surface = accountsSurface(
      operation('POST /register', { source: 'word-list' }),
      operation('POST /login', { source: 'word-list' }),
    );
    const { result, api } = await outcome({ refuse, calledBy: { registration: 'email', login: 'email' } }, surface);
    expect(result).toEqual(both(usual));
    expect(Object.keys(api.bodies.at(-1) ?? {}).sort()).toEqual(['birth_date', 'confirmPassword', 'email', 'password']);
  });

  test('a crowd is waited for once', async () => {
    let asked = 0;
    const slow = (): Response => Response.json({}, { status: 429, headers: { 'retry-after': '0' } });
    const { result } = await outcome({ refuse: () => (++asked === 1 ? slow() : undefined) });
    expect(result).toEqual(both(usual));
  });
});

describe('what only a person can give', () => {
  test('a captcha', async () => {
    const { result, api } = await outcome({ refuse: () => refused(400, { error: 'Captcha verification failed' }) });
    expect(result).toEqual(none('POST /register asks for a captcha ("Captcha verification failed")'));
    expect(api.requests).toEqual(['POST /register']);
  });

  test('an invitation', async () => {
    const { result } = await outcome({ refuse: () => refused(403, { message: 'An invitation code is required' }) });
    expect(result).toEqual(none('POST /register asks for an invitation code ("An invitation code is required")'));
  });

  test('a confirmation by e-mail, where the login says so', async () => {
    const refuseLogin = () => refused(403, { error: 'Please verify your email address first' });
    const { result } = await outcome({ refuseLogin });
    expect(result).toEqual(
      none(
        'POST /register made an account that must be confirmed by e-mail before POST /login lets it in ("Please verify your email address first")',
      ),
    );
  });

  test('a confirmation by e-mail, where only the registration says so', async () => {
    const registered = () => refused(201, { message: 'Check your inbox to activate the account' });
    const { result } = await outcome({ registered, refuseLogin: () => refused(401, { error: 'invalid credentials' }) });
    expect(result).toEqual(
      none(
        'POST /register made an account that must be confirmed by e-mail before POST /login lets it in ("Check your inbox to activate the account")',
      ),
    );
  });

  test('an approval', async () => {
    const { result } = await outcome({ refuseLogin: () => refused(403, { error: 'Your account awaits approval' }) });
    expect(result).toEqual(
      none(
        'POST /register made an account that must be approved before POST /login lets it in ("Your account awaits approval")',
      ),
    );
  });

  test('a registration that is closed', async () => {
    const { result } = await outcome({ refuse: () => refused(403, { error: 'Registration is disabled' }) });
    expect(result).toEqual(none('POST /register says that registration is closed ("Registration is disabled")'));
  });
});

describe('what cannot be mended', () => {
  test('a second user that is one too many is named with the reason', async () => {
    const slow = (): Response =>
      Response.json({ error: 'Too many accounts from here' }, { status: 429, headers: { 'retry-after': '0' } });
    const { result, api } = await outcome({ refuse: (_, users) => (users.length === 0 ? undefined : slow()) });
    expect(result).toEqual({
      how: `${usual}; bob could not be registered: POST /register answered 429: too many registrations ("Too many accounts from here")`,
      remedy: 'give a user that exists: --as bob=bearer:…, or a login recipe in middlebrick.yaml',
      alive: ['alice'],
    });
    expect(api.requests.filter((request) => request === 'POST /register')).toHaveLength(3);
  });

  test('a registration that is always refused ends after six tries', async () => {
    let count = 0;
    const refuse = () => refused(409, { error: `The username is already taken, try ${++count}` });
    const { result } = await outcome({ refuse });
    expect(result).toEqual(
      none('POST /register refused 6 registrations, the last one with 409 ("The username is already taken, try 6")'),
    );
  });

  test('a registration for administrators is told from a broken one', async () => {
    const { result, api } = await outcome({ refuse: () => refused(401, { error: 'no token' }) });
    expect(result).toEqual(
      none('POST /register wants a caller who is signed in already: it answered 401 ("no token")'),
    );
    expect(api.requests).toHaveLength(1);
  });

  test('a login that answers 200 with an error in it is none', async () => {
    const { result } = await outcome({
      refuseLogin: () =>
        Response.json(
          { success: false, error: 'Wrong user name or password' },
          { headers: { 'set-cookie': 'seen=1' } },
        ),
    });
    expect(result).toEqual(
      none(
        'POST /register made an account, but POST /login answered 200 without a token or a cookie ("Wrong user name or password")',
      ),
    );
  });

  test('a login that works once and not again is told from a wrong place for the token', async () => {
    let logins = 0;
    const surface = accountsSurface(usualRegister, operation('POST /login', { source: 'word-list' }));
    const refuseLogin = () => (++logins === 1 ? undefined : refused(403, { error: 'one session at a time' }));
    const { result } = await outcome({ refuseLogin }, surface);
    expect(result).toEqual(
      none(
        'POST /register made an account that POST /login let in once and not again: Login of "alice" was refused: POST /login answered 403',
      ),
    );
  });

  test('an API that refuses nobody proves nobody', async () => {
    const stranger = () => Response.json({ username: 'nobody' });
    const { result } = await outcome({ stranger });
    expect(result).toEqual(
      none(
        'POST /register made an account that POST /login signs in, but no operation tells it from an anonymous caller',
      ),
    );
  });

  test('a token that is refused in every place is told from a login that is refused', async () => {
    const { result } = await outcome({ tokenIn: () => undefined });
    expect(result).toEqual(
      none(
        'POST /login hands out a token, but GET /me refuses it wherever it was put: Authorization: Bearer, Authorization, Authorization: Token, Authorization: JWT, X-Auth-Token, X-Access-Token, X-API-Key, X-Session-Token, Token',
      ),
    );
  });
});

describe('the credential is found', () => {
  const header = (name: string) => (request: Request) => request.headers.get(name) ?? undefined;

  test('deep in the answer', async () => {
    const signedIn = (token: string) => Response.json({ data: { session: { tokens: { accessToken: token } } } });
    expect((await outcome({ signedIn })).result).toEqual(
      both('POST /register, then POST /login; token in data.session.tokens.accessToken'),
    );
  });

  test('in a header of the answer', async () => {
    const signedIn = (token: string) => new Response('', { headers: { 'X-Auth-Token': token } });
    expect((await outcome({ signedIn, tokenIn: header('x-auth-token') })).result).toEqual(
      both('POST /register, then POST /login; token in the header x-auth-token, sent as X-Auth-Token'),
    );
  });

  test('in a cookie', async () => {
    const signedIn = (token: string) =>
      new Response('', { headers: { 'set-cookie': `sid=${token}; HttpOnly; Path=/` } });
    const tokenIn = (request: Request) => /sid=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
    expect((await outcome({ signedIn, tokenIn })).result).toEqual(
      both('POST /register, then POST /login; session in a cookie'),
    );
  });

  test('as the whole answer', async () => {
    const signedIn = (token: string) => new Response(token, { headers: { 'content-type': 'text/plain' } });
    expect((await outcome({ signedIn })).result).toEqual(
      both('POST /register, then POST /login; token in the whole answer'),
    );
  });

  test('and sent where a refusal says, in a handful of requests', async () => {
    const stranger = () => refused(401, { error: 'missing X-Acme-Token header' });
    const { result, api } = await outcome({ stranger, tokenIn: header('x-acme-token') });
    expect(result).toEqual(both(`${usual}, sent as X-Acme-Token`));
    expect(api.requests).toHaveLength(13);
  });

  test('and sent in the scheme that the login names', async () => {
    const signedIn = (token: string) => Response.json({ token, token_type: 'JWT' });
    const tokenIn = (request: Request) => /^JWT (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
    const { result, api } = await outcome({ signedIn, tokenIn });
    expect(result).toEqual(both('POST /register, then POST /login; token in token, sent as Authorization: JWT'));
    expect(api.requests).toHaveLength(11);
  });

  test.each([
    ['header', 'X-Session', header('x-session'), 'X-Session'],
    [
      'query',
      'auth',
      (request: Request) => new URL(request.url).searchParams.get('auth') ?? undefined,
      'the query parameter auth',
    ],
    [
      'cookie',
      'jwt',
      (request: Request) => /jwt=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1],
      'the cookie jwt',
    ],
  ] as const)('and sent in the %s that the specification declares', async (place, parameter, tokenIn, words) => {
    const schemes = [{ name: 'key', type: 'apiKey', in: place, parameter }] as const;
    const { result, api } = await outcome({ tokenIn }, accountsSurface(usualRegister, usualLogin, schemes));
    expect(result).toEqual(both(`${usual}, sent as ${words}`));
    expect(api.requests).toHaveLength(8);
  });
});

describe('signing in', () => {
  test('goes by a form', async () => {
    const { body } = usualLogin;
    const login = operation(
      'POST /login',
      body === undefined ? {} : { body: { ...body, mediaType: 'application/x-www-form-urlencoded' } },
    );
    const register = operation('POST /register', {
      body: {
        ...(usualRegister.body ?? { required: true, examples: [] }),
        mediaType: 'application/x-www-form-urlencoded',
      },
    });
    expect((await outcome({ read: formBody }, accountsSurface(register, login))).result).toEqual(both(usual));
  });

  test('goes by a form where JSON is refused and nothing is declared', async () => {
    const surface = accountsSurface(
      operation('POST /register', { source: 'word-list' }),
      operation('POST /login', { source: 'word-list' }),
    );
    expect((await outcome({ read: formBody }, surface)).result).toEqual(both(usual));
  });

  test('goes by e-mail where the field is called so', async () => {
    const surface = accountsSurface(usualRegister, operation('POST /login', bodyWith(['email', 'password'])));
    expect((await outcome({ calledBy: { registration: 'email', login: 'email' } }, surface)).result).toEqual(
      both(usual),
    );
  });

  test('goes by e-mail in the field for user names where that is what the API wants', async () => {
    const { result, api } = await outcome({ calledBy: { registration: 'email', login: 'username' } });
    expect(result).toEqual(both(usual));
    expect(api.requests).toHaveLength(11);
  });

  test('is part of a registration that hands out a token', async () => {
    const registered: ApiOptions['registered'] = (user, token) => refused(201, { id: user.id, token: token() });
    const surface = { ...accountsSurface(), operations: [usualRegister, operation('GET /me')] };
    const { result, api } = await outcome({ registered }, surface);
    expect(result).toEqual(both('POST /register, which signs in; token in token'));
    expect(api.requests).toHaveLength(6);
  });

  test('is part of a registration that sets a cookie', async () => {
    const registered: ApiOptions['registered'] = (_, token) =>
      new Response('', { status: 201, headers: { 'set-cookie': `sid=${token()}; Path=/` } });
    const tokenIn = (request: Request) => /sid=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
    const surface = { ...accountsSurface(), operations: [usualRegister, operation('GET /me')] };
    expect((await outcome({ registered, tokenIn }, surface)).result).toEqual(
      both('POST /register, which signs in; session in a cookie'),
    );
  });
});

describe('a role that anybody may ask for', () => {
  const role = { type: 'string', enum: ['member', 'admin'] };
  const register = operation('POST /register', bodyWith(['username', 'email', 'password'], { role }));
  const surface = accountsSurface(register);

  test('gives a third user, who says whether it was granted', async () => {
    const registered: ApiOptions['registered'] = ({ id, fields }) =>
      refused(201, { id, role: fields.role ?? 'member' });
    const { result, api } = await outcome({ registered }, surface);
    expect(result).toEqual({
      how: `${usual}; admin asked for the role admin and was given it`,
      alive: ['alice', 'bob', 'admin'],
    });
    expect(api.users.map(({ fields }) => fields.role)).toEqual([undefined, undefined, 'admin']);
  });

  test('makes an ordinary user where it is ignored', async () => {
    expect((await outcome({}, surface)).result).toEqual({
      how: `${usual}; admin asked for the role admin and is an ordinary user`,
      alive: ['alice', 'bob', 'admin'],
    });
  });

  test('makes nobody where it is refused', async () => {
    const refuse: ApiOptions['refuse'] = (fields) =>
      fields.role === 'admin' ? refused(403, { error: 'not allowed' }) : undefined;
    expect((await outcome({ refuse }, surface)).result).toEqual({
      how: `${usual}; nobody could be registered with the role admin: POST /register refused 2 registrations, the last one with 403 ("not allowed")`,
      alive: ['alice', 'bob'],
    });
  });
});
