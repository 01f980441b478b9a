import { openClient } from '@middlebrick/http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { identityConfigSchema } from './identity-config.ts';
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
import { openSessions } from './sessions.ts';

const alive = 'GET /me answers 200 with it and 401 without';
const clientSecret = 'client secret:4471+%';

interface Issuer extends LoginServer {
  valid: Set<string>;
  grants: string[];
  /** Refuses every refresh token from now on. */
  endRefresh(): void;
}

/** A token endpoint that grants what its rule allows, and an API that takes the tokens it issued. */
async function issuer(isAllowed: (asked: Asked) => boolean, more: object = {}): Promise<Issuer> {
  const valid = new Set<string>();
  const grants: string[] = [];
  let count = 0;
  let refresh = 'refresh-token-0';
  const grant = (): Told => {
    const accessToken = `access-token-${++count}`;
    valid.add(accessToken);
    refresh = `refresh-token-${count}`;
    return { body: { access_token: accessToken, token_type: 'bearer', refresh_token: refresh, ...more } };
  };
  const server = await loginServer((asked) => {
    if (asked.what === 'GET /me') return valid.has(asked.bearer ?? '') ? { body: { id: 'u-1' } } : refused;
    const type = asked.form.get('grant_type') ?? 'none';
    grants.push(type);
    const invalid = { status: 400, body: { error: 'invalid_grant', error_description: 'secret words' } };
    if (type === 'refresh_token') return asked.form.get('refresh_token') === refresh ? grant() : invalid;
    if (isAllowed(asked)) return grant();
    return { status: 401, body: { error: 'invalid_client', error_description: `not ${asked.body}` } };
  });
  return Object.assign(server, {
    valid,
    grants,
    endRefresh: () => {
      refresh = 'none';
    },
  });
}

const basic = `Basic ${Buffer.from('app%3A1:client+secret%3A4471%2B%25').toString('base64')}`;
const client = { tokenUrl: '/oauth/token', clientId: 'app:1', clientSecret };

describe('a grant', () => {
  test('client credentials, the client in the header', async () => {
    await using server = await issuer(
      ({ headers, form, what }) =>
        what === 'POST /oauth/token' &&
        headers.authorization === basic &&
        [...form].join() === 'grant_type,client_credentials,scope,read write,audience,https://api.test',
    );
    const oauth2 = { ...client, scope: 'read write', audience: 'https://api.test' };
    expect(await proofOf(server.url, { oauth2 })).toBe(alive);
  });

  test('client credentials, the client in the form', async () => {
    await using server = await issuer(
      ({ headers, form }) =>
        headers.authorization === undefined &&
        form.get('client_id') === 'app:1' &&
        form.get('client_secret') === clientSecret,
    );
    expect(await proofOf(server.url, { oauth2: { ...client, authentication: 'body' } })).toBe(alive);
  });

  test('the password of the user, by a client without a secret', async () => {
    await using server = await issuer(
      ({ headers, form }) =>
        headers.authorization === undefined &&
        [...form].join() === 'grant_type,password,username,al,password,pw-9052-qp,client_id,app',
    );
    const oauth2 = {
      tokenUrl: '/oauth/token',
      clientId: 'app',
      grant: 'password',
      username: 'al',
      password: 'pw-9052-qp',
    };
    await asAlice(server.url, { oauth2 }, async (sessions, http) => {
      expect(sessions.reported()[0]).toMatchObject({ proof: alive, credential: 'oauth2', subjects: ['al', 'alice'] });
      expect(http.redactor.redact('pw-9052-qp access-token-1 refresh-token-1')).toBe(
        '$ALICE_PASSWORD $ALICE_TOKEN $ALICE_REFRESH_TOKEN',
      );
    });
  });

  test('a refresh token that is given', async () => {
    await using server = await issuer(() => false);
    expect(
      await proofOf(server.url, { oauth2: { ...client, grant: 'refresh_token', refreshToken: 'refresh-token-0' } }),
    ).toBe(alive);
  });

  test('of a server elsewhere only when it is in scope, and without what is meant for the target', async () => {
    let seen: Asked['headers'] = {};
    await using server = await issuer(() => true);
    await using elsewhere = await loginServer(({ headers }) => {
      seen = headers;
      server.valid.add('from-elsewhere-1');
      return { body: { access_token: 'from-elsewhere-1', token_type: 'Bearer' } };
    });
    const identity = {
      oauth2: { ...client, tokenUrl: `${elsewhere.url}/token` },
      headers: { 'X-Target-Key': 'key-of-target-1' },
      cookie: 'sid=cookie-of-target',
    };
    expect(await complaintOf(server.url, identity)).toMatch(
      /^OUT_OF_SCOPE: http:\/\/127\.0\.0\.1:\d+ is not in the scope/,
    );
    expect(elsewhere.asked).toEqual([]);
    await using http = await openClient({
      baseUrl: server.url,
      scope: [new URL(elsewhere.url).host],
      userAgent: 'u',
      scanId: 's',
    });
    const sessions = await openSessions(http, [identityConfigSchema.parse({ name: 'alice', ...identity })]);
    expect(sessions.credentials()[0]?.headers.map(({ name }) => name)).toEqual(['X-Target-Key', 'Authorization']);
    expect([seen['x-target-key'], seen.cookie]).toEqual([undefined, undefined]);
  });
});

