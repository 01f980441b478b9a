import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const programs: readonly { name: string; files: Record<string, string>; expected: string }[] = [
  {
    name: 'parts of the event',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
export const handler = async (event) => {
  const { title } = JSON.parse(event.body ?? '{}');
  await store.write({
    path: event.pathParameters?.id,
    query: event.queryStringParameters.q,
    many: event.multiValueQueryStringParameters.m[0],
    body: title,
    header: event.headers['x-a'],
    cookie: event.cookies[0],
  });
  return { statusCode: 204 };
};
`,
    },
    expected: `
ANY /src/notes.handler
  write {path: path id, query: query q, many: query m, body: body title, header: header x-a, cookie: cookie *}
  answer {statusCode: 204}
`,
  },
  {
    name: 'identities',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
export const handler = async (event) => {
  const { authorizer, identity } = event.requestContext;
  await store.read({
    rest: authorizer.claims.sub,
    http: event.requestContext.authorizer.jwt.claims.sub,
    own: authorizer.lambda.userId,
    principal: authorizer.principalId,
    pool: identity.cognitoIdentityId,
    arn: event.requestContext.identity.userArn,
    ip: identity.sourceIp,
  });
  return { statusCode: 200 };
};
`,
    },
    expected: `
ANY /src/notes.handler
  read rest = me.claims.sub, http = me.jwt.claims.sub, own = me.lambda.userId, principal = me.principalId, pool = me, arn = me, ip = server
  answer {statusCode: 200}
`,
  },
  {
    name: 'the answer is what is returned',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });
export async function show({ pathParameters: { id } }) {
  const note = await store.read({ id });
  if (!note) return answer(404, { error: 'not found' });
  return answer(200, { title: note.title });
}
export async function list(event, context, callback) {
  const notes = await store.list();
  callback(null, { statusCode: 200, body: JSON.stringify(notes) });
}
`,
    },
    expected: `
ANY /src/notes.show
  read id = path id
  answer {statusCode: 404, body: {error: "not found"}}
  answer {statusCode: 200, body: {title: item1.title}}
ANY /src/notes.list
  list
  answer {statusCode: 200, body: item1}
  answer null
`,
  },
  {
    name: 'exports of CommonJS',
    files: {
      'a.js': `
const { store } = require('test-store');
exports.handler = async (event) => {
  return { statusCode: 200, body: JSON.stringify(await store.read({ id: event.pathParameters.id })) };
};
module.exports.other = async (event) => {
  return { statusCode: 200, body: JSON.stringify(await store.list()) };
};
`,
      'b.js': `
const { store } = require('test-store');
const show = async (event) => ({
  statusCode: 200,
  body: JSON.stringify(await store.read({ id: event.queryStringParameters.id })),
});
module.exports = { show };
`,
    },
    expected: `
ANY /a.handler
  read id = path id
  answer {statusCode: 200, body: item1}
ANY /a.other
  list
  answer {statusCode: 200, body: item1}
ANY /b.show
  read id = query id
  answer {statusCode: 200, body: item1}
`,
  },
  {
    name: 'what nobody calls by HTTP',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
export const queue = async (event) => {
  for (const record of event.Records) await store.write(JSON.parse(record.body));
};
export const timer = async () => {
  await store.list();
};
export const authorizer = async (event) => ({ isAuthorized: event.headers.token === 'x' });
export const stream: DynamoDBStreamHandler = async (event: DynamoDBStreamEvent) => {
  await store.list();
};
export const helper = async (id) => store.read({ id });
export const express = async (req, res) => {
  res.json(await store.read({ id: req.body.id }));
};
`,
    },
    expected: `

`,
  },
  {
    name: 'typed by its event',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
import { respond, userOf } from './gone';
export async function handler(event: APIGatewayProxyEventV2) {
  return respond(await store.read({ id: userOf(event) }));
}
`,
    },
    expected: `
ANY /src/notes.handler
  read id = me?
  answer item1
`,
  },
  {
    name: 'AppSync',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
export const handler = async (event) => {
  if (event.info.fieldName !== 'note') return null;
  return store.read({ id: event.arguments.id, me: event.identity.claims.sub });
};
`,
    },
    expected: `
ANY /src/notes.handler
  read id = body id, me = me.claims.sub
  answer null
  answer item1
`,
  },
  {
    name: 'middy',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
import middy from '@middy/core';
import jsonBodyParser from '@middy/http-json-body-parser';
const signedIn = () => ({
  before: async ({ event }) => {
    if (!event.requestContext.authorizer?.claims) throw new Error('no');
    event.caller = event.requestContext.authorizer.claims.sub;
  },
});
const create = async (event) => {
  await store.write({ title: event.body.title, me: event.caller });
  return { statusCode: 201 };
};
export const handler = middy(create).use(jsonBodyParser()).use(signedIn());
export const other = middy().use([jsonBodyParser(), signedIn()]).handler(create);
`,
    },
    expected: `
ANY /src/notes.handler
  write {title: body title, me: me.claims.sub} [authenticated]
  answer {statusCode: 201} [authenticated]
ANY /src/notes.other
  write {title: body title, me: me.claims.sub} [authenticated]
  answer {statusCode: 201} [authenticated]
`,
  },
  {
    name: 'a wrapper of the audited code',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
const wrap = (handler) => async (event) => {
  try {
    return await handler(event);
  } catch (error) {
    return { statusCode: 500, body: error.message };
  }
};
export const handler = wrap(async (event) => ({
  statusCode: 200,
  body: JSON.stringify(await store.read({ id: event.pathParameters.id })),
}));
`,
    },
    expected: `
ANY /src/notes.handler
  read id = path id
  answer {statusCode: 200, body: item1}
  answer {statusCode: 500, body: error}
`,
  },
  {
    name: 'Powertools',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
import { Router } from '@aws-lambda-powertools/event-handler/http';
const app = new Router();
const notes = new Router();
app.use(async ({ reqCtx, next }) => {
  if (!reqCtx.event.requestContext.authorizer.jwt.claims.sub) return new Response('no', { status: 401 });
  await next();
});
app.get('/me', async ({ event }) => store.read({ me: event.requestContext.authorizer.jwt.claims.sub }));
notes.post('/:id', async ({ params, req }) => {
  await store.write({ id: params.id, ...(await req.json()) });
  return { ok: true };
});
app.includeRouter(notes, { prefix: '/notes' });
export const handler = async (event, context) => app.resolve(event, context);
`,
    },
    expected: `
GET /me
  read me = me.jwt.claims.sub [authenticated]
  answer item1 [authenticated]
POST /notes/{id}
  write {id: path id + body id, ...body *} [authenticated]
  answer {ok: true} [authenticated]
`,
  },
  {
    name: 'Powertools for AppSync',
    files: {
      'src/notes.ts': `
import { store } from 'test-store';
import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';
const app = new AppSyncGraphQLResolver();
app.onQuery('note', async ({ id }, { event }) => store.read({ id, me: event.identity.sub }));
export const handler = async (event, context) => app.resolve(event, context);
`,
    },
    expected: `
QUERY /note
  read id = body id, me = me.sub
  answer item1
`,
  },
];

test.each(programs)('$name', async ({ files, expected }) => {
  expect((await audited(files)).join('\n')).toBe(expected.trim());
});
