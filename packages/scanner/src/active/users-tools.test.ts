import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { openSessions } from '../identities/sessions.ts';
import type { Account } from './contract.ts';
import { switchable } from './switchable-client.ts';
import {
  type ApiOptions,
  accountsApi,
  accountsSurface,
  clientOver,
  refused,
  registering,
  usualRegister,
} from './users/accounts-api.fixture.ts';
import { registerUsers } from './users.ts';

function first(accounts: readonly Account[]): Account {
  const [account] = accounts;
  if (account === undefined) throw new Error('nobody was registered');
  return account;
}

describe('signing in as an account', () => {
  test('tells the right password from a wrong one, and leaves the session as it is', async () => {
    const api = accountsApi();
    await registering(api, accountsSurface(), async ({ users, sessions }) => {
      const account = first(users.accounts());
      const before = sessions.credential(sessions.identities()[0] as never);
      const right = await users.signIn(account);
      const wrong = await users.signIn(account, { password: 'not-the-password' });
      const nobody = await users.signIn(account, { username: 'nobody-of-that-name' });
      expect([right, wrong, nobody].map(({ isSignedIn, exchange }) => [isSignedIn, exchange.response?.status])).toEqual(
        [
          [true, 200],
          [false, 401],
          [false, 401],
        ],
      );
      expect(sessions.credential(sessions.identities()[0] as never)).toEqual(before);
    });
  });

  test('leaves a plain word in the record: it is no secret and occurs elsewhere', async () => {
    await registering(accountsApi(), accountsSurface(), async ({ users }) => {
      const { exchange } = await users.signIn(first(users.accounts()), { password: 'password' });
      expect(exchange.request.body).toBe('{"username":"alicek4f9c2aa","password":"password"}');
    });
  });

  test('gives another session a credential of its own, which is neither reported nor renewed', async () => {
    const api = accountsApi();
    await registering(api, accountsSurface(), async ({ users, sessions }) => {
      const again = await users.anotherSession(first(users.accounts()), 'again');
      if (again === undefined) throw new Error('no session');
      const [alice] = sessions.identities();
      expect([again.name, sessions.reported().map(({ name }) => name)]).toEqual(['alice+again', ['alice', 'bob']]);
      const { bearer } = sessions.credential(again);
      expect(bearer).not.toBe(sessions.credential(alice as never).bearer);
      const read = () => sessions.send({ method: 'GET', path: '/me' }, again, 'reads', { fresh: true });
      expect((await read()).response?.status).toBe(200);
      api.tokens.delete(bearer ?? '');
      expect((await read()).response?.status).toBe(401);
    });
  });

  test('is impossible where registering is the only way in', async () => {
    const registered: ApiOptions['registered'] = (user, token) => refused(201, { id: user.id, token: token() });
    const surface = { ...accountsSurface(), operations: [usualRegister, operation('GET /me')] };
    await registering(accountsApi({ registered }), surface, async ({ users }) => {
      const account = first(users.accounts());
      expect(account.login).toBeUndefined();
      expect(await users.anotherSession(account, 'again')).toBeUndefined();
      await expect(users.signIn(account)).rejects.toThrow('alice has no login');
    });
  });
});

