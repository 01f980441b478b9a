import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { JsonObject } from '@middlebrick/model';
import { checks, scan } from '@middlebrick/scanner';
import { expect, test } from 'vitest';
import { serve } from '../../packages/cli/src/e2e/servers.ts';
import { pasteChain } from './paste-chain.ts';

/** How an API hands out what a replay has to take from its answers. */
interface Shape {
  /** Where the credential is. */
  session: 'cookie' | 'nested' | 'header' | 'basic';
  /** Where the id of a new note is. */
  id: 'location' | 'number' | 'odd key' | 'odd characters';
  login: 'json' | 'form';
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

interface Fields {
  username: string;
  password: string;
  text: string;
  isForm: boolean;
}

async function fieldsOf(request: IncomingMessage): Promise<Fields> {
  const body = await text(request);
  const isForm = /urlencoded/.test(request.headers['content-type'] ?? '');
  const fields: JsonObject = isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body || '{}');
  return { username: String(fields.username), password: String(fields.password), text: String(fields.text), isForm };
}

/** Notes that everybody with a session may read and change. */
function notesApi({ session, id, login }: Shape): (request: IncomingMessage, response: ServerResponse) => void {
  const users = new Map<string, string>();
  const sessions = new Map<string, string>();
  const notes = new Map<string, { owner: string; text: string }>();
  let next = 4710;

  const callerOf = ({ headers }: IncomingMessage): string | undefined => {
    const { authorization = '', cookie = '' } = headers;
    if (session === 'basic') {
      const [name = '', password] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
        .toString()
        .split(':');
      return users.get(name) === password && password !== undefined ? name : undefined;
    }
    if (session === 'cookie') return sessions.get(/sid=([\w-]+)/.exec(cookie)?.[1] ?? '');
    if (session === 'header') return sessions.get(String(headers['x-auth-token'] ?? ''));
    return sessions.get(authorization.replace(/^Bearer /, ''));
  };

  const signIn = (name: string): Answer => {
    const token = randomUUID();
    sessions.set(token, name);
    if (session === 'cookie')
      return { status: 200, headers: { 'set-cookie': `sid=${token}; Path=/; HttpOnly` }, body: { ok: 1 } };
    if (session === 'header') return { status: 200, headers: { 'x-auth-token': token }, body: {} };
    return { status: 200, body: { data: { tokens: [{ kind: 'access', access_token: token }] } } };
  };

  const made = (owner: string, words: string): Answer => {
    const number = ++next;
    const key = id === 'odd characters' ? `n/${number} ä` : id === 'location' ? `note-${number}` : String(number);
    notes.set(key, { owner, text: words });
    if (id === 'location') return { status: 201, headers: { location: `/notes/${key}` } };
    if (id === 'number') return { status: 201, body: { note: { id: number, author: owner } } };
    return { status: 201, body: id === 'odd key' ? { 'a "b': 1, data: [{ 'note-id': key }] } : { note_id: key } };
  };

  const register = ({ username, password }: Fields): Answer => {
    if (users.has(username)) return { status: 409, body: { error: 'the username is taken' } };
    users.set(username, password);
    return { status: 201, body: { message: 'welcome' } };
  };

  const note = (method: string, key: string, words: string): Answer => {
    const found = notes.get(key);
    if (found === undefined) return { status: 404, body: { error: 'not found' } };
    if (method === 'PUT') found.text = words;
    if (method === 'DELETE') notes.delete(key);
    return method === 'DELETE' ? { status: 204 } : { status: 200, body: found };
  };

  const account = (method: string, me: string): Answer =>
    method === 'DELETE' ? { status: users.delete(me) ? 204 : 404 } : { status: 200, body: { username: me } };

  const logIn = ({ username, password, isForm }: Fields): Answer => {
    const isRight = users.get(username) === password && isForm === (login === 'form');
    return isRight ? signIn(username) : { status: 401, body: { error: 'wrong name or password' } };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { method = '', url = '' } = request;
    const fields = await fieldsOf(request);
    if (url === '/openapi.json') return { status: 200, body: specification(session, login) };
    if (url === '/register') return register(fields);
    if (url === '/login' && session !== 'basic') return logIn(fields);
    const me = callerOf(request);
    if (me === undefined) return { status: 401, body: { error: 'sign in' } };
    if (url === '/me') return account(method, me);
    if (url !== '/notes') return note(method, decodeURIComponent(url.slice('/notes/'.length)), fields.text);
    return method === 'POST' ? made(me, fields.text) : { status: 200, body: [] };
  };

  return (request, response) => {
    void answer(request).then(({ status, headers = {}, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  };
}

function specification(session: Shape['session'], login: Shape['login']): JsonObject {
  const ok = { responses: { 200: { description: 'ok' } } };
  const schemes: Record<Shape['session'], JsonObject> = {
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    header: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
    nested: { type: 'http', scheme: 'bearer' },
    basic: { type: 'http', scheme: 'basic' },
  };
  const bodyOf = (names: readonly string[], type = 'application/json') => ({
    requestBody: {
      required: true,
      content: {
        [type]: {
          schema: {
            type: 'object',
            required: names,
            properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
          },
        },
      },
    },
  });
  const signedIn = { ...ok, security: [{ who: [] }] };
  const one = { parameters: [{ name: 'note_id', in: 'path', required: true, schema: { type: 'string' } }] };
  const form = login === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
  return JSON.parse(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Notes', version: '1' },
      components: { securitySchemes: { who: schemes[session] } },
      paths: {
        '/register': { post: { ...ok, ...bodyOf(['username', 'password']) } },
        ...(session === 'basic' ? {} : { '/login': { post: { ...ok, ...bodyOf(['username', 'password'], form) } } }),
        '/me': { get: signedIn, delete: signedIn },
        '/notes': { get: signedIn, post: { ...signedIn, ...bodyOf(['text']) } },
        '/notes/{note_id}': { ...one, get: signedIn, put: { ...signedIn, ...bodyOf(['text']) }, delete: signedIn },
      },
    }),
  );
}

const shapes: Shape[] = [
  { session: 'cookie', id: 'location', login: 'form' },
  { session: 'nested', id: 'number', login: 'json' },
  { session: 'header', id: 'odd key', login: 'json' },
  { session: 'basic', id: 'odd characters', login: 'json' },
];

test.each(
  shapes,
)('a credential by $session, a login by $login and an id by $id are taken from the answers', async (shape) => {
  await using server = await serve(notesApi(shape));
  const only = checks.filter(({ id }) => /^bola\/foreign-object-(?:read|write)$/.test(id));
  const report = await scan({
    target: server.url,
    identities: [],
    checks: only,
    seed: 7,
    version: '0.0.0',
    active: true,
  });
  const keys = report.findings.map(({ check, kind }) => [check, kind].filter(Boolean).join(' ')).sort();
  expect(keys, report.activity?.registration.how).toEqual(
    expect.arrayContaining(['bola/foreign-object-read', 'bola/foreign-object-write delete']),
  );
  for (const finding of report.findings) {
    expect(finding.replay.note).toBeUndefined();
    expect(finding.replay.variables).toEqual([]);
    for (const _ of [1, 2]) {
      const { word, shown, complaints } = await pasteChain(finding);
      expect(complaints).toBe('');
      const wanted = finding.kind === 'delete' ? /"not found"/ : new RegExp(`"text":"mb[0-9a-z]+${word}"`);
      expect(shown, finding.replay.curl.join('\n')).toMatch(wanted);
    }
  }
});
