import { createHmac, randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Store, startStore, type TargetUser, type Variant } from '@middlebrick/target-hono-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../hono-dynamodb/src/database.ts';
import { createSpec } from '../hono-dynamodb/src/spec.ts';
import { USERS } from '../hono-dynamodb/src/tables.ts';
import type { FlaskProcess } from './flask-process.ts';
import { signIn, startFlaskServer } from './start.ts';

const seed = 3;
const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);
const privateUserFields = ['ssn', 'internal_notes', 'password_hash'];
const profileFields = ['bio', 'display_name', 'email', 'phone', 'role', 'tenant_id', 'theme', 'user_id', 'username'];
const postFields = ['body', 'created_at', 'post_id', 'title', 'topic', 'user_id', 'visibility'];

interface Target {
  store: Store;
  server: FlaskProcess;
  users: TargetUser[];
}

interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into bodies of many shapes.
  json: any;
}

interface Asking {
  as?: TargetUser | string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

const targets = {} as Record<Variant, Target>;

async function start(variant: Variant): Promise<Target> {
  const store = await startStore({ variant, seed });
  const server = await startFlaskServer({ variant, store });
  const users = await Promise.all(store.users.map((user) => signIn(server.url, user)));
  return { store, server, users };
}

async function ask(variant: Variant, path: string, asking: Asking = {}): Promise<Answer> {
  const token = typeof asking.as === 'string' ? asking.as : asking.as?.token;
  const response = await fetch(`${targets[variant].server.url}${path}`, {
    method: asking.method ?? 'GET',
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(asking.body !== undefined && { 'content-type': 'application/json' }),
      ...asking.headers,
    },
    ...(asking.body !== undefined && { body: JSON.stringify(asking.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}

function user(variant: Variant, name: string): TargetUser {
  const found = targets[variant].users.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no user ${name}`);
  return found;
}

function postsOf(variant: Variant, name: string) {
  const { userId } = user(variant, name);
  return targets[variant].store.posts.filter((post) => post.user_id === userId);
}

function firstPost(variant: Variant, name: string) {
  const [post] = postsOf(variant, name);
  if (!post) throw new Error(`no post of ${name}`);
  return post;
}

/** What a client can tell two answers apart by. */
function seen({ status, headers, text }: Answer) {
  return { status, text, headers: [...headers].filter(([name]) => name !== 'date') };
}

const fieldsOf = (value: object) => Object.keys(value).sort();
const base64url = (value: string | Buffer) => Buffer.from(value).toString('base64url');

function jwt(secret: string, claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** Flask's SecureCookieSessionInterface: itsdangerous' timed serializer, salt "cookie-session", HMAC-SHA1 twice. */
function flaskSession(secret: string, content: object, seconds = Math.floor(Date.now() / 1000)): string {
  const time = Buffer.alloc(4);
  time.writeUInt32BE(seconds);
  const signed = `${base64url(JSON.stringify(content))}.${base64url(time)}`;
  const key = createHmac('sha1', secret).update('cookie-session').digest();
  return `session=${signed}.${createHmac('sha1', key).update(signed).digest('base64url')}`;
}

const rawCursor = (key: object) => base64url(JSON.stringify(key));

describe.skipIf(isSkipped)('the Flask target', () => {
  beforeAll(async () => {
    targets.vulnerable = await start('vulnerable');
    targets.hardened = await start('hardened');
  });

  afterAll(async () => {
    for (const target of Object.values(targets)) {
      await target.server.close();
      await target.store.close();
    }
  });

  describe.each(['vulnerable', 'hardened'] as const)('%s, as everybody uses it', (variant) => {
    it('serves the description of the API', async () => {
      expect((await ask(variant, '/openapi.json')).json).toEqual(JSON.parse(JSON.stringify(createSpec(variant))));
    });

    it('routes every operation of the description and keeps strangers out', async () => {
      const described = Object.entries(createSpec(variant).paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      const answers = await Promise.all(
        described.map(async (operation) => {
          const [method = '', path = ''] = operation.split(' ');
          const body =
            method === 'POST' ? { username: 'nobody', password: 'wrong', refresh_token: 'wrong' } : undefined;
          return [operation, (await ask(variant, path, { method, body })).status];
        }),
      );
      const expected = described.map((operation) => [operation, 401]);
      const open = {
        'GET /health': 200,
        'POST /api/register': 400,
        ...(variant === 'vulnerable' && { 'GET /api/profile': 400 }),
      };
      expect(Object.fromEntries(answers)).toEqual({ ...Object.fromEntries(expected), ...open });
    });

    it('shows its users their own things', async () => {
      const alice = user(variant, 'alice');
      const own = postsOf(variant, 'alice').map((post) => post.post_id);
      const me = await ask(variant, '/api/me', { as: alice });
      expect(me.json).toMatchObject({ user_id: alice.userId, username: 'alice', tenant_id: 'acme', role: 'user' });
      expect(fieldsOf(me.json)).toEqual(profileFields);

      for (const path of ['/api/posts', `/api/users/${alice.userId}/posts`]) {
        const { json } = await ask(variant, path, { as: alice });
        expect(json.map((post: { post_id: string }) => post.post_id).sort()).toEqual([...own].sort());
      }
      const session = await ask(variant, '/api/session', { headers: { cookie: alice.sessionCookie } });
      expect(session.json).toEqual({ user_id: alice.userId, display_name: me.json.display_name, email: me.json.email });
    });

    it('pages through all posts once', async () => {
      const dave = user(variant, 'dave');
      const found: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { json } = await ask(variant, `/api/feed?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, {
          as: dave,
        });
        found.push(...json.items.map((post: { post_id: string }) => post.post_id));
        cursor = json.next_cursor;
      }
      expect(found.length).toBeGreaterThan(2);
      expect([...found].sort()).toEqual(
        postsOf(variant, 'dave')
          .map((post) => post.post_id)
          .sort(),
      );
    });

    it('lets its users write and delete a post', async () => {
      const carol = user(variant, 'carol');
      const draft = { title: 'A title', body: 'A body', topic: 'work' };
      const created = await ask(variant, '/api/posts', { as: carol, method: 'POST', body: draft });
      expect(created.status).toBe(201);
      expect(created.json).toMatchObject({ ...draft, user_id: carol.userId, visibility: 'private' });
      expect(fieldsOf(created.json)).toEqual(postFields);

      const path = `/api/users/${carol.userId}/posts/${created.json.post_id}`;
      expect((await ask(variant, path, { as: carol })).json).toEqual(created.json);
      const onTopic = await ask(variant, '/api/topics/work/posts', { as: carol });
      expect(onTopic.json.map((post: { post_id: string }) => post.post_id)).toContain(created.json.post_id);
      expect((await ask(variant, path, { as: carol, method: 'DELETE' })).status).toBe(204);
      expect((await ask(variant, path, { as: carol })).status).toBe(404);
    });

    it('keeps the callers of parallel requests apart', async () => {
      const { users } = targets[variant];
      const callers = Array.from({ length: 60 }, (_, index) => users[index % users.length] as TargetUser);
      const owners = await Promise.all(
        callers.map(async (caller) => {
          const { json } = await ask(variant, '/api/feed', { as: caller });
          return [...new Set(json.items.map((post: { user_id: string }) => post.user_id))];
        }),
      );
      expect(owners).toEqual(callers.map((caller) => [caller.userId]));
    });
  });

  describe('objects of others', () => {
    it('profile-by-id: the whole item of anybody, against one answer for foreign and missing', async () => {
      const path = (variant: Variant) => `/api/users/${user(variant, 'alice').userId}`;
      const leaked = await ask('vulnerable', path('vulnerable'), { as: user('vulnerable', 'bob') });
      const stored = targets.vulnerable.store.users.find(({ name }) => name === 'alice')?.item;
      expect(leaked.json).toEqual(stored);

      const own = await ask('hardened', path('hardened'), { as: user('hardened', 'alice') });
      expect(fieldsOf(own.json)).toEqual(profileFields);
      const shouted = await ask('hardened', path('hardened').toUpperCase().replace('/API/USERS', '/api/users'), {
        as: user('hardened', 'alice'),
      });
      expect(seen(shouted)).toEqual(seen(own));
    });

    it('posts-by-id: the whole posts of anybody', async () => {
      const { userId } = user('vulnerable', 'carol');
      const leaked = await ask('vulnerable', `/api/users/${userId}/posts`, { as: user('vulnerable', 'bob') });
      expect(leaked.json).toEqual(postsOf('vulnerable', 'carol'));

      const { userId: hidden } = user('hardened', 'carol');
      const own = await ask('hardened', `/api/users/${hidden}/posts`, { as: user('hardened', 'carol') });
      expect(own.json.map(fieldsOf)).toEqual(postsOf('hardened', 'carol').map(() => postFields));
    });

    it('nested-post: the parent is compared, the child is not', async () => {
      const bob = user('vulnerable', 'bob');
      const secret = firstPost('vulnerable', 'alice');
      const leaked = await ask('vulnerable', `/api/users/${bob.userId}/posts/${secret.post_id}`, { as: bob });
      expect(leaked.json).toMatchObject({ user_id: secret.user_id, body: secret.body });
      const direct = await ask('vulnerable', `/api/users/${secret.user_id}/posts/${secret.post_id}`, { as: bob });
      expect(direct.status).toBe(404);
    });

    it('hardened: foreign and missing are the same, byte for byte', async () => {
      const bob = user('hardened', 'bob');
      const secret = firstPost('hardened', 'alice');
      const own = firstPost('hardened', 'bob');
      const foreign = [
        ['GET', `/api/users/${secret.user_id}`],
        ['GET', `/api/users/${secret.user_id}/posts`],
        ['GET', `/api/users/${secret.user_id}/posts/${secret.post_id}`],
        ['GET', `/api/users/${bob.userId}/posts/${secret.post_id}`],
        ['GET', `/api/users/${secret.user_id}/posts/${own.post_id}`],
        ['DELETE', `/api/users/${secret.user_id}/posts/${secret.post_id}`],
        ['DELETE', `/api/users/${bob.userId}/posts/${secret.post_id}`],
      ] as const;
      const missing = [
        ['GET', `/api/users/${randomUUID()}`],
        ['GET', `/api/users/not-an-id/posts`],
        ['GET', `/api/users/${bob.userId}/posts/${randomUUID()}`],
        ['DELETE', `/api/users/${bob.userId}/posts/${randomUUID()}`],
        ['DELETE', `/api/users/${bob.userId}/posts/1`],
      ] as const;
      const answers = await Promise.all(
        [...foreign, ...missing].map(async ([method, path]) => seen(await ask('hardened', path, { as: bob, method }))),
      );
      expect(answers[0]).toMatchObject({ status: 404, text: '{"error":"not found"}\n' });
      expect(answers).toEqual(answers.map(() => answers[0]));
      const alice = await ask('hardened', '/api/posts', { as: user('hardened', 'alice') });
      expect(alice.json).toHaveLength(postsOf('hardened', 'alice').length);
    });

    it('client-side-filter: the parameter chooses the owner, or does not exist', async () => {
      const path = (variant: Variant) => `/api/posts?user_id=${user(variant, 'alice').userId}`;
      const owners = (answer: Answer) => [...new Set(answer.json.map((post: { user_id: string }) => post.user_id))];
      const leaked = await ask('vulnerable', path('vulnerable'), { as: user('vulnerable', 'bob') });
      expect(owners(leaked)).toEqual([user('vulnerable', 'alice').userId]);
      expect(leaked.json.map(fieldsOf)).toEqual(leaked.json.map(() => postFields));
      const kept = await ask('hardened', path('hardened'), { as: user('hardened', 'bob') });
      expect(owners(kept)).toEqual([user('hardened', 'bob').userId]);
    });

    it('topic-index: an index without the owner gives everybody’s posts', async () => {
      const onTopic = (variant: Variant, names: string[]) =>
        names.flatMap((name) => postsOf(variant, name)).filter((post) => post.topic === 'health');
      const everybody = ['alice', 'bob', 'carol', 'dave', 'admin'];
      const byId = (a: { post_id: string }, b: { post_id: string }) => a.post_id.localeCompare(b.post_id);

      const leaked = await ask('vulnerable', '/api/topics/health/posts', { as: user('vulnerable', 'bob') });
      expect(leaked.json.sort(byId)).toEqual(onTopic('vulnerable', everybody).sort(byId));
      const kept = await ask('hardened', '/api/topics/health/posts', { as: user('hardened', 'bob') });
      expect(kept.json.map((post: { post_id: string }) => post.post_id)).toEqual(
        onTopic('hardened', ['bob']).map((post) => post.post_id),
      );
      expect(kept.json.map(fieldsOf)).toEqual(kept.json.map(() => postFields));
    });

    it('raw-cursor: it names the partition in which the reading goes on', async () => {
      const alice = user('vulnerable', 'alice');
      const page = await ask('vulnerable', '/api/feed?limit=1', { as: user('vulnerable', 'bob') });
      expect(JSON.parse(Buffer.from(page.json.next_cursor, 'base64url').toString())).toEqual({
        user_id: user('vulnerable', 'bob').userId,
        post_id: firstPost('vulnerable', 'bob').post_id,
      });
      const cursor = rawCursor({ user_id: alice.userId, post_id: '0' });
      const leaked = await ask('vulnerable', `/api/feed?cursor=${cursor}`, { as: user('vulnerable', 'bob') });
      expect(leaked.json.items.map((post: { body: string }) => post.body)).toEqual(
        postsOf('vulnerable', 'alice').map((post) => post.body),
      );
    });

    it('raw-cursor, hardened: another owner’s, a changed and a made-up one are refused alike', async () => {
      const [alice, bob] = [user('hardened', 'alice'), user('hardened', 'bob')];
      const { json } = await ask('hardened', '/api/feed?limit=1', { as: alice });
      const genuine: string = json.next_cursor;
      expect((await ask('hardened', `/api/feed?cursor=${genuine}`, { as: alice })).status).toBe(200);
      const altered = genuine.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
      const made = rawCursor({ user_id: alice.userId, post_id: firstPost('hardened', 'alice').post_id });
      const refused = await Promise.all(
        [genuine, altered, made, '', '%00', '%F0%9F%98%80'].map((cursor, index) =>
          ask('hardened', `/api/feed?cursor=${cursor}`, { as: index === 0 ? bob : alice }),
        ),
      );
      expect(refused.map(({ status, json: body }) => [status, body])).toEqual(
        refused.map(() => [400, { error: 'bad request' }]),
      );
    });

    it('deletes anybody’s post, or one’s own only', async () => {
      const victim = firstPost('vulnerable', 'admin');
      const path = `/api/users/${victim.user_id}/posts/${victim.post_id}`;
      const deleted = await ask('vulnerable', path, { as: user('vulnerable', 'bob'), method: 'DELETE' });
      expect(deleted.status).toBe(204);
      expect((await ask('vulnerable', path, { as: user('vulnerable', 'admin') })).status).toBe(404);
    });
  });

  describe('who is calling', () => {
    it('identity-header: the header is the identity, or is nothing', async () => {
      const header = (variant: Variant) => ({ 'X-User-Id': user(variant, 'alice').userId });
      const leaked = await ask('vulnerable', '/api/profile', { headers: header('vulnerable') });
      expect(leaked.json.user_id).toBe(user('vulnerable', 'alice').userId);
      expect(fieldsOf(leaked.json)).toEqual(profileFields);

      expect((await ask('hardened', '/api/profile', { headers: header('hardened') })).status).toBe(401);
      const bob = user('hardened', 'bob');
      const own = await ask('hardened', '/api/profile', { as: bob, headers: header('hardened') });
      expect(own.json.user_id).toBe(bob.userId);
    });

    it('jwt-secret: a token made with a guessable secret is anybody', async () => {
      const claims = { sub: user('vulnerable', 'alice').userId, username: 'alice', role: 'admin' };
      expect(jwt('secret', claims)).not.toBe(user('vulnerable', 'alice').token);
      const forged = await ask('vulnerable', '/api/me', { as: jwt('secret', claims) });
      expect(forged.json.user_id).toBe(claims.sub);
      const [, payload = ''] = user('vulnerable', 'alice').token.split('.');
      expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({ ...claims, role: 'user' });
    });

    it('jwt-secret, hardened: no other key, algorithm, audience, issuer or time is accepted', async () => {
      const alice = user('hardened', 'alice');
      const [header = '', payload = '', signature = ''] = alice.token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      expect(fieldsOf(claims)).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'role', 'sub', 'username']);
      expect(claims.exp - claims.iat).toBe(15 * 60);

      const bobsClaims = base64url(JSON.stringify({ ...claims, sub: user('hardened', 'bob').userId }));
      const forged = [
        jwt('secret', claims),
        jwt('', claims),
        `${base64url('{"alg":"none","typ":"JWT"}')}.${payload}.`,
        `${base64url('{"alg":"none","typ":"JWT"}')}.${payload}.${signature}`,
        `${header}.${bobsClaims}.${signature}`,
        `${header}.${payload}`,
        'x',
        '',
      ];
      const answers = await Promise.all(forged.map((token) => ask('hardened', '/api/me', { as: token })));
      expect(answers.map(({ status, json }) => [status, json])).toEqual(
        forged.map(() => [401, { error: 'unauthorized' }]),
      );
      expect((await ask('hardened', '/api/me', { as: alice })).status).toBe(200);
    });

    it('session-secret: a session made with a guessable secret is anybody', async () => {
      const session = (variant: Variant) => flaskSession('dev', { user_id: user(variant, 'alice').userId });
      const forged = await ask('vulnerable', '/api/session', { headers: { cookie: session('vulnerable') } });
      expect(forged.json.user_id).toBe(user('vulnerable', 'alice').userId);
      const refused = await ask('hardened', '/api/session', { headers: { cookie: session('hardened') } });
      expect([refused.status, refused.json]).toEqual([401, { error: 'unauthorized' }]);
    });

    it('session cookies: bare, or with flags and an end', async () => {
      const cookie = async (variant: Variant) => {
        const { name: username, password } = user(variant, 'alice');
        const answer = await ask(variant, '/api/session', { method: 'POST', body: { username, password } });
        expect(answer.status).toBe(204);
        return (answer.headers.get('set-cookie') ?? '')
          .replace(/^session=[^;]+/, 'session=…')
          .replace(/Expires=[^;]+/, 'Expires=…');
      };
      expect(await cookie('vulnerable')).toBe('session=…; Path=/');
      expect(await cookie('hardened')).toBe('session=…; Expires=…; HttpOnly; Path=/; SameSite=Lax');
    });

    it('sign-in: tells which names exist, or does not', async () => {
      const tries = [
        { username: 'nobody', password: 'x' },
        { username: 'alice', password: 'x' },
      ];
      const answers = (variant: Variant) =>
        Promise.all(
          ['/api/login', '/api/session'].flatMap((path) =>
            tries.map(async (body) => {
              const { status, json } = await ask(variant, path, { method: 'POST', body });
              return [status, json.error];
            }),
          ),
        );
      const telling = [
        [401, 'unknown user'],
        [401, 'wrong password'],
      ];
      expect(await answers('vulnerable')).toEqual([...telling, ...telling]);
      expect(await answers('hardened')).toEqual(Array.from({ length: 4 }, () => [401, 'unauthorized']));
    });
  });

  describe('writes, counts and errors', () => {
    it('mass-assignment: the body is the update, or a list of fields is', async () => {
      const change = async (variant: Variant, body: object) => {
        const dave = user(variant, 'dave');
        const answer = await ask(variant, '/api/profile', { as: dave, method: 'PUT', body });
        const { json } = await ask(variant, '/api/me', { as: dave });
        return { status: answer.status, role: json.role, tenant: json.tenant_id, bio: json.bio };
      };
      const body = { bio: 'New words.', role: 'admin', tenant_id: 'acme' };
      expect(await change('vulnerable', body)).toEqual({
        status: 200,
        role: 'admin',
        tenant: 'acme',
        bio: 'New words.',
      });
      expect(await change('hardened', body)).toEqual({
        status: 200,
        role: 'user',
        tenant: 'globex',
        bio: 'New words.',
      });
      for (const bad of [
        {},
        { role: 'admin' },
        { bio: 7 },
        { bio: 'x'.repeat(501) },
        { theme: '' },
        ['bio'],
        '\ud800',
      ]) {
        expect(await change('hardened', bad as object)).toMatchObject({ status: 400, role: 'user', bio: 'New words.' });
      }
    });

    it('scan-count: one page of it and for everybody, or all pages and for administrators', async () => {
      const big = Array.from({ length: 4 }, () => ({ user_id: randomUUID(), enabled: true, bio: 'x'.repeat(390_000) }));
      const counts = async (variant: Variant, names: string[]) => {
        const documents = connect(targets[variant].store.endpoint);
        for (const Item of big) await documents.send(new PutCommand({ TableName: USERS, Item }));
        const path = '/api/admin/users-count';
        const answers = await Promise.all(names.map((name) => ask(variant, path, { as: user(variant, name) })));
        for (const { user_id } of big) await documents.send(new DeleteCommand({ TableName: USERS, Key: { user_id } }));
        documents.destroy();
        return answers.map(({ status, json }) => [status, json]);
      };
      const [[status, body]] = (await counts('vulnerable', ['bob'])) as [[number, { count: number }]];
      expect(status).toBe(200);
      expect(body.count).toBeLessThan(5 + big.length);
      expect(await counts('hardened', ['bob', 'admin'])).toEqual([
        [403, { error: 'forbidden' }],
        [200, { count: 5 + big.length }],
      ]);
    });

    it('raw-error: the text of boto3 reaches the client', async () => {
      const bob = user('vulnerable', 'bob');
      const texts = await Promise.all(
        [`cursor=${rawCursor({ x: 'y' })}`, 'limit=0'].map((query) =>
          ask('vulnerable', `/api/feed?${query}`, { as: bob }),
        ),
      );
      expect(texts.map(({ status, json }) => [status, json.error])).toEqual([
        [
          500,
          'An error occurred (ValidationException) when calling the Query operation: The provided starting key is invalid',
        ],
        [500, 'Parameter validation failed:\nInvalid value for parameter Limit, value: 0, valid min value: 1'],
      ]);
    });

    it('debug-mode: an exception is answered with the debugger', async () => {
      const page = await ask('vulnerable', '/api/feed?limit=abc', { as: user('vulnerable', 'bob') });
      expect(page.status).toBe(500);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.text).toContain(
        'ValueError: invalid literal for int() with base 10: &#39;abc&#39;\n // Werkzeug Debugger',
      );
      expect(page.text).toContain('EVALEX = true');
    });

    it('hardened: limits are checked and clamped', async () => {
      const dave = user('hardened', 'dave');
      const sizes = await Promise.all(
        ['abc', '', '1e9', '1.5', '%D9%A3', '9'.repeat(5000), '0', '-3', '3', '999999999'].map(async (limit) => {
          const { status, json } = await ask('hardened', `/api/feed?limit=${limit}`, { as: dave });
          return status === 200 ? json.items.length : status;
        }),
      );
      expect(sizes).toEqual([400, 400, 400, 400, 400, 400, 1, 1, 3, 5]);
    });

    it('hardened: whatever comes in, no answer is a server error or shows a private field', async () => {
      const [alice, admin] = [user('hardened', 'alice'), user('hardened', 'admin')];
      const anything = fc.string({ unit: 'binary', maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(anything, fc.jsonValue(), async (text, body) => {
          const part = encodeURIComponent(text);
          const answers = await Promise.all([
            ask('hardened', `/api/users/${part}`, { as: alice }),
            ask('hardened', `/api/users/${alice.userId}/posts/${part}`, { as: alice }),
            ask('hardened', `/api/topics/${part}/posts`, { as: alice }),
            ask('hardened', `/api/feed?limit=${part}&cursor=${part}`, { as: alice }),
            ask('hardened', '/api/me', { headers: { authorization: `Bearer ${part}` } }),
            ask('hardened', '/api/session', { headers: { cookie: `session=${part}` } }),
            ask('hardened', '/api/login', { method: 'POST', body }),
            ask('hardened', '/api/posts', { as: alice, method: 'POST', body: { title: text, body, topic: 'work' } }),
            ask('hardened', '/api/register', { method: 'POST', body }),
            ask('hardened', '/api/register', { method: 'POST', body: { username: text, password: text, email: body } }),
            ask('hardened', '/api/token', { method: 'POST', body: { refresh_token: text } }),
            ask('hardened', `/api/users/${alice.userId}`, { as: alice, method: 'PATCH', body }),
            ask('hardened', `/api/users/${alice.userId}/password`, { as: alice, method: 'PUT', body }),
            ask('hardened', `/api/users/${alice.userId}/posts/${part}`, { as: alice, method: 'PUT', body }),
            ask('hardened', `/api/admin/users/${part}/role`, { as: admin, method: 'PUT', body }),
          ]);
          expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
          const everything = answers.map((answer) => answer.text).join();
          expect(privateUserFields.filter((field) => everything.includes(`"${field}":`))).toEqual([]);
        }),
        { numRuns: 40, seed },
      );
    });

    it('hardened: bodies are limited in size and depth', async () => {
      const alice = user('hardened', 'alice');
      const send = (body: string) =>
        fetch(`${targets.hardened.server.url}/api/posts`, {
          method: 'POST',
          headers: { authorization: `Bearer ${alice.token}`, 'content-type': 'application/json' },
          body,
        }).then((response) => response.status);
      expect(await send('x'.repeat(20_000))).toBe(413);
      expect(await send('['.repeat(16_000))).toBe(400);
      expect(await send('{"title":"\\ud800","body":"b","topic":"work"}')).toBe(400);
    });

    it('headers: silent about themselves, or protective on every answer', async () => {
      const protective = {
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        server: null,
      };
      const alice = user('hardened', 'alice');
      const answers = await Promise.all([
        ask('hardened', '/health'),
        ask('hardened', '/nowhere'),
        ask('hardened', '/api/me', { as: alice }),
        ask('hardened', '/api/me'),
        ask('hardened', '/api/me', { as: alice, method: 'PATCH' }),
        ask('hardened', '/api/feed?limit=abc', { as: alice }),
      ]);
      for (const { headers } of answers) {
        expect(Object.fromEntries(Object.keys(protective).map((name) => [name, headers.get(name)]))).toEqual(
          protective,
        );
      }
      expect(answers.map(({ status, headers }) => [status, headers.get('www-authenticate')])).toEqual([
        [200, null],
        [404, null],
        [200, null],
        [401, 'Bearer'],
        [405, null],
        [400, null],
      ]);

      const bare = await ask('vulnerable', '/api/me');
      expect(bare.headers.get('www-authenticate')).toBeNull();
      expect(bare.headers.get('server')).toMatch(/^Werkzeug\/[\d.]+ Python\/[\d.]+$/);
    });
  });
});
