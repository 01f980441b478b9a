import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Ask, openTwins, type Twin, type Twins } from '../testing/twins.ts';
import { connect } from './database.ts';
import { createHardenedApp } from './hardened/app.ts';

let twins: Twins;

beforeAll(async () => {
  twins = await openTwins();
});

afterAll(() => twins.close());

const PROTECTION = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
const JSON_TYPE = { 'content-type': 'application/json' };

const cursorOf = (key: object) => Buffer.from(JSON.stringify(key)).toString('base64url');

test.each([
  [
    'limit=0',
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [`cursor=${cursorOf({ x: 1 })}`, 'The provided starting key is invalid'],
  [`cursor=${cursorOf({ user_id: 7, post_id: 'x' })}`, 'The provided key element does not match the schema'],
])('feed?%s: the vulnerable twin hands out the text of the database', async (query, text) => {
  const { status, body } = await twins.vulnerable.as('alice', `/api/feed?${query}`);
  expect({ status, body }).toEqual({ status: 500, body: { error: `ValidationException: ${text}` } });
});

test('an id too long for a key, and an update without fields, say more of the database', async () => {
  const long = await twins.vulnerable.as('alice', `/api/users/${'7'.repeat(2049)}`);
  const empty = await twins.vulnerable.as('alice', '/api/profile', { method: 'PUT', json: {} });
  const key = await twins.vulnerable.as('alice', '/api/profile', { method: 'PUT', json: { user_id: '1' } });
  expect([long, empty, key].map(({ status, body }) => [status, body])).toEqual([
    [500, { error: expect.stringContaining('Size of hashkey has exceeded the maximum size limit of2048 bytes') }],
    [500, { error: 'ValidationException: ExpressionAttributeNames must not be empty' }],
    [500, { error: expect.stringContaining('Cannot update attribute user_id. This attribute is part of the key') }],
  ]);
});

test.each(['limit=abc', 'cursor=nonsense'])('feed?%s: the vulnerable twin shows its stack', async (query) => {
  const { status, body } = await twins.vulnerable.as('alice', `/api/feed?${query}`);
  expect(status).toBe(500);
  expect(body).toEqual({ message: expect.any(String), stack: expect.stringMatching(/\n +at .*feed\.ts:\d+/) });
});

test('the vulnerable twin sends nothing that protects', async () => {
  expect((await twins.vulnerable.ask('/api/me')).headers).toEqual(JSON_TYPE);
  expect((await twins.vulnerable.as('alice', '/api/me')).headers).toEqual(JSON_TYPE);
});

test.each<[number, string, string | null, Ask, object]>([
  [200, '/health', null, {}, JSON_TYPE],
  [200, '/openapi.json', null, {}, JSON_TYPE],
  [200, '/api/me', 'alice', {}, JSON_TYPE],
  [400, '/api/feed?limit=abc', 'alice', {}, JSON_TYPE],
  [400, '/api/profile', 'alice', { method: 'PUT', text: '{' }, JSON_TYPE],
  [401, '/api/me', null, {}, { ...JSON_TYPE, 'www-authenticate': 'Bearer' }],
  [401, '/api/session', null, {}, { ...JSON_TYPE, 'www-authenticate': 'Bearer' }],
  [403, '/api/admin/users-count', 'alice', {}, JSON_TYPE],
  [404, '/nothing', null, {}, JSON_TYPE],
  [404, '/api/users/x', 'alice', {}, JSON_TYPE],
  [413, '/api/login', null, { method: 'POST', text: 'x'.repeat(20_000) }, JSON_TYPE],
])('%i for %s: the hardened twin protects the answer', async (status, path, name, ask, more) => {
  const { hardened } = twins;
  const answer = name === null ? await hardened.ask(path, ask) : await hardened.as(name, path, ask);
  expect({ status: answer.status, headers: answer.headers }).toEqual({ status, headers: { ...PROTECTION, ...more } });
});

test('when the database is gone, the hardened twin says so to its log and not to the client', async () => {
  const log: object[] = [];
  const documents = connect('http://127.0.0.1:1');
  const app = createHardenedApp({ documents, log: (entry) => log.push(entry) });
  const body = JSON.stringify({ username: 'alice', password: 'a password of hers' });
  const response = await app.request('/api/login', { method: 'POST', body });
  documents.destroy();

  expect({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.json(),
    log,
  }).toEqual({
    status: 500,
    headers: { ...PROTECTION, ...JSON_TYPE },
    body: { error: 'internal server error' },
    log: [{ event: 'request failed', error: expect.stringMatching(/^\w+$/), path: '/api/login' }],
  });
});

test('no malformed input makes the hardened twin fail', async () => {
  const odd = ['%00', '%ff', '%zz', '..%2f', '[]', '{}', "'", '%0a', 'a'.repeat(3000), '%F0%9F%98%80', '-1', 'null'];
  const ask = async (twin: Twin, path: string): Promise<Answer> => twin.as('alice', path);
  const paths = odd.flatMap((text) => [
    `/api/users/${text}`,
    `/api/users/${text}/posts`,
    `/api/users/${twins.hardened.user('alice').userId}/posts/${text}`,
    `/api/topics/${text}/posts`,
    `/api/feed?limit=${text}`,
    `/api/feed?cursor=${text}`,
    `/api/posts?user_id=${text}`,
  ]);
  const answers = await Promise.all(paths.map((path) => ask(twins.hardened, path)));
  expect(answers.filter((answer) => answer.status >= 500)).toEqual([]);
});

test('no malformed body makes the hardened twin fail', async () => {
  const { hardened } = twins;
  const { userId } = hardened.user('alice');
  const post = `/api/users/${userId}/posts/${hardened.posts('alice')[0]?.post_id}`;
  const operations = [
    ['POST', '/api/register'],
    ['POST', '/api/token'],
    ['PATCH', `/api/users/${userId}`],
    ['PUT', `/api/users/${userId}/password`],
    ['POST', `/api/users/${userId}/posts`],
    ['PUT', post],
    ['POST', `${post}/shares`],
    ['PUT', `/api/admin/users/${userId}/role`],
  ] as const;
  const names = ['username', 'email', 'password', 'current_password', 'display_name', 'bio', 'theme', 'title', 'body'];
  const fields = [...names, 'topic', 'refresh_token', 'user_id', 'role'];
  const odd = [null, true, 7, '', '\ud800', '\0', '__proto__', 'x'.repeat(3000), [], {}, [['x']], { S: 'x' }];
  const all = (value: unknown) => JSON.stringify(Object.fromEntries(fields.map((field) => [field, value])));
  const bodies = ['', '{', 'null', '[]', '7', '{"__proto__":{"role":"admin"}}', ...odd.map(all)];

  const asked = operations.flatMap(([method, path]) => bodies.map((text) => ({ method, path, text })));
  const answers = await Promise.all(asked.map(({ path, ...ask }) => hardened.as('admin', path, ask)));
  const own = await Promise.all(asked.map(({ path, ...ask }) => hardened.as('alice', path, ask)));
  expect([...answers, ...own].filter((answer) => answer.status >= 500)).toEqual([]);
});
