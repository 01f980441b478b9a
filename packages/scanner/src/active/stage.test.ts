import { inProcessTransport, openClient } from '@middlebrick/http';
import { operation } from '@middlebrick/testing';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { surfaceOf } from '../identities/session-api.fixture.ts';
import { openSessions } from '../identities/sessions.ts';
import { openStage } from './stage.ts';
import { texts, withBody } from './workshop/workbench.fixture.ts';

/** Users register and write posts that only go with their accounts. */
function diaryApi() {
  const app = new Hono();
  const users = new Map<string, { id: number; password: string }>();
  const posts = new Map<number, { id: number; author: string; text: string }>();
  let next = 1;
  const callerOf = (request: Request): string | undefined => {
    const name = /^Bearer for-(.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
    return name !== undefined && users.has(name) ? name : undefined;
  };
  app.post('/register', async (context) => {
    const { username, password } = await context.req.json();
    users.set(username, { id: next++, password });
    return context.json({ id: users.get(username)?.id, username }, 201);
  });
  app.post('/login', async (context) => {
    const { username, password } = await context.req.json();
    if (users.get(username)?.password !== password) return context.json({ error: 'wrong name or password' }, 401);
    return context.json({ token: `for-${username}` });
  });
  app.use('*', async (context, next) =>
    callerOf(context.req.raw) === undefined ? context.json({ error: 'sign in' }, 401) : next(),
  );
  app.get('/me', (context) => {
    const name = callerOf(context.req.raw) as string;
    return context.json({ id: users.get(name)?.id, username: name });
  });
  app.delete('/users/:id', (context) => {
    const name = callerOf(context.req.raw) as string;
    if (users.get(name)?.id !== Number(context.req.param('id'))) return context.json({ error: 'not found' }, 404);
    users.delete(name);
    for (const { id, author } of [...posts.values()]) if (author === name) posts.delete(id);
    return context.body(null, 204);
  });
  app.post('/posts', async (context) => {
    const post = { ...(await context.req.json()), id: next++, author: callerOf(context.req.raw) };
    posts.set(post.id, post);
    return context.json(post, 201);
  });
  app.get('/posts/:id', (context) => {
    const post = posts.get(Number(context.req.param('id')));
    return post === undefined ? context.json({ error: 'not found' }, 404) : context.json(post);
  });
  users.set('root', { id: next++, password: 'unknown' });
  return { app, users, posts };
}

test('objects that only go with their owners are no leftovers once those are deleted', async () => {
  const { app, users, posts } = diaryApi();
  await using client = await openClient({
    baseUrl: 'http://small.test',
    userAgent: 'middlebrick/0.0.0',
    scanId: 'test',
    transport: inProcessTransport(app.fetch),
  });
  const surface = surfaceOf([
    withBody('POST /register', texts('username', 'password')),
    withBody('POST /login', texts('username', 'password')),
    operation('GET /me'),
    operation('DELETE /users/{user_id}'),
    withBody('POST /posts', texts('text')),
    operation('GET /posts/{post_id}'),
  ]);
  const sessions = await openSessions(client, []);
  const stage = await openStage({
    client,
    sessions,
    surface,
    given: [],
    seed: 1,
    nonce: 'k7qx9p2m',
    settleMs: 26,
    emit: () => undefined,
  });
  expect(stage.tools.pauses).toEqual([2, 6, 18]);
  expect(stage.made.map(({ resource, owner }) => `${resource} of ${owner}`)).toEqual(['post of alice', 'post of bob']);
  const activity = await stage.close();
  expect(activity).toMatchObject({ made: 4, removed: 4, leftovers: [] });
  expect([[...users.keys()], posts.size]).toEqual([['root'], 0]);
});
