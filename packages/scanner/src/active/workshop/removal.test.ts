import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import {
  callerIds,
  callerOf,
  nonce,
  signedInApp,
  storeOf,
  storeOperations,
  texts,
  withBody,
  workbench,
} from './workbench.fixture.ts';

const notes = storeOperations('/notes', 'note_id', texts('title'));

describe('what the scan made', () => {
  test('goes children first', async () => {
    const app = signedInApp();
    const projects = storeOf(app, '/projects', 50);
    const tasks = storeOf(app, '/projects/:project_id/tasks', 900);
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        ...storeOperations('/projects', 'project_id', texts('name')),
        ...storeOperations('/projects/{project_id}/tasks', 'task_id', texts('title')),
      ],
    });
    await bench.workshop.makeFirst();
    bench.sent.length = 0;
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 4, leftovers: [] });
    expect(bench.sent.filter((line) => line.includes('DELETE'))).toEqual([
      'bob DELETE /projects/51/tasks/901',
      'alice DELETE /projects/50/tasks/900',
      'bob DELETE /projects/51',
      'alice DELETE /projects/50',
    ]);
    expect(projects.size + tasks.size).toBe(0);
  });

  test('is a leftover when the deletion only says that it worked', async () => {
    const app = signedInApp();
    app.delete('/notes/:id', (context) => context.body(null, 204));
    storeOf(app, '/notes');
    await using bench = await workbench({ app: app.fetch, operations: ['GET /me', ...notes], own: ['alice'] });
    await bench.workshop.makeFirst();
    expect(await bench.workshop.cleanUp()).toEqual({
      removed: 0,
      leftovers: [
        {
          what: 'note 1 of alice',
          operation: 'POST /notes',
          reason: 'DELETE /notes/{note_id} answers 204, and it is still there',
        },
      ],
    });
  });

  test('is looked for once more where the deletion is done later', async () => {
    const app = signedInApp();
    let readings = 0;
    app.delete('/notes/:id', (context) => context.body(null, 202));
    app.get('/notes/:id', (context) => (++readings < 3 ? context.json({ id: 1 }) : context.json({}, 404)));
    storeOf(app, '/notes');
    await using bench = await workbench({ app: app.fetch, operations: ['GET /me', ...notes], own: ['alice'] });
    await bench.workshop.makeFirst();
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 1, leftovers: [] });
    expect(readings).toBe(3);
  });

  test('counts as removed where its address says that it was deleted', async () => {
    const app = signedInApp();
    app.delete('/notes/:id', (context) => context.body(null, 204));
    app.get('/notes/:id', (context) => context.json({ id: 1, deleted_at: '2026-11-22T04:55:00Z' }));
    storeOf(app, '/notes');
    await using bench = await workbench({ app: app.fetch, operations: ['GET /me', ...notes], own: ['alice'] });
    await bench.workshop.makeFirst();
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 1, leftovers: [] });
  });

  test('is a leftover where nobody is left who could see whether it went with its owner', async () => {
    const app = signedInApp();
    let isOver = false;
    storeOf(app, '/notes');
    const operations = ['GET /me', ...notes.filter(({ method }) => method !== 'DELETE')];
    await using bench = await workbench({
      app: (request) => (isOver ? Response.json({ error: 'sign in first' }, { status: 401 }) : app.fetch(request)),
      operations,
      own: ['alice'],
    });
    await bench.workshop.makeFirst();
    await bench.workshop.cleanUp();
    isOver = true;
    const { removed, leftovers } = await bench.workshop.recheck(new Set(['alice']));
    expect(removed).toBe(0);
    expect(leftovers.map(({ reason }) => reason)).toEqual([
      'no operation removes it, and nobody is left who could see whether it went with its owner',
    ]);
  });

  test('is a leftover where nothing removes it, until its owner is gone', async () => {
    const app = signedInApp();
    const rows = storeOf(app, '/notes');
    const operations = ['GET /me', ...notes.filter(({ method }) => method !== 'DELETE')];
    await using bench = await workbench({ app: app.fetch, operations, own: ['alice'] });
    await bench.workshop.makeFirst();
    const leftover = { what: 'note 1 of alice', operation: 'POST /notes', reason: 'no operation removes it' };
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 0, leftovers: [leftover] });
    expect(await bench.workshop.recheck(new Set())).toEqual({ removed: 0, leftovers: [leftover] });
    rows.clear();
    expect(await bench.workshop.recheck(new Set(['alice']))).toEqual({ removed: 1, leftovers: [] });
  });

  test('is still a leftover after its owner is gone when somebody else sees it', async () => {
    const app = signedInApp();
    const rows: { id: number; title: string }[] = [];
    app.post('/ads', async (context) => {
      rows.push({ ...(await context.req.json()), id: rows.length + 1 });
      return context.json(rows.at(-1), 201);
    });
    app.get('/ads', (context) => context.json(rows));
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', withBody('POST /ads', texts('title')), 'GET /ads'],
    });
    await bench.workshop.makeFirst();
    await bench.workshop.cleanUp();
    const { removed, leftovers } = await bench.workshop.recheck(new Set(['alice']));
    expect(removed).toBe(0);
    expect(leftovers.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
      'ad 2 of bob: no operation removes it',
      'ad 1 of alice: it is still there after its owner was deleted',
    ]);
  });

  test('counts as removed when it is gone already', async () => {
    const app = signedInApp();
    const rows = storeOf(app, '/notes');
    await using bench = await workbench({ app: app.fetch, operations: ['GET /me', ...notes], own: ['alice'] });
    await bench.workshop.makeFirst();
    rows.clear();
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 1, leftovers: [] });
  });

  test('may go with what it belonged to', async () => {
    const app = signedInApp();
    const projects = storeOf(app, '/projects', 50);
    const marks = new Map<string, string>();
    app.post('/projects/:id/marks', async (context) => {
      marks.set(String(marks.size + 1), context.req.param('id'));
      return context.json({ id: marks.size }, 201);
    });
    app.get('/projects/:id/marks/:mark', (context) =>
      projects.has(Number(marks.get(context.req.param('mark')))) ? context.json({ id: 1 }) : context.json({}, 404),
    );
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        ...storeOperations('/projects', 'project_id', texts('name')),
        withBody('POST /projects/{project_id}/marks', texts('text')),
        'GET /projects/{project_id}/marks/{mark_id}',
      ],
      own: ['alice'],
    });
    expect(await bench.workshop.makeFirst()).toHaveLength(2);
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 2, leftovers: [] });
  });

  test('is asked for once more after a server error', async () => {
    const app = signedInApp();
    let failures = 0;
    const broken = async (request: Request): Promise<Response> =>
      request.method === 'DELETE' && failures++ === 0 ? new Response('busy', { status: 500 }) : app.fetch(request);
    const rows = storeOf(app, '/notes');
    await using bench = await workbench({ app: broken, operations: ['GET /me', ...notes], own: ['alice'] });
    await bench.workshop.makeFirst();
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 1, leftovers: [] });
    expect(rows.size).toBe(0);
  });

  test('is named with the reason when the target is gone', async () => {
    const app = signedInApp();
    storeOf(app, '/notes');
    let isDown = false;
    const mortal = (request: Request): Response | Promise<Response> => {
      if (isDown) throw new Error('connection refused');
      return app.fetch(request);
    };
    await using bench = await workbench({ app: mortal, operations: ['GET /me', ...notes] });
    await bench.workshop.makeFirst();
    isDown = true;
    const { removed, leftovers } = await bench.workshop.cleanUp();
    expect(removed).toBe(0);
    expect(leftovers.map(({ what }) => what)).toEqual(['note 2 of bob', 'note 1 of alice']);
    expect(leftovers.every(({ reason }) => /not answered|does not answer/.test(reason))).toBe(true);
  });

  test('is removed by a fresh client after the scan was over while it was being made', async () => {
    const app = signedInApp();
    const rows = storeOf(app, '/notes');
    // The proofs of life take four requests, and their answers say who the callers are, so the second note is too much.
    await using bench = await workbench({ app: app.fetch, operations: ['GET /me', ...notes], maxRequests: 5 });
    expect(await bench.workshop.makeFirst()).toHaveLength(1);
    const { removed, leftovers } = await bench.workshop.cleanUp();
    expect(removed).toBe(0);
    expect(leftovers.map(({ what, reason }) => `${what}: ${reason.split(':')[0]}`)).toEqual([
      'note 1 of alice: the scan ended before it could be removed',
    ]);
    await bench.refresh();
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 1, leftovers: [] });
    expect(rows.size).toBe(0);
  });

  test('is deleted by somebody else who may, where its owner may not', async () => {
    const app = signedInApp();
    const rows = new Map<number, string>();
    app.post('/posts', async (context) => {
      rows.set(rows.size + 1, (await context.req.json()).title);
      return context.json({ id: rows.size }, 201);
    });
    app.delete('/posts/:id', (context) => {
      if (callerOf(context.req.raw) !== 'carol') return context.json({ error: 'moderators only' }, 403);
      rows.delete(Number(context.req.param('id')));
      return context.body(null, 204);
    });
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', withBody('POST /posts', texts('title')), 'DELETE /posts/{post_id}'],
      own: ['alice'],
      given: ['carol'],
    });
    await bench.workshop.makeFirst();
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 2, leftovers: [] });
    expect(rows.size).toBe(0);
  });

  test('that an update of nothing brought about is removed, too', async () => {
    const app = signedInApp();
    const rows = storeOf(app, '/notes');
    const upserting = async (request: Request): Promise<Response> => {
      const id = Number(/\/notes\/(\d+)$/.exec(new URL(request.url).pathname)?.[1]);
      if (request.method === 'PUT' && !rows.has(id))
        rows.set(id, { ...((await request.json()) as object), id, owner: callerOf(request) as string });
      else return app.fetch(request);
      return Response.json(rows.get(id));
    };
    await using bench = await workbench({ app: upserting, operations: ['GET /me', ...notes], own: ['alice'] });
    await bench.workshop.makeFirst();
    const { write, lookalike } = bench.workshop.tools;
    const values = { note_id: lookalike('1') };
    const update = bench.operation('PUT /notes/{note_id}');
    await write({ operation: update, values, body: { title: 'new' } }, bench.identity('alice'), 'test');
    expect(rows.size).toBe(2);
    expect((await bench.workshop.cleanUp()).leftovers).toEqual([]);
    expect(rows.size).toBe(0);
  });

  test('is found below the names of its owner', async () => {
    const app = signedInApp();
    const rows = storeOf(app, '/posts');
    app.delete('/users/:user/posts/:id', (context) => {
      const isOwn = Number(context.req.param('user')) === callerIds[callerOf(context.req.raw) ?? ''];
      return context.body(null, isOwn && rows.delete(Number(context.req.param('id'))) ? 204 : 404);
    });
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        withBody('POST /posts', texts('title')),
        operation('GET /posts'),
        'DELETE /users/{user_id}/posts/{post_id}',
      ],
    });
    await bench.workshop.makeFirst();
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 2, leftovers: [] });
    expect(rows.size).toBe(0);
  });

  test('holds the nonce of the scan, so that a person can find what is left', async () => {
    const app = signedInApp();
    const rows = storeOf(app, '/notes');
    await using bench = await workbench({ app: app.fetch, operations: ['GET /me', ...notes] });
    await bench.workshop.makeFirst();
    expect([...rows.values()].every((row) => JSON.stringify(row).includes(nonce))).toBe(true);
  });
});
