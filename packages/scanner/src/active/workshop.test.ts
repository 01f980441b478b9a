import type { JsonObject } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { UnsafeWrite } from './contract.ts';
import {
  callerIds,
  callerOf,
  nonce,
  objectOf,
  signedInApp,
  storeOf,
  storeOperations,
  texts,
  withBody,
  workbench,
} from './workshop/workbench.fixture.ts';

describe('making objects', () => {
  test('gives each identity one object by each maker, in one request each', async () => {
    const app = signedInApp();
    const notes = storeOf(app, '/notes');
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', ...storeOperations('/notes', 'note_id', texts('title', 'text'))],
    });
    const made = await bench.workshop.makeFirst();
    expect(made.map(({ owner, resource }) => `${resource} of ${owner}`)).toEqual(['note of alice', 'note of bob']);
    expect(bench.sent.filter((line) => line.includes('POST'))).toEqual(['alice POST /notes', 'bob POST /notes']);
    expect([...notes.values()].every(({ title }) => String(title).includes(nonce))).toBe(true);
    expect(new Set(made.flatMap(({ canaries }) => canaries)).size).toBe(4);
  });

  test("makes parents before their children and fills the ids of each identity's own", async () => {
    const app = signedInApp();
    storeOf(app, '/projects', 50);
    const tasks = storeOf(app, '/projects/:project_id/tasks', 900);
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        ...storeOperations('/projects/{project_id}/tasks', 'task_id', texts('title')),
        ...storeOperations('/projects', 'project_id', texts('name')),
      ],
    });
    const made = await bench.workshop.makeFirst();
    expect(made.map(({ resource }) => resource)).toEqual(['project', 'project', 'task', 'task']);
    expect([...tasks.values()].map(({ owner, project_id }) => `${owner} ${project_id}`)).toEqual([
      'alice 50',
      'bob 51',
    ]);
  });

  test('fills references in bodies, and leaves the optional ones of a circle out', async () => {
    const app = signedInApp();
    storeOf(app, '/teams', 10);
    const players = storeOf(app, '/players', 20);
    const number = { type: 'integer' };
    const text = { type: 'string' };
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        ...storeOperations('/players', 'player_id', objectOf({ nickname: text, team_id: number })),
        ...storeOperations(
          '/teams',
          'team_id',
          objectOf({ name: text, captain_id: number, player_id: number }, ['name']),
        ),
      ],
    });
    const made = await bench.workshop.makeFirst();
    expect(made.map(({ resource, owner }) => `${resource} of ${owner}`)).toEqual([
      'team of alice',
      'team of bob',
      'player of alice',
      'player of bob',
    ]);
    expect([...players.values()].map(({ team_id }) => team_id)).toEqual([10, 11]);
  });

  test('puts what it makes below the own id of each identity', async () => {
    const app = signedInApp();
    const posts = storeOf(app, '/users/:user_id/posts');
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', ...storeOperations('/users/{user_id}/posts', 'post_id', texts('title'))],
    });
    await bench.workshop.makeFirst();
    expect([...posts.values()].map(({ owner, user_id }) => [owner, Number(user_id)])).toEqual([
      ['alice', callerIds['alice']],
      ['bob', callerIds['bob']],
    ]);
  });

  test('chooses keys of its own where the client has to', async () => {
    const app = signedInApp();
    const pages = new Map<string, unknown>();
    app.put('/pages/:slug', async (context) => {
      pages.set(context.req.param('slug'), await context.req.json());
      return context.body(null, 204);
    });
    app.get('/pages/:slug', (context) => {
      const page = pages.get(context.req.param('slug'));
      return page === undefined ? context.json({}, 404) : context.json(page);
    });
    app.delete('/pages/:slug', (context) => {
      pages.delete(context.req.param('slug'));
      return context.body(null, 204);
    });
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        withBody('PUT /pages/{slug}', texts('content')),
        'GET /pages/{slug}',
        'DELETE /pages/{slug}',
      ],
    });
    const made = await bench.workshop.makeFirst();
    expect(made.map(({ values }) => values['slug'])).toEqual([...pages.keys()]);
    expect(new Set(pages.keys()).size).toBe(2);
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 2, leftovers: [] });
    expect(pages.size).toBe(0);
  });

  test('learns from complaints, and asks the second identity in one request', async () => {
    const app = signedInApp();
    const items = new Map<number, unknown>();
    app.post('/items', async (context) => {
      const body = await context.req.json();
      if (typeof body.title !== 'string' || body.title.length < 30)
        return context.json({ errors: { title: ['must be at least 30 characters'] } }, 422);
      items.set(items.size + 1, body);
      return context.json({ id: items.size }, 201);
    });
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', withBody('POST /items', texts('title')), 'GET /items/{id}'],
    });
    const made = await bench.workshop.makeFirst();
    expect(made).toHaveLength(2);
    expect(bench.sent.filter((line) => line.includes('POST'))).toEqual([
      'alice POST /items',
      'alice POST /items',
      'bob POST /items',
    ]);
  });

  test('tries the alternatives of a body', async () => {
    const app = signedInApp();
    app.post('/shapes', async (context) => {
      const body = await context.req.json();
      return body.kind === 'square' && typeof body.label === 'string'
        ? context.json({ id: 5 }, 201)
        : context.json({ error: 'this shape is not supported' }, 400);
    });
    const shape = (kind: string, field: string) => objectOf({ kind: { const: kind }, [field]: { type: 'string' } });
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        withBody('POST /shapes', { oneOf: [shape('circle', 'note'), shape('square', 'label')] }),
        'GET /shapes/{shape_id}',
      ],
      own: ['alice'],
    });
    expect(await bench.workshop.makeFirst()).toHaveLength(1);
  });

  test('takes the id from a Location', async () => {
    const app = signedInApp();
    const things = new Set(['7']);
    app.post('/things', (context) => context.body(null, 201, { location: 'http://small.test/things/7' }));
    app.delete('/things/:id', (context) => context.body(null, things.delete(context.req.param('id')) ? 204 : 404));
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', withBody('POST /things', texts('name')), 'DELETE /things/{id}'],
      own: ['alice'],
    });
    const [made] = await bench.workshop.makeFirst();
    expect(made && bench.workshop.tools.valuesFor(bench.operation('DELETE /things/{id}'), made)).toEqual({ id: '7' });
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 1, leftovers: [] });
  });

  test('finds what it made by its text in a list, where the answer gives no id', async () => {
    const app = signedInApp();
    const rows = [{ id: 1, subject: 'someone else wrote this' }];
    app.post('/letters', async (context) => {
      rows.push({ id: rows.length + 1, subject: (await context.req.json()).subject });
      return context.json({ ok: true });
    });
    app.get('/letters', (context) => context.json({ letters: rows }));
    app.delete('/letters/:id', (context) => {
      const index = rows.findIndex(({ id }) => String(id) === context.req.param('id'));
      rows.splice(index, 1);
      return context.body(null, 204);
    });
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', withBody('POST /letters', texts('subject')), 'GET /letters', 'DELETE /letters/{id}'],
      own: ['alice'],
    });
    expect(await bench.workshop.makeFirst()).toHaveLength(1);
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 1, leftovers: [] });
    expect(rows).toEqual([{ id: 1, subject: 'someone else wrote this' }]);
  });

  test('does not believe a success with an error in it, nor one that names nothing new', async () => {
    const app = signedInApp();
    app.post('/orders', (context) => context.json({ success: false, error: 'no stock', id: 3 }));
    app.post('/carts', (context) => context.json({ ok: true }));
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        withBody('POST /orders', texts('note')),
        'GET /orders/{id}',
        withBody('POST /carts', texts('note')),
        'GET /carts/{id}',
      ],
      own: ['alice'],
    });
    expect(await bench.workshop.makeFirst()).toEqual([]);
    expect(await bench.workshop.tools.make(bench.operation('POST /carts'), bench.identity('alice'))).toBe(
      'POST /carts answers 200 and gives no id of anything new',
    );
  });

  test('says by which operations nobody could make anything, and what the API said', async () => {
    const app = signedInApp();
    app.post('/orders', (context) => context.json({ error: 'The product does not exist.' }, 422));
    app.post('/notes', (context) =>
      context.req.header('authorization') === 'Bearer token-alice'
        ? context.json({ error: 'Not for you.' }, 403)
        : context.json({ id: 'n-1' }, 201),
    );
    await using bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        withBody('POST /orders', texts('note')),
        'DELETE /orders/{order_id}',
        withBody('POST /notes', texts('note')),
        'DELETE /notes/{note_id}',
      ],
    });
    expect(await bench.workshop.makeFirst()).toHaveLength(1);
    expect(bench.workshop.notMade()).toEqual([
      { operation: 'POST /orders', reason: 'POST /orders answers 422 to alice: The product does not exist.' },
    ]);
  });

  test('believes a given identity only what says that it is new', async () => {
    const app = signedInApp();
    app.post('/baskets', (context) => context.json({ id: 4 }));
    const operations = ['GET /me', 'POST /baskets', 'DELETE /baskets/{id}'];
    await using given = await workbench({ app: app.fetch, operations, own: [], given: ['carol'] });
    expect(await given.workshop.makeFirst()).toEqual([]);
    await using own = await workbench({ app: app.fetch, operations, own: ['alice'] });
    expect(await own.workshop.makeFirst()).toHaveLength(1);
  });

  test.each([
    ['POST /users/{user_id}/password', 'it is about accounts ("password")'],
    ['POST /payments', 'it acts in the world, or on something else ("payments")'],
    ['POST /notes/{note_id}/archive', 'it acts in the world, or on something else ("archive")'],
    ['POST /admin/notes', 'it concerns more than the caller ("admin")'],
    ['POST /ghosts', 'nothing reads or removes what it would make'],
    ['PUT /notes/{note_id}', 'it updates what another operation makes'],
    ['POST /profile', 'its path names one thing and no collection'],
  ])('leaves %s alone: %s', async (id, reason) => {
    await using bench = await workbench({
      app: signedInApp().fetch,
      operations: ['GET /me', id, 'POST /notes', 'GET /notes/{note_id}', 'GET /profile', 'GET /payments/{id}'],
    });
    const answer = await bench.workshop.tools.make(bench.operation(id), bench.identity('alice'));
    expect(answer).toBe(`${id} makes nothing: ${reason}`);
    expect(bench.sent).toEqual([]);
  });

  test('says what an identity lacks to make something', async () => {
    const app = signedInApp();
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', ...storeOperations('/shops/{shop_id}/goods', 'good_id', texts('name'))],
    });
    const answer = await bench.workshop.tools.make(
      bench.operation('POST /shops/{shop_id}/goods'),
      bench.identity('alice'),
    );
    expect(answer).toBe('POST /shops/{shop_id}/goods needs shop_id, and alice has none of its own');
  });
});

