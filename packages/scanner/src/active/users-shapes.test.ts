import type { JsonObject, Operation } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import fc from 'fast-check';
import { Hono } from 'hono';
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

const text = { type: 'string' };

function object(properties: JsonObject, required = Object.keys(properties)): Pick<Operation, 'body'> {
  return {
    body: {
      mediaType: 'application/json',
      required: true,
      schema: { type: 'object', properties, required },
      examples: [],
    },
  };
}

async function registered(options: ApiOptions, register: Operation, login: Operation | undefined = usualLogin) {
  const api = accountsApi(options);
  let how = '';
  await registering(api, accountsSurface(register, login), async ({ users, sessions }) => {
    how = users.registration.how;
    expect(
      sessions
        .identities()
        .slice(0, 2)
        .map(({ name }) => name),
    ).toEqual(['alice', 'bob']);
  });
  return { api, how, body: api.bodies.at(-1) ?? {} };
}

describe('a registration', () => {
  test('may hold its fields in an object of their own', async () => {
    const user = object({
      user: { type: 'object', properties: { email: text, password: text }, required: ['email', 'password'] },
    });
    const read: ApiOptions['read'] = async (context) => (await context.req.json()).user;
    const { how, api } = await registered(
      { read, calledBy: { registration: 'email', login: 'email' } },
      operation('POST /register', user),
      operation('POST /login', user),
    );
    expect(how).toBe('POST /register, then POST /login; token in access_token');
    expect(Object.keys(api.bodies[0] ?? {})).toEqual(['email', 'password']);
  });

  test('keeps to the patterns and lengths that are declared', async () => {
    const register = operation(
      'POST /register',
      object({
        username: { type: 'string', pattern: '^[a-z0-9]{3,12}$' },
        password: { type: 'string', minLength: 8, maxLength: 14 },
        display_name: { type: 'string', minLength: 1, maxLength: 80 },
      }),
    );
    const refuse: ApiOptions['refuse'] = ({ username, password }) =>
      /^[a-z0-9]{3,12}$/.test(String(username)) && String(password).length <= 14 ? undefined : refused(400, {});
    const { api, body } = await registered({ refuse }, register);
    expect(Object.keys(body)).toEqual(['username', 'password', 'display_name']);
    expect(api.bodies).toHaveLength(2);
  });

  test('asks for the most ordinary role where one is required, and for none where it is not', async () => {
    const role = { type: 'string', enum: ['superadmin', 'editor', 'member'] };
    const demanded = object({ username: text, password: text, role });
    expect((await registered({}, operation('POST /register', demanded))).api.bodies[0]?.role).toBe('member');
    const optional = object({ username: text, password: text, role }, ['username', 'password']);
    expect((await registered({}, operation('POST /register', optional))).api.bodies[0]).not.toHaveProperty('role');
  });

  test('fills in what else a person has', async () => {
    const register = operation(
      'POST /register',
      object({
        username: text,
        password: text,
        first_name: text,
        phone: { type: 'integer' },
        date_of_birth: { type: 'string', format: 'date' },
        accept_terms: { type: 'boolean' },
        country: text,
      }),
    );
    const { body } = await registered({}, register);
    expect(body).toMatchObject({ first_name: 'Bob', accept_terms: true });
    expect(String(body.phone)).toMatch(/^1[2-9]\d{2}55501\d\d$/);
    expect(new Date(String(body.date_of_birth)).getUTCFullYear()).toBeLessThan(2008);
    expect(String(body.country)).toMatch(/^[A-Z]{2}$/);
  });

  test('sends optional fields when an API breaks without them and does not say which', async () => {
    const register = operation(
      'POST /register',
      object({ username: text, password: text, city: text }, ['username', 'password']),
    );
    const refuse: ApiOptions['refuse'] = (fields) =>
      'city' in fields ? undefined : refused(500, { error: 'internal error' });
    const { api } = await registered({ refuse }, register);
    expect(api.bodies.map((fields) => 'city' in fields)).toEqual([false, true, true]);
  });

  test('may stand in the query string, and stays out of the record there', async () => {
    const names = ['username', 'password'];
    const parameters = names.map((name) => ({
      name,
      in: 'query' as const,
      required: true,
      schema: text,
      examples: [],
    }));
    const read: ApiOptions['read'] = async (context) => context.req.query();
    const { how } = await registered(
      { read },
      operation('POST /register', { parameters }),
      operation('POST /login', { parameters }),
    );
    expect(how).toBe('POST /register, then POST /login; token in access_token');
  });

  test('says that it wants more than is known', async () => {
    const parameters = [{ name: 'X-Tenant-Id', in: 'header' as const, required: true, schema: text, examples: [] }];
    const surface = accountsSurface(operation('POST /register', { ...bodyWith(['username', 'password']), parameters }));
    const api = accountsApi();
    await registering(api, surface, async ({ users }) => {
      expect(users.registration.how).toBe('POST /register wants more in its path or headers than is known');
      expect(api.requests).toEqual([]);
    });
  });

  test('gives way to the next one when it only works for administrators', async () => {
    const api = accountsApi();
    api.app.post('/users/register', (context) => context.json({ error: 'sign in first' }, 401));
    const surface = accountsSurface();
    const operations = [
      operation('POST /users/register', { ...bodyWith(['username', 'password']), summary: 'Register a user' }),
      ...surface.operations,
    ];
    await registering(api, { ...surface, operations }, async ({ users }) => {
      expect(users.registration.how).toBe('POST /register, then POST /login; token in access_token');
    });
  });
});

