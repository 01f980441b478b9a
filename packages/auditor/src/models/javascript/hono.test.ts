import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const start = `
import { Hono } from 'hono';
import { store } from 'test-store';
const app = new Hono();
`;

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'parts of the request',
    code: `
import { getCookie, getSignedCookie } from 'hono/cookie';
app.post('/a/:id', async (c) => {
  const body = await c.req.json();
  await store.write({
    path: c.req.param('id'),
    all: c.req.param().id,
    query: c.req.query('q'),
    queries: c.req.query().q,
    body: body.title,
    header: c.req.header('X-A'),
    cookie: getCookie(c, 'a'),
    signed: await getSignedCookie(c, 'k', 'b'),
    url: new URL(c.req.url).searchParams.get('z'),
  });
  return c.json({ ok: true });
});
`,
    expected: `
POST /a/{id}
  write {path: path id, all: path id, query: query q, queries: query q, body: body title, header: header x-a, cookie: cookie a, signed: me, url: query z}
  answer {ok: true}
`,
  },
  {
    name: 'an answer is what is returned',
    code: `
app.get('/a/:id', async (c) => {
  const note = await store.read({ id: c.req.param('id') });
  if (!note) c.json({ error: 'not found' }, 404);
  if (note.owner !== c.get('jwtPayload').sub) return c.text('forbidden', 403);
  return c.json(note);
});
`,
    expected: `
GET /a/{id}
  read id = path id
  answer "forbidden"
  answer item1 [owned item1]
`,
  },
  {
    name: 'variables of the context',
    code: `
import { verify } from 'hono/jwt';
app.use(async (c, next) => {
  const claims = await verify(c.req.header('authorization'), 'k');
  c.set('caller', claims.sub);
  c.set('plan', 'free');
  await next();
});
app.get('/a', async (c) =>
  c.json(
    await store.read({
      one: c.get('caller'),
      two: c.var.caller,
      three: c.get('plan'),
      four: c.get('user').id,
      five: c.var.userId,
    }),
  ),
);
`,
    expected: `
GET /a
  read one = me.sub, two = me.sub, three = "free", four = me.id, five = me?.userId [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'jwt middlewares by path',
    code: `
import { jwt } from 'hono/jwt';
app.get('/before', async (c) => c.json(await store.list()));
app.use('/api/*', jwt({ secret: 'k' }));
app.get('/api/a', async (c) => c.json(await store.list()));
app.get('/other', async (c) => c.json(await store.list()));
`,
    expected: `
GET /before
  list
  answer item1
GET /api/a
  list [authenticated]
  answer item1 [authenticated]
GET /other
  list
  answer item1
`,
  },
  {
    name: 'a middleware called by a function',
    code: `
import { jwt } from 'hono/jwt';
app.use('*', (c, next) => jwt({ secret: c.env.SECRET })(c, next));
app.get('/a', async (c) => c.json(await store.list()));
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'a middleware that answers',
    code: `
const own = async (c, next) => {
  if (c.req.param('id') !== c.get('userId')) return c.json({}, 403);
  return next();
};
app.get('/a/:id', own, async (c) => c.json(await store.read({ id: c.req.param('id') })));
app.get(
  '/b/:id',
  async (c, next) => {
    if (!c.get('user')) {
      c.json({}, 401);
    }
    await next();
  },
  async (c) => c.json(await store.list()),
);
`,
    expected: `
GET /a/{id}
  read id = path id [belongs path id]
  answer item1 [belongs path id]
GET /b/{id}
  list
  answer item1
`,
  },
  {
    name: 'apps below apps',
    code: `
const notes = new Hono()
  .get('/:id', async (c) => c.json(await store.read({ id: c.req.param('id') })))
  .delete('/:id', async (c) => {
    await store.remove({ id: c.req.param('id') });
    return c.body(null, 204);
  });
app.route('/notes', notes);
const v1 = app.basePath('/v1');
v1.get('/x', async (c) => c.json(await store.list()));
app.on(['PUT', 'PATCH'], '/y/:id{[0-9]+}', async (c) => c.json(await store.list()));
`,
    expected: `
GET /notes/{id}
  read id = path id
  answer item1
DELETE /notes/{id}
  remove id = path id
  answer null
GET /v1/x
  list
  answer item1
PUT,PATCH /y/{id}
  list
  answer item1
`,
  },
  {
    name: 'validators',
    code: `
import { zValidator } from '@hono/zod-validator';
import { validator } from 'hono/validator';
import { z } from 'zod';
const Note = z.object({ title: z.string(), size: z.number().max(10) });
app.post('/a', zValidator('json', Note), async (c) => {
  await store.write(c.req.valid('json'));
  return c.body(null);
});
app.get('/b', zValidator('query', z.object({ limit: z.coerce.number().max(50) })), async (c) => {
  await store.list(1, c.req.valid('query').limit);
  return c.body(null);
});
app.post(
  '/c',
  validator('json', (value, c) => ({ title: value.title })),
  async (c) => {
    await store.write(c.req.valid('json'));
    return c.body(null);
  },
);
app.post('/d', async (c) => {
  await store.write(await c.req.json());
  return c.body(null);
});
`,
    expected: `
POST /a
  write {title: body title, size: body size <capped number>} <picked>
  answer null
GET /b
  list limit query limit <capped number>
  answer null
POST /c
  write {title: body title}
  answer null
POST /d
  write body *
  answer null
`,
  },
  {
    name: 'OpenAPI',
    code: `
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
const api = new OpenAPIHono();
const route = createRoute({
  method: 'post',
  path: '/notes/{id}',
  request: {
    params: z.object({ id: z.string() }),
    body: { content: { 'application/json': { schema: z.object({ title: z.string() }) } } },
  },
  responses: {},
});
api.openapi(route, async (c) => {
  await store.write({ ...c.req.valid('json'), id: c.req.valid('param').id });
  return c.json({});
});
`,
    expected: `
POST /notes/{id}
  write {title: body title, id: path id}
  answer {}
`,
  },
  {
    name: 'an error handler',
    code: `
app.onError((error, c) => c.json({ stack: error.stack }, 500));
app.get('/a', (c) => {
  throw new HTTPException(404);
});
`,
    expected: `
error handler
  answer {stack: error}
GET /a
`,
  },
  {
    name: 'handlers of a factory',
    code: `
import { createFactory, createMiddleware } from 'hono/factory';
const factory = createFactory();
const signedIn = createMiddleware(async (c, next) => {
  if (!c.get('user')) return c.body(null, 401);
  await next();
});
app.get('/a', ...factory.createHandlers(signedIn, async (c) => c.json(await store.list())));
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'middlewares that are combined',
    code: `
import { every, some } from 'hono/combine';
import { bearerAuth } from 'hono/bearer-auth';
import { ipRestriction } from 'hono/ip-restriction';
app.get('/a', every(bearerAuth({ token: 'x' }), ipRestriction({})), async (c) => c.json(await store.list()));
app.get('/b', some(bearerAuth({ token: 'x' }), ipRestriction({})), async (c) => c.json(await store.list()));
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
GET /b
  list
  answer item1
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(`${start}${code}`)).toEqual(expected.trim().split('\n'));
});
