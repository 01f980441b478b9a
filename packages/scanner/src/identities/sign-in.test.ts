import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import {
  type Asked,
  asAlice,
  complaintOf,
  type LoginServer,
  loginServer,
  proofOf,
  refused,
  type Told,
} from './login-server.fixture.ts';

const alive = 'GET /me answers 200 with it and 401 without';
const password = 'pw-9052-qp';
const token = 'issued-token-4471';

const isAlices = ({ form, json }: Asked): boolean =>
  (form.get('user') ?? json.user) === 'al' && (form.get('password') ?? json.password) === password;

/** An API with one way of signing in; `/me` answers whoever went it to the end. */
function api(
  routes: Readonly<Record<string, (asked: Asked) => Told>>,
  isIn: (asked: Asked) => boolean,
): Promise<LoginServer> {
  return loginServer((asked) => {
    if (asked.what === 'GET /me') return isIn(asked) ? { body: { id: 'u-1' } } : refused;
    const route = routes[asked.what.replace(/\?.*/, '')];
    return route === undefined ? { status: 404 } : route(asked);
  });
}

const withBearer = (asked: Asked): boolean => asked.bearer === token;
const withSession = (asked: Asked): boolean => asked.cookies.sid === 'signed-in-session-1';

describe('a server that takes one kind of login', () => {
  test.each<[string, object, (asked: Asked) => boolean]>([
    [
      'JSON',
      { json: { user: 'al', password } },
      (asked) => asked.headers['content-type'] === 'application/json' && isAlices(asked),
    ],
    [
      'a form',
      { form: { user: 'al', password } },
      (asked) => asked.headers['content-type'] === 'application/x-www-form-urlencoded' && isAlices(asked),
    ],
  ])('is given %s', async (_, body, isRight) => {
    await using server = await api(
      { 'POST /login': (asked) => (isRight(asked) ? { body: { token } } : refused) },
      withBearer,
    );
    expect(await proofOf(server.url, { login: { path: '/login', ...body } })).toBe(alive);
  });

  test('is given Basic', async () => {
    const wanted = `Basic ${Buffer.from(`al:${password}`).toString('base64')}`;
    await using server = await api({}, ({ headers }) => headers.authorization === wanted);
    expect(await proofOf(server.url, { basic: { username: 'al', password } })).toBe(alive);
    await expect(proofOf(server.url, { basic: { username: 'al', password: 'other' } })).rejects.toMatchObject({
      code: 'DEAD_CREDENTIALS',
    });
  });
});

