import { afterAll, beforeEach, expect, test } from 'vitest';
import { plain, signIn, welcome } from '../testing/newcomer.ts';
import { openTwins, type Twin, type Twins } from '../testing/twins.ts';
import { createHardenedApp } from './hardened/app.ts';

let twins: Twins | undefined;
let vulnerable: Twin;
let hardened: Twin;

beforeEach(async () => {
  await twins?.close();
  twins = await openTwins();
  ({ vulnerable, hardened } = twins);
});

afterAll(() => twins?.close());

const UNAUTHORIZED = [401, { error: 'unauthorized' }];
const TOKENS = { access_token: expect.any(String), token_type: 'Bearer', refresh_token: expect.any(String) };

const refresh = (twin: Twin, refreshToken: unknown) =>
  twin.ask('/api/token', { method: 'POST', json: { refresh_token: refreshToken } });

const tokensOf = ({ body }: { readonly body: unknown }) => body as { access_token: string; refresh_token: string };

const me = async (twin: Twin, token: string) =>
  (await twin.ask('/api/me', { headers: { authorization: `Bearer ${token}` } })).status;

const logout = async (twin: Twin, token: string) =>
  (await twin.ask('/api/logout', { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status;

test('a refresh token is worth a new access token', async () => {
  for (const [twin, more] of [
    [vulnerable, {}],
    [hardened, { expires_in: 900 }],
  ] as const) {
    const erin = await welcome(twin, 'erin');
    const answer = await refresh(twin, erin.refreshToken);
    expect(plain(answer)).toEqual([200, { ...TOKENS, ...more }]);
    expect(await me(twin, tokensOf(answer).access_token)).toBe(200);
  }
});

test('it works for ever, or once', async () => {
  const eternal = (await welcome(vulnerable, 'erin')).refreshToken;
  expect((await refresh(vulnerable, eternal)).status).toBe(200);
  expect((await refresh(vulnerable, eternal)).status).toBe(200);

  const single = (await welcome(hardened, 'erin')).refreshToken;
  const answers = await Promise.all([1, 2, 3].map(() => refresh(hardened, single)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  const next = answers.find(({ status }) => status === 200);
  expect(plain(await refresh(hardened, single))).toEqual(UNAUTHORIZED);
  expect((await refresh(hardened, tokensOf(next ?? { body: {} }).refresh_token)).status).toBe(200);
});

test('a refresh token that nobody has, or that is no text, is refused', async () => {
  expect(plain(await refresh(vulnerable, 'made up'))).toEqual([401, { error: 'invalid refresh token' }]);
  expect(plain(await refresh(hardened, 'made up'))).toEqual(UNAUTHORIZED);
  for (const twin of [vulnerable, hardened]) {
    for (const value of [undefined, null, 7, ['x']]) {
      expect(plain(await refresh(twin, value))).toEqual([400, { error: 'bad request' }]);
    }
  }
});

test('signing out: the tokens live on in the vulnerable twin', async () => {
  const { token, refreshToken } = await welcome(vulnerable, 'erin');
  expect(await logout(vulnerable, token)).toBe(204);
  expect(await me(vulnerable, token)).toBe(200);
  expect((await refresh(vulnerable, refreshToken)).status).toBe(200);
  expect((await vulnerable.ask('/api/logout', { method: 'POST' })).status).toBe(401);
});

test('signing out: the hardened twin ends this token and its refresh token, and no other', async () => {
  const erin = await welcome(hardened, 'erin');
  const other = tokensOf(await signIn(hardened, 'erin', erin.password));
  expect(await logout(hardened, erin.token)).toBe(204);
  expect(await me(hardened, erin.token)).toBe(401);
  expect(await logout(hardened, erin.token)).toBe(401);
  expect(plain(await refresh(hardened, erin.refreshToken))).toEqual(UNAUTHORIZED);

  expect(await me(hardened, other.access_token)).toBe(200);
  const renewed = tokensOf(await refresh(hardened, other.refresh_token));
  expect(await logout(hardened, renewed.access_token)).toBe(204);
  expect(plain(await refresh(hardened, renewed.refresh_token))).toEqual(UNAUTHORIZED);
});

test('the tokens of a deleted user: the role of old, or nothing', async () => {
  for (const [twin, status] of [
    [vulnerable, 201],
    [hardened, 401],
  ] as const) {
    const erin = await welcome(twin, 'erin');
    await erin.ask(`/api/users/${erin.userId}`, { method: 'DELETE' });
    expect((await refresh(twin, erin.refreshToken)).status).toBe(401);
    const json = { title: 'From beyond', body: 'Still here.', topic: 'work' };
    expect((await erin.ask('/api/posts', { method: 'POST', json })).status).toBe(status);
  }
});

/** A hardened app over the same data whose clock a test sets. */
function withClock() {
  let time = Date.UTC(2026, 4, 1);
  const app = createHardenedApp({ documents: hardened.documents, log: () => {}, now: () => time });
  const send = async (path: string, username: string, password: string) => {
    const response = await app.request(path, { method: 'POST', body: JSON.stringify({ username, password }) });
    return [response.status, response.headers.get('retry-after')];
  };
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { app, send, pass };
}

test('five failures a minute for one name, whether anybody has it or not, and at both doors', async () => {
  const { send, pass } = withClock();
  const { password } = hardened.user('alice');
  for (const name of ['alice', 'nobody']) {
    for (let count = 0; count < 4; count += 1) expect(await send('/api/login', name, 'wrong')).toEqual([401, null]);
    pass(10_000);
    expect(await send('/api/session', name, 'wrong')).toEqual([401, null]);
    expect(await send('/api/login', name, 'wrong')).toEqual([429, '50']);
    expect(await send('/api/session', name, 'wrong')).toEqual([429, '50']);
  }
  expect(await send('/api/login', 'alice', password)).toEqual([429, '40']);
  expect(await send('/api/login', 'bob', hardened.user('bob').password)).toEqual([200, null]);

  pass(39_999);
  expect(await send('/api/login', 'alice', password)).toEqual([429, '1']);
  pass(1);
  expect(await send('/api/login', 'alice', password)).toEqual([200, null]);
});

test('tries at the same moment do not slip through, and a right password is no failure', async () => {
  const { send } = withClock();
  const together = await Promise.all(Array.from({ length: 12 }, () => send('/api/login', 'alice', 'wrong')));
  expect(together.map(([status]) => status).sort()).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);

  const { password } = hardened.user('bob');
  for (let count = 0; count < 8; count += 1) expect(await send('/api/login', 'bob', password)).toEqual([200, null]);
});

test('the answer to too many tries is the same for all, and the vulnerable twin never gives it', async () => {
  const answers = async (twin: Twin, name: string) =>
    plain((await Promise.all(Array.from({ length: 6 }, () => signIn(twin, name, 'wrong')))).at(-1) ?? never());
  expect(await answers(hardened, 'carol')).toEqual([429, { error: 'too many requests' }]);
  expect(await answers(hardened, 'nobody')).toEqual([429, { error: 'too many requests' }]);
  expect(await answers(vulnerable, 'carol')).toEqual([401, { error: 'wrong password' }]);
});

function never(): never {
  throw new Error('There is no answer.');
}

test('a refresh token ends after a day', async () => {
  const { app, pass } = withClock();
  const { password } = hardened.user('alice');
  const post = async (path: string, json: object) => app.request(path, { method: 'POST', body: JSON.stringify(json) });
  const tokens = async () =>
    (await (await post('/api/login', { username: 'alice', password })).json()) as { refresh_token: string };

  const [young, old] = [await tokens(), await tokens()];
  pass(24 * 3_600_000 - 1);
  expect((await post('/api/token', { refresh_token: young.refresh_token })).status).toBe(200);
  pass(1);
  expect((await post('/api/token', { refresh_token: old.refresh_token })).status).toBe(401);
});