describe('writing', () => {
  async function notes(foreign = true) {
    const app = signedInApp();
    const rows = storeOf(app, '/notes');
    if (foreign) rows.set(500, { id: 500, owner: 'root', title: "root's" });
    const bench = await workbench({
      app: app.fetch,
      operations: [
        'GET /me',
        ...storeOperations('/notes', 'note_id', texts('title')),
        'DELETE /notes',
        'DELETE /users/{user_id}',
        'PATCH /me',
      ],
    });
    await bench.workshop.makeFirst();
    return { bench, rows };
  }

  test('reaches what the scan made, by whoever asks', async () => {
    const { bench, rows } = await notes();
    await using _ = bench;
    const [made] = bench.workshop.tools.made();
    const operation = bench.operation('PUT /notes/{note_id}');
    const values = made === undefined ? undefined : bench.workshop.tools.valuesFor(operation, made);
    expect(values).toEqual({ note_id: '1' });
    const plan = { operation, values: values ?? {}, body: { title: 'changed' } };
    const answer = await bench.workshop.tools.write(plan, bench.identity('alice'), 'test');
    expect(answer.response?.status).toBe(200);
    expect(rows.get(1)?.['title']).toBe('changed');
    expect((await bench.workshop.tools.write(plan, bench.identity('bob'), 'test')).response?.status).toBe(404);
  });

  test.each([
    ['an object of somebody else', 'DELETE /notes/{note_id}', { values: { note_id: '500' } }],
    ['a number that is an object elsewhere', 'DELETE /users/{user_id}', { values: { user_id: '1' } }],
    ['a whole collection', 'DELETE /notes', { values: {} }],
    ['a collection, with an id that it may ignore', 'DELETE /notes', { values: {}, query: { note_id: '1' } }],
    ['several objects in one value', 'DELETE /notes/{note_id}', { values: { note_id: '1,500' } }],
    ['a foreign id in a body', 'PUT /notes/{note_id}', { values: { note_id: '1' }, body: { parent: [{ id: 500 }] } }],
    ['a foreign owner', 'PUT /notes/{note_id}', { values: { note_id: '1' }, body: { title: 'x', owner_id: 500 } }],
    ['ids in a list', 'PUT /notes/{note_id}', { values: { note_id: '1' }, body: { note_ids: [1, 500] } }],
    ['another host', 'PUT /notes/{note_id}', { values: { note_id: '1' }, headers: [['Host', 'other.test']] }],
    ['another method on a collection', 'POST /notes', { values: {}, headers: [['X-HTTP-Method-Override', 'DELETE']] }],
    ['another caller', 'PATCH /me', { values: {}, headers: [['X-User-Id', '500']] }],
  ] as const)('is refused for %s', async (_, id, plan) => {
    const { bench, rows } = await notes();
    await using _bench = bench;
    const before = JSON.stringify([...rows]);
    const count = bench.sent.length;
    const write = bench.workshop.tools.write(
      { operation: bench.operation(id), ...structuredClone(plan as object), values: plan.values } as never,
      bench.identity('alice'),
      'test',
    );
    await expect(write).rejects.toThrow(UnsafeWrite);
    expect(bench.sent).toHaveLength(count);
    expect(JSON.stringify([...rows])).toBe(before);
  });

  test('may say what somebody is, and may not say whose something is', async () => {
    const app = signedInApp();
    const rows = storeOf(app, '/notes');
    const roles = ['PUT /users/{user_id}/role', 'GET /roles/{role_id}'];
    await using bench = await workbench({
      app: app.fetch,
      operations: ['GET /me', ...roles, ...storeOperations('/notes', 'note_id', texts('title'))],
      own: ['alice'],
    });
    await bench.workshop.makeFirst();
    const operation = bench.operation('PUT /notes/{note_id}');
    const write = (body: JsonObject) =>
      bench.workshop.tools.write({ operation, values: { note_id: '1' }, body }, bench.identity('alice'), 'test');
    await write({ role: 'admin', is_admin: true, views: 1000 });
    expect(rows.get(1)).toMatchObject({ role: 'admin', is_admin: true, views: 1000 });
    for (const body of [{ role: '7' }, { role: 7 }, { owner: 'root' }, { assigned_to: 'root' }]) {
      await expect(write(body)).rejects.toThrow(UnsafeWrite);
    }
  });

  test('to oneself is for accounts of the scan alone', async () => {
    const app = signedInApp();
    app.patch('/me', (context) => context.json({ id: callerIds[callerOf(context.req.raw) ?? ''] }));
    await using bench = await workbench({ app: app.fetch, operations: ['GET /me', 'PATCH /me'], given: ['carol'] });
    const plan = { operation: bench.operation('PATCH /me'), values: {}, body: { bio: 'hello' } };
    const { write } = bench.workshop.tools;
    expect((await write(plan, bench.identity('alice'), 'test')).response?.status).toBe(200);
    await expect(write(plan, bench.identity('carol'), 'test')).rejects.toThrow(UnsafeWrite);
    const forged = bench.sessions.derive(bench.identity('alice'), { name: 'forged', bearer: 'token-carol' });
    await expect(write(plan, forged, 'test')).rejects.toThrow(UnsafeWrite);
    await expect(write(plan, { ...forged, derivedFrom: 'alice' }, 'test')).rejects.toThrow(UnsafeWrite);
  });

  test('names what does not exist only by a lookalike', async () => {
    const { bench } = await notes();
    await using _ = bench;
    const operation = bench.operation('DELETE /notes/{note_id}');
    const { write, lookalike } = bench.workshop.tools;
    const missing = lookalike('500');
    const answer = await write({ operation, values: { note_id: missing } }, bench.identity('alice'), 'test');
    expect(answer.response?.status).toBe(404);
    const other = { operation, values: { note_id: String(Number(missing) + 1) } };
    await expect(write(other, bench.identity('alice'), 'test')).rejects.toThrow(UnsafeWrite);
  });

  test('writes down what it created, and that is removed at the end', async () => {
    const { bench, rows } = await notes();
    await using _ = bench;
    const { write, fill, made } = bench.workshop.tools;
    const operation = bench.operation('POST /notes');
    const body = fill(operation, bench.identity('bob'))?.value ?? {};
    await write({ operation, values: {}, body }, bench.identity('bob'), 'test');
    expect(made().map(({ owner }) => owner)).toEqual(['alice', 'bob', 'bob']);
    expect(await bench.workshop.cleanUp()).toEqual({ removed: 3, leftovers: [] });
    expect([...rows.keys()]).toEqual([500]);
  });

  test('gives every text once', async () => {
    const { bench } = await notes();
    await using _ = bench;
    const all = Array.from({ length: 2000 }, () => bench.workshop.tools.unique());
    expect(new Set(all).size).toBe(2000);
    expect(all.every((text) => /^[a-z][a-z0-9]+$/.test(text) && text.endsWith(nonce))).toBe(true);
  });
});
