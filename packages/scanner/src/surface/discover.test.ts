import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Credential, inProcessTransport, openClient } from '@middlebrick/http';
import { isScanError, Secret, type Surface } from '@middlebrick/model';
import { type Context, Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discoverSurface } from './discover.ts';
import { specPlaces } from './spec-places.ts';

const origin = 'http://127.0.0.1:5000';
const alice: Credential = {
  identity: 'alice',
  headers: [{ name: 'Authorization', prefix: 'Bearer ', secret: new Secret('alice-token', 'ALICE_TOKEN') }],
};
const isAlice = (context: Context) => context.req.header('authorization') === 'Bearer alice-token';

const spec = { openapi: '3.0.3', paths: { '/users/{id}': { get: {} } } };

interface Discovery {
  surface: Surface | undefined;
  code: string | undefined;
  requests: string[];
}

/** Discovers an application and tells what was asked of it, in order. */
async function discover(
  app: Hono,
  options: { spec?: string; credentials?: Credential[]; base?: string } = {},
): Promise<Discovery> {
  const requests: string[] = [];
  const transport = inProcessTransport((request) => {
    const { pathname, search } = new URL(request.url);
    const who = request.headers.has('authorization') ? ' as alice' : '';
    requests.push(`${request.method} ${pathname}${search}${who}`);
    return app.fetch(request);
  });
  await using client = await openClient({
    baseUrl: options.base ?? origin,
    userAgent: 'middlebrick/test',
    scanId: 's',
    transport,
  });
  const { base: _, credentials = [], ...rest } = options;
  try {
    return { surface: await discoverSurface(client, { ...rest, credentials }), code: undefined, requests };
  } catch (error) {
    if (!isScanError(error)) throw error;
    return { surface: undefined, code: error.code, requests };
  }
}

const ids = (discovery: Discovery) => discovery.surface?.operations.map(({ id }) => id);

describe('a specification that is given', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'middlebrick-discover-'));
    writeFileSync(join(folder, 'spec.yaml'), 'openapi: 3.0.3\npaths: { /a: { get: {} } }\n');
    writeFileSync(join(folder, 'empty.json'), '{"openapi":"3.0.3","paths":{}}');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a file costs no request', async () => {
    const found = await discover(new Hono(), { spec: join(folder, 'spec.yaml') });
    expect(ids(found)).toEqual(['GET /a']);
    expect(found.surface?.source).toBe(`${join(folder, 'spec.yaml')} (OpenAPI 3.0.3)`);
    expect(found.requests).toEqual([]);
  });

  test('a URL, without a credential where none is asked for', async () => {
    const app = new Hono().get('/x/spec', (context) => context.json(spec));
    const found = await discover(app, { spec: `${origin}/x/spec`, credentials: [alice] });
    expect(ids(found)).toEqual(['GET /users/{id}']);
    expect(found.requests).toEqual(['GET /x/spec']);
  });

  test('a URL that wants a credential', async () => {
    const app = new Hono().get('/spec', (context) => (isAlice(context) ? context.json(spec) : context.json({}, 401)));
    const found = await discover(app, { spec: `${origin}/spec`, credentials: [alice] });
    expect(ids(found)).toEqual(['GET /users/{id}']);
    expect(found.requests).toEqual(['GET /spec', 'GET /spec as alice']);
  });

  test.each([
    ['a missing file', () => join(folder, 'none.yaml'), 'FILE_UNREADABLE'],
    ['a folder', () => folder, 'FILE_UNREADABLE'],
    ['no operation', () => join(folder, 'empty.json'), 'NO_SURFACE'],
    ['an HTML page', () => `${origin}/page`, 'BAD_SPEC'],
    ['a refusal', () => `${origin}/none`, 'BAD_SPEC'],
  ])('%s is an error', async (_, place, code) => {
    const app = new Hono().get('/page', (context) => context.html('<!doctype html><p>Docs'));
    expect((await discover(app, { spec: place() })).code).toBe(code);
  });
});