describe('a token that ends', () => {
  const me = { method: 'GET', path: '/me' };

  test('is renewed by the refresh token, and by the grant when that has ended, too', async () => {
    await using server = await issuer(({ headers }) => headers.authorization === basic);
    await asAlice(server.url, { oauth2: client }, async (sessions) => {
      const [alice] = sessions.identities();
      if (alice === undefined) throw new Error('alice is not alive');
      const again = async () => (await sessions.send(me, alice, 'reads', { fresh: true })).response?.status;
      server.valid.clear();
      expect(await again()).toBe(200);
      server.valid.clear();
      expect(await again()).toBe(200);
      expect(server.grants).toEqual(['client_credentials', 'refresh_token', 'refresh_token']);
      server.valid.clear();
      server.endRefresh();
      expect(await again()).toBe(200);
      expect(server.grants.slice(3)).toEqual(['refresh_token', 'client_credentials']);
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test('is replaced before its time is over, as expires_in says', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await using server = await issuer(({ headers }) => headers.authorization === basic, { expires_in: 60 });
    await asAlice(server.url, { oauth2: client }, async (sessions) => {
      const [alice] = sessions.identities();
      if (alice === undefined) throw new Error('alice is not alive');
      const send = () => sessions.send(me, alice, 'reads', { fresh: true });
      await send();
      expect(server.grants).toEqual(['client_credentials']);
      vi.setSystemTime(Date.now() + 56_000);
      const seen = server.asked.length;
      await send();
      // No 401 was needed for it.
      expect(server.asked.slice(seen)).toEqual(['POST /oauth/token', 'GET /me', 'GET /me']);
      expect(server.grants).toEqual(['client_credentials', 'refresh_token']);
    });
  });
});

test('a token that lasts for seconds only is not replaced before half of them are over', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await using server = await issuer(({ headers }) => headers.authorization === basic, { expires_in: 4 });
  await asAlice(server.url, { oauth2: client }, async (sessions) => {
    const [alice] = sessions.identities();
    if (alice === undefined) throw new Error('alice is not alive');
    const grantsAfter = async (milliseconds: number) => {
      vi.setSystemTime(Date.now() + milliseconds);
      await sessions.send({ method: 'GET', path: '/me' }, alice, 'reads', { fresh: true });
      return server.grants.length;
    };
    expect([await grantsAfter(1900), await grantsAfter(200), await grantsAfter(1900)]).toEqual([1, 2, 2]);
  });
  vi.useRealTimers();
});

describe('a refusal', () => {
  test('is told by the code of the error and never by its description', async () => {
    await using server = await issuer(() => false);
    expect(await complaintOf(server.url, { oauth2: client })).toBe(
      'LOGIN_FAILED: Login of "alice" was refused: POST /oauth/token answered 401 invalid_client.',
    );
  });

  test.each<[string, Told, string]>([
    ['no token', { body: { error: 'pw-9052' } }, 'gave no token: POST /oauth/token answered 200 without access_token.'],
    ['no JSON', { body: '<html>' }, 'gave no token: POST /oauth/token answered 200 without access_token.'],
    [
      'a token that would end a header',
      { body: { access_token: 'a\r\nX-A: b' } },
      'gave no token: POST /oauth/token answered 200 without access_token.',
    ],
    [
      'a token of another type',
      { body: { access_token: 'dpop-bound-token', token_type: 'DPoP' } },
      'gave a token that cannot be used: POST /oauth/token answered 200 with a token_type other than Bearer.',
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://evil.test/' } },
      'was refused: POST /oauth/token answered 302.',
    ],
  ])('%s', async (_, told, complaint) => {
    await using server = await loginServer(() => told);
    expect(await complaintOf(server.url, { oauth2: client })).toBe(`LOGIN_FAILED: Login of "alice" ${complaint}`);
  });
});