describe('a token against cross-site request forgery', () => {
  const formPage = (csrf: string): Told => ({
    headers: { 'set-cookie': 'sid=guest-session-0001; HttpOnly' },
    body: `<form><input name=user><INPUT type="hidden" value='${csrf}' name="csrf_token"></form>`,
  });
  const csrf = 'a+b&c/"4471"=';

  test('is taken from a hidden input and sent with the form', async () => {
    const routes = {
      'GET /login': () => formPage('a+b&amp;c/&#34;4471&quot;='),
      'POST /login': (asked: Asked): Told =>
        asked.form.get('csrf_token') === csrf && asked.cookies.sid === 'guest-session-0001' && isAlices(asked)
          ? { status: 302, headers: { location: '/', 'set-cookie': 'sid=signed-in-session-1; HttpOnly' } }
          : { status: 403, body: 'forgery' },
    };
    await using server = await api(routes, withSession);
    const form = { user: 'al', password, csrf_token: '{csrf}' };
    const steps = [
      { path: '/login', method: 'GET', capture: { csrf: { input: 'csrf_token' } } },
      { path: '/login', form },
    ];
    expect(await proofOf(server.url, { login: steps })).toBe(alive);
    const without = { path: '/login', form: { user: 'al', password } };
    expect(await complaintOf(server.url, { login: without })).toBe(
      'LOGIN_FAILED: Login of "alice" was refused: POST /login answered 403.',
    );
  });

  test('is repeated from a cookie, at login and with every later request that is not safe', async () => {
    let issued = 0;
    const rotated = (): Told['headers'] => ({ 'set-cookie': `XSRF-TOKEN=xsrf-token%3D${++issued}%3D; Path=/` });
    const isDouble = (asked: Asked): boolean =>
      asked.headers['x-xsrf-token'] === decodeURIComponent(asked.cookies['XSRF-TOKEN'] ?? 'none') &&
      asked.headers['x-xsrf-token'] === `xsrf-token=${issued}=`;
    const routes = {
      'GET /csrf-cookie': (): Told => ({ status: 204, headers: rotated() as Record<string, string> }),
      'POST /login': (asked: Asked): Told =>
        isDouble(asked) && isAlices(asked)
          ? { headers: { 'set-cookie': ['sid=signed-in-session-1; HttpOnly', String(rotated()?.['set-cookie'])] } }
          : { status: 419 },
      'POST /notes': (asked: Asked): Told =>
        isDouble(asked) && withSession(asked)
          ? { status: 201, headers: rotated() as Record<string, string> }
          : { status: 419 },
    };
    await using server = await api(routes, withSession);
    const login = [
      {
        path: '/csrf-cookie',
        method: 'GET',
        capture: { xsrf: { cookie: 'XSRF-TOKEN' } },
        unsafeHeaders: { 'X-XSRF-TOKEN': '{xsrf}' },
      },
      { path: '/login', json: { user: 'al', password } },
    ];
    const statuses = await asAlice(server.url, { login }, async (sessions) => {
      const [alice] = sessions.identities();
      if (alice === undefined) return [];
      const write = { method: 'POST', path: '/notes' };
      return [
        (await sessions.send(write, alice, 'writes')).response?.status,
        (await sessions.send(write, alice, 'writes')).response?.status,
      ];
    });
    expect(statuses).toEqual([201, 201]);
  });

  test.each<[string, Told, object]>([
    ['JSON', { body: { data: [{ csrf: 'anti-forgery-77' }] } }, { json: 'data.0.csrf' }],
    ['JSON under the name of a token', { body: { token: 'anti-forgery-77' } }, { json: 'token' }],
    ['a header', { headers: { 'X-CSRF-Token': 'anti-forgery-77' } }, { header: 'x-csrf-token' }],
    ['a meta element', { body: '<meta name="csrf-token" content="anti-forgery-77" />' }, { meta: 'csrf-token' }],
  ])('is taken from %s after the login, and sent with later writes', async (_, told, source) => {
    const routes = {
      'POST /login': (asked: Asked): Told => (isAlices(asked) ? { body: { token } } : refused),
      'GET /csrf': (asked: Asked): Told => (withBearer(asked) ? told : refused),
      'DELETE /notes/1': (asked: Asked): Told => ({
        status: withBearer(asked) && asked.headers['x-csrf-token'] === 'anti-forgery-77' ? 204 : 403,
      }),
    };
    await using server = await api(routes, withBearer);
    const login = [
      { path: '/login', json: { user: 'al', password } },
      { path: '/csrf', method: 'GET', capture: { csrf: source }, unsafeHeaders: { 'X-CSRF-Token': '{csrf}' } },
    ];
    await asAlice(server.url, { login }, async (sessions, client) => {
      const [alice] = sessions.identities();
      if (alice === undefined) throw new Error('alice is not alive');
      const exchange = await sessions.send({ method: 'DELETE', path: '/notes/1' }, alice, 'writes');
      expect(exchange.response?.status).toBe(204);
      expect(JSON.stringify(exchange)).not.toContain('anti-forgery-77');
      expect(client.redactor.redact('anti-forgery-77')).toBe('$ALICE_CSRF');
    });
  });
});