describe('well-known places', () => {
  test.each(specPlaces)('%s', async (place) => {
    const app = new Hono().get(place, (context) => context.json(spec));
    const found = await discover(app);
    expect(found.surface?.source).toBe(`${place} (OpenAPI 3.0.3)`);
    expect(ids(found)).toEqual(['GET /users/{id}']);
  });

  test('the first place costs one batch and one calibration', async () => {
    const app = new Hono().get('/openapi.json', (context) => context.json(spec));
    const { requests } = await discover(app, { credentials: [alice] });
    expect(requests.slice(0, 4)).toEqual([
      'GET /openapi.json',
      'GET /swagger.json',
      'GET /v3/api-docs',
      'GET /api/openapi.json',
    ]);
    expect(requests).toHaveLength(5);
    expect(requests[4]).toMatch(/^GET \/mb[0-9a-z]+$/);
  });

  test('a place that wants a credential is asked again with one', async () => {
    const app = new Hono().get('/api-docs', (context) =>
      isAlice(context) ? context.json(spec) : context.json({}, 401),
    );
    const { surface, requests } = await discover(app, { credentials: [alice] });
    expect(surface?.source).toBe('/api-docs (OpenAPI 3.0.3)');
    expect(requests.filter((request) => request.endsWith('as alice'))).toEqual([
      'GET /api-docs as alice',
      expect.stringMatching(/^GET \/mb[0-9a-z]+ as alice$/),
    ]);
  });

  test.each([
    ['Swagger UI', '/docs', '<script>SwaggerUIBundle({ url: "/hidden/spec.json", dom_id: "#ui" })</script>'],
    ['Redoc', '/redoc', '<redoc spec-url="/hidden/spec.json"></redoc>'],
    ['Scalar', '/api/docs', '<script id="api-reference" data-url="../hidden/spec.json"></script>'],
    ['a link', '/docs', '<a href="/hidden/openapi.json">download</a><a href="/hidden/swagger.json">x</a>'],
    ['an initialiser', '/swagger-ui/index.html', '<script src="./swagger-initializer.js"></script>'],
  ])('the page of %s names the place', async (_, page, html) => {
    const app = new Hono()
      .get(page, (context) => context.html(`<!doctype html><html>${html}</html>`))
      .get('/swagger-ui/swagger-initializer.js', (context) =>
        context.body('x({ "url": "https://petstore.example.com/a.json", urls: [{url: "/hidden/spec.json"}] })'),
      )
      .get('/hidden/openapi.json', (context) => context.json({ not: 'a spec' }))
      .get('/hidden/:file', (context) => context.json(spec));
    expect(ids(await discover(app))).toEqual(['GET /users/{id}']);
  });

  test('a page that every route answers with is no specification', async () => {
    const html = await discover(new Hono().get('*', (context) => context.html('<!doctype html><div id="app"></div>')));
    expect(html.code).toBe('NO_SURFACE');
    const everywhere = await discover(new Hono().get('*', (context) => context.json(spec)));
    expect(everywhere.code).toBe('NO_SURFACE');
  });

  test('broken specifications are passed over', async () => {
    const app = new Hono()
      .get('/openapi.json', (context) => context.body('{"openapi": "3.0.0", '))
      .get('/swagger.json', (context) => context.json({ swagger: '2.0', paths: {} }))
      .get('/spec', (context) => context.json(spec));
    expect((await discover(app)).surface?.source).toBe('/spec (OpenAPI 3.0.3)');
  });

  test('a broken specification is spoken of when nothing better is found', async () => {
    const app = new Hono()
      .get('/openapi.json', (context) => context.body('{"openapi": "3.0.0", '))
      .get('/swagger.json', (context) => context.json({ swagger: '2.0', paths: {} }))
      .get('/users', (context) => context.json([]));
    const { surface } = await discover(app);
    expect(surface?.warnings).toEqual([
      expect.stringContaining(`${origin}/openapi.json is not valid JSON: `),
      `${origin}/swagger.json describes no operation.`,
    ]);
  });

  test('redirects are followed, specifications larger than an answer may be are fetched whole', async () => {
    const large = { ...spec, info: { description: 'x'.repeat(3 * 1024 * 1024) } };
    const app = new Hono()
      .get('/openapi.json', (context) => context.redirect('/v9/spec'))
      .get('/v9/spec', (context) => context.json(large));
    const found = await discover(app);
    expect(found.surface?.source).toBe('/v9/spec (OpenAPI 3.0.3)');
    const direct = await discover(new Hono().get('/openapi.json', (context) => context.json(large)));
    expect(direct.surface?.source).toBe('/openapi.json (OpenAPI 3.0.3)');
  });

  test('below a base URL with a path, and at the root of its host', async () => {
    const below = new Hono().get('/api/openapi.json', (context) => context.json(spec));
    expect(ids(await discover(below, { base: `${origin}/api` }))).toEqual(['GET /users/{id}']);
    const root = new Hono().get('/openapi.json', (context) => context.json(spec));
    expect(ids(await discover(root, { base: `${origin}/api` }))).toEqual(['GET /users/{id}']);
  });
});