describe('registering one more account', () => {
  test('signs it in, keeps it out of the report and removes it at the end', async () => {
    const api = accountsApi();
    await registering(api, accountsSurface(), async ({ users, sessions }) => {
      const made = await users.register();
      expect(made?.account).toMatchObject({
        identity: 'extra1',
        login: 'POST /login',
        username: { value: 'extra1k4f9c2aa' },
      });
      const read = await sessions.send({ method: 'GET', path: '/me' }, made?.identity as never, 'reads');
      expect(read.response?.status).toBe(200);
      expect(sessions.reported()).toHaveLength(2);
      expect(await users.cleanUp()).toEqual({ removed: 3, leftovers: [] });
      expect(api.users).toEqual([]);
    });
  });

  test('sends what a check changes, once', async () => {
    const api = accountsApi({
      refuse: ({ password }) => (password === 'password' ? refused(400, { error: 'weak' }) : undefined),
    });
    await registering(api, accountsSurface(), async ({ users }) => {
      const before = api.requests.length;
      const weak = await users.register({ password: 'password' });
      expect([weak?.exchange.response?.status, weak?.account, api.requests.length - before]).toEqual([
        400,
        undefined,
        1,
      ]);
      const more = await users.register({
        username: 'chosen-by-a-check',
        password: '12345678',
        fields: { is_admin: true },
      });
      expect(more?.account?.fields).toEqual({
        username: 'chosen-by-a-check',
        email: 'extra2k4f9c2aa@example.com',
        is_admin: true,
      });
      expect(more?.identity?.name).toBe('extra2');
      expect(api.users.at(-1)?.password).toBe('12345678');
      // It stands in the record: a check chose it, and it is no secret.
      api.secrets.splice(0, api.secrets.length, ...api.secrets.filter((secret) => secret.length > 12));
    });
  });

  test('gives the refusal where a third account is one too many', async () => {
    const slow = () => Response.json({ error: 'too many' }, { status: 429, headers: { 'retry-after': '0' } });
    const api = accountsApi({ refuse: (_, users) => (users.length < 2 ? undefined : slow()) });
    await registering(api, accountsSurface(), async ({ users }) => {
      const more = await users.register();
      expect([more?.exchange.response?.status, more?.account, users.accounts().length]).toEqual([429, undefined, 2]);
    });
  });

  test('is impossible where nobody could be registered', async () => {
    await registering(accountsApi({ refuse: () => refused(403, {}) }), accountsSurface(), async ({ users }) => {
      expect(await users.register()).toBeUndefined();
    });
  });
});

