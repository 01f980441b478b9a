import { type StartedTarget, startTarget, type TargetUser } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFlaskTarget } from './start.ts';

const seed = 4;
const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);

interface Request {
  method?: string;
  path: string;
  as?: TargetUser | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Status and body; of the errors only the status, since the two stacks word theirs differently. */
async function answer({ url, users }: StartedTarget, { method = 'GET', path, as, body, headers }: Request) {
  const token = users.find(({ name }) => name === as?.name)?.token;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const request = `${method} ${path}`;
  if (!response.ok) return { request, status: response.status };
  return { request, status: response.status, body: text === '' ? null : withoutFresh(JSON.parse(text)) };
}

/** Without what is new in each answer: cursors of a random key, ids and times of new posts. */
function withoutFresh(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const isNewPost = 'title' in value && value.title === 'Parity';
  return {
    ...value,
    ...('next_cursor' in value && { next_cursor: typeof value.next_cursor }),
    ...(isNewPost && { post_id: 'new', created_at: 'now' }),
  };
}

function requests(users: readonly TargetUser[], alicesPost: string): Request[] {
  const [alice, bob, , , admin] = users as TargetUser[];
  const place = `/api/users/${alice?.userId}`;
  const reads = [
    '/health',
    '/openapi.json',
    '/api/me',
    '/api/session',
    place,
    `${place}/posts`,
    `${place}/posts/${alicesPost}`,
    `/api/users/${bob?.userId}/posts/${alicesPost}`,
    '/api/users/12345',
    '/api/posts',
    `/api/posts?user_id=${alice?.userId}`,
    '/api/topics/travel/posts',
    '/api/feed',
    '/api/feed?limit=2',
    '/api/feed?limit=0',
    '/api/feed?limit=abc',
    '/api/feed?cursor=eyJ4IjoieSJ9',
    '/api/shared',
    '/api/profile',
    '/api/admin/users-count',
    '/nowhere',
  ];
  const draft = { title: 'Parity', body: 'The same in both.', topic: 'work' };
  return [
    ...[undefined, alice, bob, admin].flatMap((as) => reads.map((path) => ({ path, as }))),
    { path: '/api/profile', headers: { 'X-User-Id': alice?.userId ?? '' } },
    { path: '/api/posts', method: 'POST', as: alice, body: draft },
    { path: '/api/posts', method: 'POST', body: draft },
    { path: '/api/profile', method: 'PUT', as: alice, body: { bio: 'Changed.', role: 'admin' } },
    { path: '/api/me', as: alice },
    { path: `${place}/posts/${alicesPost}`, method: 'DELETE', as: bob },
    { path: `${place}/posts/${alicesPost}`, as: alice },
    { path: '/api/login', method: 'POST', body: { username: 'alice', password: 'wrong' } },
    { path: '/api/login', method: 'POST', body: { username: 'nobody', password: 'wrong' } },
    { path: '/api/session', method: 'POST', body: { username: 'alice', password: alice?.password } },
  ];
}

describe.skipIf(isSkipped)('the Flask target is the Hono target in another language', () => {
  describe.each(['vulnerable', 'hardened'] as const)('%s', (variant) => {
    let flask: StartedTarget;
    let hono: StartedTarget;

    beforeAll(async () => {
      [flask, hono] = await Promise.all([startFlaskTarget({ variant, seed }), startTarget({ variant, seed })]);
    });

    afterAll(async () => {
      await Promise.all([flask.close(), hono.close()]);
    });

    it('answers the same requests alike', async () => {
      const [alice] = flask.users;
      const own = await fetch(`${flask.url}/api/posts`, { headers: { authorization: `Bearer ${alice?.token}` } });
      const [post] = (await own.json()) as { post_id: string }[];
      const asked = requests(flask.users, post?.post_id ?? '');
      // One after the other: some of them write.
      for (const request of asked) expect(await answer(flask, request)).toEqual(await answer(hono, request));
      expect(asked).toHaveLength(94);
    });
  });
});
