import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startStore } from '@middlebrick/target-hono-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensurePythonEnv } from '../../../scripts/python-env.ts';
import { startFlaskProcess } from './flask-process.ts';
import { signIn, startFlaskServer, startFlaskTarget } from './start.ts';

const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);
// Nothing listens there: for servers that are never asked for data.
const nowhere = 'http://127.0.0.1:9';
const settings = { PORT: '0', AWS_ENDPOINT_URL_DYNAMODB: nowhere, USERS_TABLE: 'Users', POSTS_TABLE: 'Posts' };
const keys = { JWT_KEY: 'j'.repeat(43), SESSION_KEY: 's'.repeat(43), CURSOR_KEY: 'c'.repeat(43) };

async function isListening(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Refused: that is the other answer.
    return false;
  } finally {
    socket.destroy();
  }
}

async function bearer(url: string, token: string): Promise<[number, unknown]> {
  const response = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  return [response.status, await response.json()];
}

function jwt(secret: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

describe.skipIf(isSkipped)('starting the Flask target', () => {
  it('gives five signed-in users, and ends with close', async () => {
    const target = await startFlaskTarget({ variant: 'hardened', seed: 2 });
    try {
      expect(target.specUrl).toBe(`${target.url}/openapi.json`);
      expect(Object.keys(await target.digest())).toHaveLength(5 + 18);
      const facts = target.users.map(({ name, tenant, role }) => `${name} ${tenant} ${role}`);
      expect(facts).toEqual([
        'alice acme user',
        'bob acme user',
        'carol globex user',
        'dave globex user',
        'admin acme admin',
      ]);
      for (const user of target.users) {
        const [, me] = await bearer(target.url, user.token);
        expect(me).toMatchObject({ user_id: user.userId, username: user.name });
        const session = await fetch(`${target.url}/api/session`, { headers: { cookie: user.sessionCookie } });
        expect(await session.json()).toMatchObject({ user_id: user.userId });
      }
    } finally {
      await target.close();
    }
    expect(await isListening(target.url)).toBe(false);
  });

  it('rejects with the server’s own words when the port is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address() as AddressInfo;
    await expect(startFlaskTarget({ variant: 'vulnerable', port })).rejects.toThrow(
      /ended with code 1 before it listened:\n(.|\n)*in use/,
    );
  });

  it('rejects with the last lines of a failed start, and when there is no interpreter', async () => {
    const { python } = ensurePythonEnv();
    const withoutKeys = { ...settings, VARIANT: 'hardened' };
    await expect(startFlaskProcess({ python, settings: withoutKeys, spec: {} })).rejects.toThrow(
      /KeyError: 'JWT_KEY'$/,
    );
    await expect(startFlaskProcess({ python: '/no/python', settings, spec: {} })).rejects.toThrow(/ENOENT/);
  });

  it('ends when the process that started it is killed', async () => {
    const { python } = ensurePythonEnv();
    const options = {
      python,
      settings: { ...settings, VARIANT: 'vulnerable', LAST_USER_ID: '1', LAST_POST_ID: '1' },
      spec: {},
    };
    const script = `
      import { startFlaskProcess } from ${JSON.stringify(pathToFileURL(`${import.meta.dirname}/flask-process.ts`).href)};
      console.log((await startFlaskProcess(${JSON.stringify(options)})).url);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    expect(await isListening(url)).toBe(true);

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    // Until the test's own time limit: how long the end takes is up to the machine.
    while (await isListening(url)) await delay(20);
  });

  it('hardened: tells a client nothing about a lost database, and the log no data', async () => {
    const store = await startStore({ variant: 'hardened', seed: 2 });
    const server = await startFlaskServer({ variant: 'hardened', store });
    onTestFinished(() => server.close());
    const [alice] = await Promise.all(store.users.slice(0, 1).map((user) => signIn(server.url, user)));
    await store.close();

    expect(await bearer(server.url, alice?.token ?? '')).toEqual([500, { error: 'internal server error' }]);
    // The log is a pipe of its own: its line may come after the answer.
    const failures = (): string[] => server.log().filter((line) => line.includes('request failed'));
    await expect
      .poll(() => failures().map((line) => line.replace(/^\[.*?\] /, '')), { timeout: 10_000 })
      .toEqual(['ERROR in errors: request failed: EndpointConnectionError in profile.show_own_profile']);
    expect(server.log().join('\n')).not.toContain(alice?.userId);
  });

  it('hardened: a token with the right key still needs every claim', async () => {
    const store = await startStore({ variant: 'hardened', seed: 2 });
    onTestFinished(() => store.close());
    const { python } = ensurePythonEnv();
    const own = { ...settings, ...keys, VARIANT: 'hardened', AWS_ENDPOINT_URL_DYNAMODB: store.endpoint };
    const server = await startFlaskProcess({ python, settings: own, spec: {} });
    onTestFinished(() => server.close());

    const now = Math.floor(Date.now() / 1000);
    const sub = store.users[0]?.item.user_id;
    const times = { iat: now, exp: now + 900 };
    const claims = { sub, role: 'user', iss: 'notes-api', aud: 'notes-clients', jti: 'j', ...times };
    const status = async (changes: object) =>
      (await bearer(server.url, jwt(keys.JWT_KEY, { ...claims, ...changes })))[0];
    expect(await status({})).toBe(200);
    const wrong = [
      { exp: now - 10 },
      { exp: undefined },
      { aud: 'others' },
      { aud: undefined },
      { iss: 'others' },
      { iss: undefined },
      { sub: undefined },
      { sub: 7 },
      { role: undefined },
      { jti: undefined },
      { jti: 7 },
      { iat: now + 600 },
      { iat: undefined },
    ];
    expect(await Promise.all(wrong.map(status))).toEqual(wrong.map(() => 401));
  });
});
