import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const start = `
import Fastify from 'fastify';
import { store } from 'test-store';
const app = Fastify();
`;

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'parts of the request',
    code: `
app.post('/a/:id', async (request) => {
  await store.write({
    path: request.params.id,
    query: request.query.q,
    body: request.body.title,
    header: request.headers['x-a'],
    cookie: request.cookies.c,
    user: request.user.sub,
  });
  return { ok: true };
});
`,
    expected: `
POST /a/{id}
  write {path: path id, query: query q, body: body title, header: header x-a, cookie: cookie c, user: me.sub}
  answer {ok: true}
`,
  },
  {
    name: 'answers',
    code: `
app.get('/a/:id', async (request, reply) => {
  const note = await store.read({ id: request.params.id });
  if (!note) return reply.code(404).send({ error: 'not found' });
  return { title: note.title };
});
app.get('/b/:id', (request, reply) => {
  store.read({ id: request.params.id }).then((note) => reply.send(note));
});
`,
    expected: `
GET /a/{id}
  read id = path id
  answer {error: "not found"}
  answer server
  answer {title: item1.title}
GET /b/{id}
  read id = path id
  answer item1
  answer null
`,
  },
  {
    name: 'hooks are in front of all routes of their app',
    code: `
app.addHook('onRequest', async (request, reply) => {
  if (!request.user) return reply.code(401).send();
});
app.get('/a', async () => store.list());
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'what a hook answers ends the request',
    code: `
async function own(request, reply) {
  const { sub } = await request.jwtVerify();
  if (sub !== request.params.id) {
    reply.code(403).send({ error: 'no' });
  }
}
app.get('/a/:id', { preHandler: own }, async (request) => store.read({ id: request.params.id }));
app.get('/b/:id', { onRequest: [own], handler: async (request) => store.read({ id: request.params.id }) });
`,
    expected: `
GET /a/{id}
  answer {error: "no"} [authenticated]
  read id = path id [authenticated, belongs path id]
  answer item1 [authenticated, belongs path id]
GET /b/{id}
  answer {error: "no"} [authenticated]
  read id = path id [authenticated, belongs path id]
  answer item1 [authenticated, belongs path id]
`,
  },
  {
    name: 'hooks with callbacks',
    code: `
app.addHook('preHandler', (request, reply, done) => {
  if (!request.user) return done(new Error('no'));
  done();
});
app.get('/a', async () => store.list());
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'route()',
    code: `
app.route({
  method: ['GET', 'HEAD'],
  url: '/a/:id',
  preValidation: app.authenticate,
  handler: async (request) => store.read({ id: request.params.id }),
});
`,
    expected: `
GET,HEAD /a/{id}
  read id = path id [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'plugins have hooks of their own',
    code: `
app.register(
  async (scope) => {
    scope.addHook('onRequest', (request) => request.jwtVerify());
    scope.get('/a', async () => store.list());
  },
  { prefix: '/closed' },
);
app.register(async function open(scope) {
  scope.get('/b', async () => store.list());
});
`,
    expected: `
GET /closed/a
  list [authenticated]
  answer item1 [authenticated]
GET /b
  list
  answer item1
`,
  },
  {
    name: 'schemas of what comes in',
    code: `
const body = {
  type: 'object',
  additionalProperties: false,
  properties: { title: { type: 'string' }, kind: { enum: ['a', 'b'] } },
};
const open = { type: 'object', properties: { title: { type: 'string' } } };
const querystring = { type: 'object', properties: { limit: { type: 'integer', maximum: 50 } } };
app.post('/a', { schema: { body, querystring } }, async (request) => {
  await store.write(request.body, request.query.limit);
});
app.post('/b', { schema: { body: open } }, async (request) => {
  await store.write(request.body);
});
`,
    expected: `
POST /a
  write {title: body title, kind: body kind <listed>} <picked>, limit query limit <capped>
  answer null
POST /b
  write {title: body title, ...body *}
  answer null
`,
  },
  {
    name: 'schemas of what goes out',
    code: `
const response = { 200: { type: 'object', properties: { title: { type: 'string' } } } };
const list = { '2xx': { type: 'array', items: { type: 'object', properties: { title: {} } } } };
app.get('/a', { schema: { response } }, async () => store.read({ id: 1 }));
app.get('/b', { schema: { response: list } }, async (request, reply) => reply.send(await store.list()));
`,
    expected: `
GET /a
  read id = 1
  answer {title: item1.title} <picked>
GET /b
  list
  answer [{title: item1.[].title} <picked>]
  answer [{title: server} <picked>]
`,
  },
  {
    name: 'TypeBox',
    code: `
import { Type } from '@sinclair/typebox';
const Body = Type.Object({ title: Type.String(), size: Type.Number() }, { additionalProperties: false });
app.post('/a', { schema: { body: Body } }, async (request) => {
  await store.write(request.body);
});
`,
    expected: `
POST /a
  write {title: body title, size: body size <number>} <picked>
  answer null
`,
  },
  {
    name: 'several functions of @fastify/auth',
    code: `
app.get('/a', { preHandler: app.auth([app.verifyJwt]) }, async () => store.list());
async function admin(request) {
  if (request.user.role !== 'admin') throw new Error('no');
}
app.get('/b', { preHandler: app.auth([admin]) }, async () => store.list());
app.get('/c', { preHandler: app.auth([admin, async (request) => {}]) }, async () => store.list());
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
GET /b
  list [authenticated, privileged]
  answer item1 [authenticated, privileged]
GET /c
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'tokens',
    code: `
app.get('/a', async (request) => store.read({ me: (await request.jwtVerify()).sub }));
app.get('/b', async (request) => store.read({ me: request.jwtDecode().sub }));
app.get('/c', async (request) => store.read({ me: app.jwt.verify(request.headers.authorization).sub }));
`,
    expected: `
GET /a
  read me = me.sub [authenticated]
  answer item1 [authenticated]
GET /b
  read me = token sub
  answer item1
GET /c
  read me = me.sub [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'an error handler',
    code: `
app.setErrorHandler((error, request, reply) => {
  reply.code(500).send({ message: error.message });
});
app.get('/a', async () => store.list());
`,
    expected: `
error handler
  answer {message: error}
  answer null
GET /a
  list
  answer item1
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(`${start}${code}`)).toEqual(expected.trim().split('\n'));
});

const programs: readonly { name: string; files: Record<string, string>; expected: string }[] = [
  {
    name: 'fastify-plugin shares the app',
    files: {
      'app.js': `
const fastify = require('fastify')();
fastify.register(require('./auth'));
fastify.register(require('./notes'), { prefix: '/notes' });
`,
      'auth.js': `
const fp = require('fastify-plugin');
module.exports = fp(async function (fastify) {
  fastify.decorate('signedIn', async (request, reply) => {
    try {
      await request.jwtVerify();
    } catch {
      reply.code(401).send();
    }
  });
});
`,
      'notes.js': `
const { store } = require('test-store');
module.exports = async function (fastify, options) {
  fastify.get('/:id', { onRequest: [fastify.signedIn] }, async (request) =>
    store.read({ id: request.params.id, me: request.user.sub }),
  );
};
`,
    },
    expected: `
GET /notes/{id}
  read id = path id, me = me.sub [authenticated]
  answer item1 [authenticated]
`,
  },
];

test.each(programs)('$name', async ({ files, expected }) => {
  expect((await audited(files)).join('\n')).toBe(expected.trim());
});