describe('without a specification', () => {
  const people = [
    { username: 'alice', href: '/api/users/alice', team: { self: `${origin}/api/teams/5` } },
    { username: 'bob', href: '/api/users/bob', away: 'https://example.com/api/secrets', image: '/static/bob.png' },
  ];
  const shop = () =>
    new Hono()
      .get('/', (context) =>
        context.json({
          users_url: `${origin}/api/users`,
          sign_out_url: '/auth/logout',
          wipe: '/api/cache?action=purge',
        }),
      )
      .get('/api/users', (context) => context.json({ items: people, next: '/api/users?page=2' }))
      .get('/api/users/:name', (context) =>
        people.some(({ username }) => username === context.req.param('name'))
          ? context.json({ posts: `${context.req.path}/posts` })
          : context.json({}, 404),
      )
      .get('/api/users/:name/posts', (context) => context.json([{ id: 7 }]))
      .get('/api/users/:name/posts/:id', (context) => context.json({ id: 7 }))
      .get('/api/teams/:id', (context) => context.json({ error: 'forbidden' }, 403))
      .get('/api/me', (context) => (isAlice(context) ? context.json({ name: 'alice' }) : context.json({}, 401)))
      .all('/api/orders', (context) => context.text('', 405, { Allow: 'POST, OPTIONS' }))
      .get('/auth/logout', (context) => context.json({}));

  test('links and common names give the operations, concrete values become examples', async () => {
    const { surface } = await discover(shop());
    const plain = surface?.operations.map(({ id, source, parameters, responses }) => ({
      id,
      source,
      parameters: Object.fromEntries(parameters.map(({ name, examples }) => [name, examples])),
      statuses: responses.map(({ status }) => status),
    }));
    expect(plain).toEqual([
      { id: 'GET /', source: 'link', parameters: {}, statuses: ['200'] },
      { id: 'GET /api/cache', source: 'link', parameters: { action: ['purge'] }, statuses: [] },
      { id: 'GET /api/me', source: 'word-list', parameters: {}, statuses: ['401'] },
      { id: 'POST /api/orders', source: 'word-list', parameters: {}, statuses: [] },
      { id: 'GET /api/teams/{team_id}', source: 'link', parameters: { team_id: ['5'] }, statuses: ['403'] },
      { id: 'GET /api/users', source: 'link', parameters: { page: ['2'] }, statuses: ['200'] },
      { id: 'GET /api/users/{user_id}', source: 'link', parameters: { user_id: ['alice', 'bob'] }, statuses: ['200'] },
      {
        id: 'GET /api/users/{user_id}/posts',
        source: 'link',
        parameters: { user_id: ['alice', 'bob'] },
        statuses: ['200'],
      },
      {
        id: 'GET /api/users/{user_id}/posts/{post_id}',
        source: 'link',
        parameters: { user_id: ['alice', 'bob'], post_id: ['7'] },
        statuses: ['200'],
      },
      { id: 'GET /auth/logout', source: 'link', parameters: {}, statuses: [] },
    ]);
    expect(surface?.source).toBe('links and common names');
  });

  test('only GETs are sent, none that seems to change state, none elsewhere, and the same ones every time', async () => {
    const first = await discover(shop(), { credentials: [alice] });
    const second = await discover(shop(), { credentials: [alice] });
    expect(second).toEqual({ ...first, surface: expect.objectContaining({ operations: first.surface?.operations }) });
    expect(first.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
    expect(first.requests.filter((request) => /logout|purge|secrets|png/.test(request))).toEqual([]);
    expect(first.surface?.operations.find(({ id }) => id === 'GET /api/me')?.responses).toEqual([
      { status: '200', mediaType: 'application/json' },
    ]);
  });

  test('an endless web of links ends at the limit, and leaves room for common names', async () => {
    let made = 0;
    const app = new Hono()
      .get('/v1/invoices', (context) => context.json([]))
      .get('/page-:name', (context) =>
        context.json({
          links: Array.from({ length: 50 }, () => `/page-${'abcdefghij'[made % 10]}${'x'.repeat(made++ % 300)}`),
        }),
      )
      .get('/', (context) => context.json({ next: '/page-a' }));
    const { surface, requests } = await discover(app);
    const specRequests = specPlaces.length + 6 + 1;
    expect(requests.length).toBeLessThanOrEqual(120 + specRequests);
    expect(surface?.operations.map(({ id }) => id)).toContain('GET /v1/invoices');
  });

  test('where unknown routes are refused with 403, a refusal proves nothing', async () => {
    const gateway = new Hono()
      .get('/users', (context) => context.json({ message: 'Forbidden' }, 403))
      .get('/health', (context) => context.json({ ok: true }))
      .get('/orders', (context) => context.json({ message: 'Unauthorized' }, 401))
      .notFound((context) => context.json({ message: 'Missing Authentication Token' }, 403));
    expect(ids(await discover(gateway))).toEqual(['GET /health', 'GET /orders']);
  });

  test('a middleware that asks everybody to sign in hides everything', async () => {
    const app = new Hono().all('*', (context) => context.json({ error: 'sign in' }, 401));
    expect((await discover(app)).code).toBe('NO_SURFACE');
  });

  test('where every route answers 200, other bodies are routes', async () => {
    const app = new Hono()
      .get('/api/users', (context) => context.json([{ id: 1, name: 'a' }]))
      .get('/api/users/:id', (context) => context.json({ id: 1, name: 'a', email: 'a@example.com' }))
      .all('*', (context) => context.json({ status: 'error', message: `no route ${context.req.path}` }));
    expect(ids(await discover(app))).toEqual(['GET /api/users', 'GET /api/users/{user_id}']);
  });

  test('scripts of a page name paths', async () => {
    const calls = ['fetch("/api/books")', 'axios.get(`/api/books/$' + '{book.id}/pages`)', 'post("/api/old.png")'];
    const script = [...calls, 'const route = "/about"', 'show("/v1/notes/:id")'].join(';\n');
    const app = new Hono()
      .get('/', (context) => context.html('<!doctype html><script src="/app.js"></script><a href="/help">Help</a>'))
      .get('/app.js', (context) => context.body(script, 200, { 'content-type': 'text/javascript' }))
      .get('/help', (context) => context.html('<!doctype html><p>Help'))
      .get('/api/books', (context) => context.json([]));
    expect(ids(await discover(app))).toEqual([
      'GET /api/books',
      'GET /api/books/{book_id}/pages',
      'GET /v1/notes/{id}',
    ]);
  });

  test('an API without a single link is found from the ids in its answers', async () => {
    const app = new Hono()
      .get('/api/me', (context) => context.json({ user_id: 'u-one', name: 'Alice' }))
      .get('/api/users/:id', (context) =>
        context.req.param('id') === 'u-one' ? context.json({ name: 'Alice' }) : context.json({}, 404),
      )
      .get('/api/users/:id/posts', (context) =>
        context.req.param('id') === 'u-one' ? context.json([{ post_id: 'first' }]) : context.json({}, 404),
      )
      .get('/api/users/:id/posts/:post', (context) => context.json({ text: 'hello' }))
      .get('/health', (context) => context.json({ ok: true }));
    const found = await discover(app);
    expect(ids(found)).toEqual([
      'GET /api/me',
      'GET /api/users/{user_id}',
      'GET /api/users/{user_id}/posts',
      'GET /api/users/{user_id}/posts/{post_id}',
      'GET /health',
    ]);
    expect(found.surface?.operations[3]?.parameters.map(({ examples }) => examples)).toEqual([['u-one'], ['first']]);
  });

  test('of many links of one kind two are followed', async () => {
    const links = Array.from({ length: 30 }, (_, index) => `/api/books/${index + 1}`);
    const app = new Hono()
      .get('/api', (context) => context.json({ links }))
      .get('/api/books/:id', (context) => context.json({ title: context.req.param('id') }));
    const { surface, requests } = await discover(app);
    expect(requests.filter((request) => /books\/\d+$/.test(request))).toEqual(['GET /api/books/1', 'GET /api/books/2']);
    expect(surface?.operations.map(({ id }) => id)).toEqual(['GET /api', 'GET /api/books/{book_id}']);
  });

  test('a path of the base URL stays out of the operations', async () => {
    const app = new Hono()
      .get('/base/', (context) => context.json({ notes_url: '/base/notes', other_url: '/elsewhere' }))
      .get('/base', (context) => context.json({ notes_url: '/base/notes', other_url: '/elsewhere' }))
      .get('/base/notes', (context) => context.json([]));
    expect(ids(await discover(app, { base: `${origin}/base` }))).toEqual(['GET /', 'GET /notes']);
  });

  test('an aborted discovery ends at once', async () => {
    await using client = await openClient({
      baseUrl: origin,
      userAgent: 'u',
      scanId: 's',
      transport: inProcessTransport(() => new Response('')),
    });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(discoverSurface(client, { credentials: [], signal })).rejects.toThrow('enough');
    expect(client.stats.requests).toBe(0);
  });
});