describe('a login', () => {
  test('by the password grant of OAuth 2.0 says so', async () => {
    const schema = {
      type: 'object',
      properties: {
        grant_type: { type: 'string', pattern: '^password$' },
        username: text,
        password: text,
        scope: text,
      },
      required: ['username', 'password'],
    };
    const login = operation('POST /login', {
      body: { mediaType: 'application/x-www-form-urlencoded', required: true, schema, examples: [] },
    });
    const seen: JsonObject[] = [];
    const read: ApiOptions['read'] = async (context) => {
      if (context.req.path === '/register') return context.req.json();
      const fields = await formBody(context);
      seen.push(fields);
      return fields;
    };
    await registered({ read, calledBy: { registration: 'email', login: 'username' } }, usualRegister, login);
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['grant_type', 'password', 'username']);
    expect([seen[0]?.username, seen[2]?.username, seen[2]?.grant_type]).toEqual([
      'alicek4f9c2aa',
      'alicek4f9c2aa@example.com',
      'password',
    ]);
  });

  test('by HTTP Basic gives a token', async () => {
    const api = accountsApi();
    api.app.get('/token', (context) => {
      const pair = Buffer.from((context.req.header('authorization') ?? '').replace(/^Basic /, ''), 'base64').toString();
      const user = api.users.find(({ fields, password }) => pair === `${fields.username}:${password}`);
      if (user === undefined) return context.json({ error: 'no' }, 401);
      const token = `basic-token-of-${user.id}-${'z8'.repeat(5)}`;
      api.tokens.set(token, user);
      api.secrets.push(token);
      return context.json({ token });
    });
    const login = operation('GET /token', { security: [['basic']] });
    const schemes = [
      { name: 'basic', type: 'http', scheme: 'basic' },
      { name: 'jwt', type: 'http', scheme: 'bearer' },
    ] as const;
    await registering(api, accountsSurface(usualRegister, login, schemes), async ({ users, sessions }) => {
      expect(users.registration.how).toBe('POST /register, then GET /token; token in token');
      api.tokens.clear();
      const [alice] = sessions.identities();
      const exchange = await sessions.send({ method: 'GET', path: '/me' }, alice as never, 'reads', { fresh: true });
      expect(exchange.response?.status).toBe(200);
    });
  });

  test('is not needed where every request takes the password by HTTP Basic', async () => {
    const tokenIn = (request: Request) => request.headers.get('authorization') ?? undefined;
    const api = accountsApi({
      tokenIn,
      registered: (user) => {
        api.tokens.set(`Basic ${btoa(`${user.fields.username}:${user.password}`)}`, user);
        return refused(201, {});
      },
    });
    const schemes = [{ name: 'basic', type: 'http', scheme: 'basic' }] as const;
    const surface = accountsSurface(usualRegister, undefined, schemes);
    const operations = surface.operations.filter(({ path }) => path !== '/login');
    await registering(api, { ...surface, operations }, async ({ users, sessions }) => {
      expect(users.registration.how).toBe('POST /register; the password is sent by HTTP Basic');
      expect(sessions.identities()).toHaveLength(2);
    });
  });
});

test('whatever an API answers, registering ends with a sentence, and nothing secret is recorded', async () => {
  const texts = fc.oneof(
    fc.constantFrom(
      'password',
      '__proto__',
      'constructor',
      'captcha',
      'taken',
      'too short',
      'required',
      'token',
      '\u0000\u001b[31m',
    ),
    fc.string({ maxLength: 40 }),
  );
  const { body } = fc.letrec((tie) => ({
    body: fc.oneof(
      { maxDepth: 4 },
      texts,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('body'), { maxLength: 4 }),
      fc.dictionary(texts, tie('body'), { maxKeys: 5 }),
    ),
  }));
  const answer = fc.record({
    status: fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 409, 415, 422, 500),
    body,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 8 }), async (answers) => {
      const app = new Hono();
      const secrets: string[] = [];
      let count = 0;
      app.all('*', async (context) => {
        const sent: unknown = await context.req.json().catch(() => undefined);
        const password = (sent as JsonObject | undefined)?.password;
        if (typeof password === 'string') secrets.push(password);
        const { status, body: said } = answers[count++ % answers.length] as (typeof answers)[number];
        // What was sent comes back, as it does from careless APIs.
        const json = JSON.stringify(typeof said === 'object' && said !== null ? { ...said, sent } : said);
        return new Response(status === 204 ? null : json, {
          status,
          headers: { 'content-type': 'application/json', location: '/x' },
        });
      });
      await registering({ app, secrets }, accountsSurface(), async ({ users }) => {
        expect(users.registration.how).not.toBe('');
        expect(users.registration.how).not.toMatch(/\p{Cc}/u);
        const { removed, leftovers } = await users.cleanUp();
        expect(removed + leftovers.length).toBe(users.accounts().length);
      });
      expect(count).toBeLessThan(90);
    }),
    { numRuns: 150, seed: 7 },
  );
});
