import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openTwins, type Twin, type Twins } from '../testing/twins.ts';

let twins: Twins;

beforeAll(async () => {
  twins = await openTwins();
});

afterAll(() => twins.close());

afterEach(() => {
  vi.useRealTimers();
});

function cookie(content: object, secret: string): string {
  const value = Buffer.from(JSON.stringify(content)).toString('base64url');
  const signature = createHmac('sha256', secret).update(value).digest('base64');
  return `session=${encodeURIComponent(`${value}.${signature}`)}`;
}

const show = (twin: Twin, value: string) => twin.ask('/api/session', { headers: { cookie: value } });

test('the session of a user shows that user in both twins', async () => {
  for (const twin of [twins.vulnerable, twins.hardened]) {
    const { user_id, display_name, email } = twin.item('bob');
    const { status, body } = await show(twin, twin.user('bob').sessionCookie);
    expect(status).toBe(200);
    expect(body).toEqual({ user_id, display_name, email });
  }
});

test('a session forged with the guessed secret is bob in the vulnerable twin only', async () => {
  const { vulnerable, hardened } = twins;
  const forged = cookie({ user_id: vulnerable.user('bob').userId }, 'keyboard cat');
  expect(await show(vulnerable, forged)).toEqual(await show(vulnerable, vulnerable.user('bob').sessionCookie));

  const none = await hardened.ask('/api/session');
  expect(none).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
    body: { error: 'unauthorized' },
  });
  for (const secret of ['keyboard cat', 'secret', 'dev', 'changeme']) {
    const content = { user_id: hardened.user('bob').userId, expires_at: Date.now() + 60_000 };
    expect(await show(hardened, cookie(content, secret))).toEqual(none);
  }
});

test.each([
  'session=',
  'session=x',
  'session=x.y',
  'session=%ff%fe',
  'other=1',
  `session=${'A'.repeat(4000)}`,
])('the cookie %s is no session', async (value) => {
  const answers = [await show(twins.vulnerable, value), await show(twins.hardened, value)];
  expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
});

test('a session of the hardened twin is over after a quarter of an hour, one of the vulnerable twin never', async () => {
  const statuses = async () => {
    const answers = [twins.vulnerable, twins.hardened].map((twin) => show(twin, twin.user('carol').sessionCookie));
    return (await Promise.all(answers)).map((answer) => answer.status);
  };
  expect(await statuses()).toEqual([200, 200]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 });
  expect(await statuses()).toEqual([200, 401]);
});

test('only the hardened twin sets flags', async () => {
  const flags = async (twin: Twin) => {
    const { name, password } = twin.user('alice');
    const { status, headers } = await twin.ask('/api/session', { method: 'POST', json: { username: name, password } });
    return [status, ...(headers['set-cookie'] ?? '').split('; ').slice(1)];
  };
  expect(await flags(twins.vulnerable)).toEqual([204, 'Path=/']);
  expect(await flags(twins.hardened)).toEqual([204, 'Max-Age=900', 'Path=/', 'HttpOnly', 'SameSite=Lax']);
});