describe('a login in several steps', () => {
  const secret = 'JBSWY3DPEHPK3PXP';
  const ticket = 'mfa-ticket-9052';

  /** Refuses a code that was used before, as RFC 6238 section 5.2 wants it. */
  function twoFactors() {
    const used = new Set<string>();
    const totp = new TOTP({ secret, period: 1 });
    const valid = new Set<string>();
    const routes = {
      'POST /login': (asked: Asked): Told =>
        isAlices(asked)
          ? { status: 403, body: { error: 'mfa_required', token: ticket, user: { ref: 4471 } } }
          : refused,
      'POST /users/4471/mfa': (asked: Asked): Told => {
        const code = String(asked.json.code);
        const isRight = totp.validate({ token: code, window: 30 }) !== null && !used.has(code);
        used.add(code);
        if (!isRight || asked.headers['x-ticket'] !== ticket) return refused;
        const issued = `issued-token-${used.size}`;
        valid.add(issued);
        return { body: { access_token: issued } };
      },
    };
    return { routes, used, valid };
  }
  const login = [
    {
      path: '/login',
      json: { user: 'al', password },
      status: 403,
      capture: { ticket: { json: 'token' }, user: { json: 'user.ref', secret: false } },
    },
    { path: '/users/{user}/mfa', headers: { 'X-Ticket': '{ticket}' }, json: { code: '{totp}' } },
  ];
  const alice = { totp: { secret, period: 1 }, login };

  test('carries values on and gives a one-time code, a fresh one at every login', async () => {
    const { routes, used, valid } = twoFactors();
    await using server = await api(routes, ({ bearer }) => bearer !== undefined && valid.has(bearer));
    await asAlice(server.url, alice, async (sessions, client) => {
      expect(sessions.reported()[0]?.proof).toBe(alive);
      const [identity] = sessions.identities();
      if (identity === undefined) throw new Error('alice is not alive');
      valid.clear();
      const exchange = await sessions.send({ method: 'GET', path: '/me' }, identity, 'reads', { fresh: true });
      expect(exchange.response?.status).toBe(200);
      expect(used.size).toBe(2);
      expect(client.redactor.redact(`${ticket} 4471 ${[...used].join(' ')}`)).toBe(
        '$ALICE_TICKET 4471 $ALICE_CODE $ALICE_CODE',
      );
    });
  });

  test('names the step that failed, what it was answered, and no secret', async () => {
    const { routes, valid } = twoFactors();
    await using server = await api(routes, ({ bearer }) => valid.has(bearer ?? ''));
    const [first, second] = login;
    const complaints = [
      await complaintOf(server.url, {
        ...alice,
        login: [{ ...first, json: { user: 'al', password: 'wrong-one' } }, second],
      }),
      await complaintOf(server.url, { ...alice, totp: 'NB2HI4DTHIXS6ZDP' }),
      await complaintOf(server.url, {
        ...alice,
        login: [{ ...first, capture: { ticket: { cookie: 'mfa' } } }, second],
      }),
      await complaintOf(server.url, { login }),
    ];
    expect(complaints).toEqual([
      'LOGIN_FAILED: Login of "alice" was refused at step 1 of 2: POST /login answered 401, not 403.',
      'LOGIN_FAILED: Login of "alice" was refused at step 2 of 2: POST /users/4471/mfa answered 401.',
      'LOGIN_FAILED: Login of "alice" found no value for {ticket} at step 1 of 2: POST /login answered 403 without the cookie "mfa".',
      'LOGIN_FAILED: Login of "alice" writes {totp}, and there is no totp.',
    ]);
    expect(complaints.join()).not.toMatch(/pw-9052|mfa-ticket|JBSWY/);
  });

  test('has to end with a token or a cookie', async () => {
    await using server = await api({ 'GET /a': () => ({ body: { x: 'value-1' } }) }, withBearer);
    const step = { path: '/a', method: 'GET', capture: { x: { json: 'x' } } };
    expect(await complaintOf(server.url, { login: [step, step] })).toBe(
      'LOGIN_FAILED: Login of "alice" gave no token and no cookie in any of its 2 steps; name the field with login.token.',
    );
  });

  test('writes captured values into paths without letting them leave their place', async () => {
    const routes = {
      'GET /a': (): Told => ({ body: { x: '../admin?a=1#' } }),
      'POST /b/..%2Fadmin%3Fa%3D1%23/c': (): Told => ({ body: { token } }),
    };
    await using server = await api(routes, withBearer);
    const login = [{ path: '/a', method: 'GET', capture: { x: { json: 'x', secret: false } } }, { path: '/b/{x}/c' }];
    expect(await proofOf(server.url, { login })).toBe(alive);
  });

  test('begins anew without the token that has ended', async () => {
    let issued = 0;
    const routes = {
      // As resource servers do that look at every bearer token first.
      'POST /login': (asked: Asked): Told =>
        asked.bearer === undefined ? { body: { token: `numbered-token-${++issued}` } } : refused,
    };
    let valid = 1;
    await using server = await api(routes, ({ bearer }) => bearer === `numbered-token-${valid}`);
    await asAlice(server.url, { login: { path: '/login', json: { user: 'al', password } } }, async (sessions) => {
      const [identity] = sessions.identities();
      if (identity === undefined) throw new Error('alice is not alive');
      valid = 2;
      const exchange = await sessions.send({ method: 'GET', path: '/me' }, identity, 'reads', { fresh: true });
      expect([exchange.response?.status, issued]).toEqual([200, 2]);
    });
  });
});
