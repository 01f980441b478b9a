import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const start = `
import Koa from 'koa';
import Router from '@koa/router';
import { store } from 'test-store';
const app = new Koa();
const router = new Router();
`;

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'parts of the request',
    code: `
router.post('/a/:id', async (ctx) => {
  await store.write({
    path: ctx.params.id,
    query: ctx.query.q,
    other: ctx.request.query.r,
    body: ctx.request.body.title,
    header: ctx.get('X-A'),
    headers: ctx.headers['x-b'],
    cookie: ctx.cookies.get('c'),
    signed: ctx.cookies.get('s', { signed: true }),
    user: ctx.state.user.sub,
    session: ctx.session.userId,
  });
  ctx.status = 204;
});
app.use(router.routes());
`,
    expected: `
POST /a/{id}
  write {path: path id, query: query q, other: query r, body: body title, header: header x-a, headers: header x-b, cookie: cookie c, signed: me.s, user: me.sub, session: me.userId}
`,
  },
  {
    name: 'the body is the answer',
    code: `
router.get('/a/:id', async (ctx) => {
  const note = await store.read({ id: ctx.params.id });
  ctx.body = { title: note.title };
});
router.get('/b/:id', async (ctx) => {
  const item = await store.read({ id: ctx.params.id });
  ctx.response.body = item;
});
app.use(router.routes()).use(router.allowedMethods());
`,
    expected: `
GET /a/{id}
  read id = path id
  answer {title: item1.title}
GET /b/{id}
  read id = path id
  answer item1
`,
  },
  {
    name: 'throw and assert',
    code: `
router.get('/a/:id', async (ctx) => {
  if (ctx.params.id !== ctx.state.user.id) ctx.throw(403);
  ctx.body = await store.read({ id: ctx.params.id });
});
router.get('/b/:id', async (ctx) => {
  const note = await store.read({ id: ctx.params.id });
  ctx.assert(note.owner === ctx.state.user.id, 404);
  ctx.body = note;
});
`,
    expected: `
GET /a/{id}
  read id = path id [belongs path id]
  answer item1 [belongs path id]
GET /b/{id}
  read id = path id
  answer item1 [owned item1]
`,
  },
  {
    name: 'what is used before',
    code: `
import jwt from 'koa-jwt';
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.status = 500;
  }
});
app.use(jwt({ secret: 'k' }));
router.get('/a', async (ctx) => {
  ctx.body = await store.list();
});
app.use(router.routes());
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'a middleware of a route',
    code: `
const own = async (ctx, next) => {
  if (ctx.params.id !== ctx.state.user.id) {
    ctx.status = 403;
    return;
  }
  await next();
};
router.get('name', '/a/:id', own, async (ctx) => {
  ctx.body = await store.read({ id: ctx.params.id });
});
`,
    expected: `
GET /a/{id}
  read id = path id [belongs path id]
  answer item1 [belongs path id]
`,
  },
  {
    name: 'prefixes',
    code: `
const notes = new Router({ prefix: '/notes' });
notes.use(async (ctx, next) => {
  ctx.state.caller = ctx.state.user.sub;
  await next();
});
notes.get('/:id', async (ctx) => {
  ctx.body = await store.read({ id: ctx.params.id, me: ctx.state.caller });
});
router.use('/api', notes.routes());
app.use(router.routes());
`,
    expected: `
GET /api/notes/{id}
  read id = path id, me = me.sub
  answer item1
`,
  },
  {
    name: 'an app without a router',
    code: `
app.use(async (ctx) => {
  ctx.body = await store.list();
});
`,
    expected: `
ANY /
  list
  answer item1
`,
  },
  {
    name: 'koa-mount',
    code: `
import mount from 'koa-mount';
const inner = new Koa();
const own = new Router();
own.get('/b', async (ctx) => {
  ctx.body = await store.list();
});
inner.use(own.routes());
app.use(mount('/inner', inner));
`,
    expected: `
GET /inner/b
  list
  answer item1
`,
  },
  {
    name: 'param',
    code: `
router.param('id', (id, ctx, next) => {
  if (id !== ctx.state.user.id) {
    ctx.status = 404;
    return;
  }
  return next();
});
router.get('/a/:id', async (ctx) => {
  ctx.body = await store.read({ id: ctx.params.id });
});
`,
    expected: `
GET /a/{id}
  read id = path id [belongs path id]
  answer item1 [belongs path id]
`,
  },
  {
    name: 'paths that are left out',
    code: `
import jwt from 'koa-jwt';
app.use(jwt({ secret: 'k' }).unless({ path: [/^\\/open/] }));
router.get('/open/a', async (ctx) => {
  ctx.body = await store.list();
});
router.get('/closed', async (ctx) => {
  ctx.body = await store.list();
});
app.use(router.routes());
`,
    expected: `
GET /open/a
  list
  answer item1
GET /closed
  list [authenticated]
  answer item1 [authenticated]
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(`${start}${code}`)).toEqual(expected.trim().split('\n'));
});