describe('removing the accounts', () => {
  test('deletes each as itself by its own id, and sees that it cannot sign in any more', async () => {
    const api = accountsApi();
    await registering(api, accountsSurface(), async ({ users, exchanges }) => {
      const before = api.requests.length;
      expect(await users.cleanUp()).toEqual({ removed: 2, leftovers: [] });
      expect(api.requests.slice(before)).toEqual([
        'DELETE /users/101',
        'POST /login',
        'DELETE /users/100',
        'POST /login',
      ]);
      expect(exchanges.filter(({ request }) => request.method === 'DELETE').map(({ identity }) => identity)).toEqual([
        'bob',
        'alice',
      ]);
      expect(await users.cleanUp()).toEqual({ removed: 0, leftovers: [] });
    });
  });

  test('signs in again first when the session has ended', async () => {
    const api = accountsApi();
    await registering(api, accountsSurface(), async ({ users }) => {
      api.tokens.clear();
      expect(await users.cleanUp()).toEqual({ removed: 2, leftovers: [] });
    });
  });

  test('asks /me for an id that nothing else gave, and never uses one of a stranger', async () => {
    const registered: ApiOptions['registered'] = () => refused(201, { id: 7, message: 'request 7 was taken' });
    const api = accountsApi({ registered });
    await registering(api, accountsSurface(), async ({ users }) => {
      expect(await users.cleanUp()).toEqual({ removed: 2, leftovers: [] });
      expect(api.requests.filter((request) => request.startsWith('DELETE'))).toEqual([
        'DELETE /users/101',
        'DELETE /users/100',
      ]);
    });
  });

  test('deletes nothing by an id that no answer puts beside the name of the account', async () => {
    const registered: ApiOptions['registered'] = () => refused(201, { id: 7 });
    const api = accountsApi({ registered });
    const surface = accountsSurface();
    const operations = [...surface.operations.filter(({ path }) => path !== '/me'), operation('GET /private')];
    api.app.get('/private', (context) =>
      context.json({}, context.req.header('authorization') === undefined ? 401 : 200),
    );
    await registering(api, { ...surface, operations }, async ({ users }) => {
      const { removed, leftovers } = await users.cleanUp();
      expect([removed, leftovers.map(({ reason }) => reason)]).toEqual([
        0,
        ['no operation deletes an account by itself', 'no operation deletes an account by itself'],
      ]);
      expect(api.requests.some((request) => request.startsWith('DELETE'))).toBe(false);
    });
  });

  test('names what is left with the reason', async () => {
    await registering(accountsApi({ keeps: true }), accountsSurface(), async ({ users }) => {
      const left = (name: string) => ({
        what: `account ${name}k4f9c2aa of ${name}`,
        operation: 'POST /register',
        reason: 'DELETE /users/{id} answered 403',
      });
      expect(await users.cleanUp()).toEqual({ removed: 0, leftovers: [left('bob'), left('alice')] });
    });
  });

  test('does not believe a deletion after which the account still signs in', async () => {
    const api = accountsApi();
    const surface = {
      ...accountsSurface(),
      operations: [...accountsSurface().operations.slice(0, 3), operation('DELETE /me')],
    };
    api.app.delete('/me', (context) => context.body(null, 204));
    await registering(api, surface, async ({ users }) => {
      const { leftovers } = await users.cleanUp();
      expect(leftovers.map(({ reason }) => reason)).toEqual([
        'DELETE /me answered 204, yet it still signs in',
        'DELETE /me answered 204, yet it still signs in',
      ]);
    });
  });

  test('deletes by the user name where the path is keyed by it', async () => {
    const api = accountsApi();
    const surface = {
      ...accountsSurface(),
      operations: [...accountsSurface().operations.slice(0, 3), operation('DELETE /users/v1/{username}')],
    };
    api.app.delete('/users/v1/:username', (context) => {
      const at = api.users.findIndex(({ fields }) => fields.username === context.req.param('username'));
      api.users.splice(at, at === -1 ? 0 : 1);
      return context.body(null, 204);
    });
    await registering(api, surface, async ({ users }) => {
      expect(await users.cleanUp()).toEqual({ removed: 2, leftovers: [] });
      expect(api.requests.filter((request) => request.startsWith('DELETE'))).toEqual([
        'DELETE /users/v1/bobk4f9c2aa',
        'DELETE /users/v1/alicek4f9c2aa',
      ]);
    });
  });

  test('says of an account that never got in that it is still there', async () => {
    const refuseLogin = () => refused(403, { error: 'Please verify your email address first' });
    await registering(accountsApi({ refuseLogin }), accountsSurface(), async ({ users }) => {
      expect(await users.cleanUp()).toEqual({
        removed: 0,
        leftovers: [
          {
            what: 'account alicek4f9c2aa of alice',
            operation: 'POST /register',
            reason: 'it cannot sign in to delete itself',
          },
        ],
      });
    });
  });

  test('never throws when the target has gone', async () => {
    const api = accountsApi();
    let isGone = false;
    const app = { fetch: (request: Request) => (isGone ? Promise.reject(new Error('gone')) : api.app.fetch(request)) };
    await registering({ app: app as never, secrets: api.secrets }, accountsSurface(), async ({ users }) => {
      isGone = true;
      const { removed, leftovers } = await users.cleanUp();
      expect([removed, leftovers.map(({ what }) => what)]).toEqual([
        0,
        ['account bobk4f9c2aa of bob', 'account alicek4f9c2aa of alice'],
      ]);
      expect(leftovers.every(({ reason }) => reason.startsWith('DELETE /users/{id} got no answer'))).toBe(true);
    });
  });

  test('still knows the accounts when the budget ends amid the registration, and says why they stay', async () => {
    const api = accountsApi();
    const budget = { maxRequests: 6 };
    const spent = 'the budget of 6 requests is used up';
    await registering(
      api,
      accountsSurface(),
      async ({ users }) => {
        expect(users.registration.how).toBe(`the scan ended before its users were registered: ${spent}`);
        expect(users.accounts().map(({ identity }) => identity)).toEqual(['alice', 'bob']);
        const left = (name: string) => ({
          what: `account ${name}k4f9c2aa of ${name}`,
          operation: 'POST /register',
          reason: `the scan ended before it could be deleted: ${spent}`,
        });
        expect(await users.cleanUp()).toEqual({ removed: 0, leftovers: [left('bob'), left('alice')] });
      },
      ['alice', 'bob'],
      budget,
    );
  });

  test('goes on by a fresh client after the end: also for an account that had not signed in yet', async () => {
    const api = accountsApi();
    await using first = await clientOver(api.app, { maxRequests: 6 });
    const client = switchable(first);
    const sessions = await openSessions(client, []);
    const names = ['alice', 'bob'];
    const users = await registerUsers({
      client,
      sessions,
      surface: accountsSurface(),
      seed: 1,
      nonce: 'k4f9c2aa',
      names,
    });
    await using fresh = await clientOver(api.app, {});
    client.use(fresh);
    expect(await users.cleanUp()).toEqual({ removed: 2, leftovers: [] });
    expect(api.users).toEqual([]);
  });
});
