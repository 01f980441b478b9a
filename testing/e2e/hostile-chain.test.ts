import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inProcessTransport } from '@middlebrick/http';
import type { Finding, JsonObject } from '@middlebrick/model';
import { checks, scan } from '@middlebrick/scanner';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);

/** Runs `touch` where a quote is missing, and gives away the environment where a variable expands. */
const injections = [
  '$(touch owned)',
  '`touch owned`',
  "';touch owned;'",
  '";touch owned;"',
  '\\(input)',
  '"$AWS_SECRET_ACCESS_KEY"',
  '-o owned',
].join(' ');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
  // Answers every request as the target may do by the time that somebody pastes.
  const answer = { [`k ${injections}`]: { access_token: injections }, data: [{ item: { id: injections } }] };
  await writeFile(join(folder, 'answer'), JSON.stringify(answer));
  await program('curl', `cat '${folder}/answer'`);
  await program('touch', 'exit 0');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, work: string): Promise<void> {
  const path = join(folder, name);
  const lines = [
    '#!/bin/sh',
    `printf '%s\\n' '${name}' >> '${folder}/called'`,
    `printf '%s\\n' "$@" >> '${folder}/given'`,
  ];
  await writeFile(path, `${[...lines, work].join('\n')}\n`);
  await chmod(path, 0o755);
}

/** Registers everybody, and hands out ids under keys and with values that a shell or jq could act on. */
function hostileApi(): (request: Request) => Promise<Response> {
  const users = new Map<string, string>();
  const items = new Map<string, JsonObject>();
  const wrap = (id: string, more: JsonObject = {}): Response =>
    Response.json({ data: [{ [`"a" ${injections}`]: 1, item: { id, ...more } }] }, { status: 201 });
  const signedIn = (method: string, pathname: string, me: string, body: JsonObject): Response => {
    if (pathname === '/me') return Response.json({ username: me });
    if (pathname === '/items') {
      const id = `${items.size + 1} ${injections}`;
      items.set(id, { ...body, owner: me });
      return wrap(id, body);
    }
    const id = decodeURIComponent(pathname.slice('/items/'.length));
    const item = items.get(id);
    if (item === undefined) return Response.json({ error: 'not found' }, { status: 404 });
    if (method === 'DELETE') items.delete(id);
    if (method === 'PUT') items.set(id, { ...item, ...body });
    return Response.json(items.get(id) ?? {});
  };
  return async (request) => {
    const { pathname } = new URL(request.url);
    const body = request.method === 'POST' || request.method === 'PUT' ? ((await request.json()) as JsonObject) : {};
    const name = String(body.username);
    if (pathname === '/register') {
      users.set(name, String(body.password));
      return wrap(`${name} ${injections}`);
    }
    if (pathname === '/login') {
      return users.get(name) === body.password
        ? Response.json({ [`k ${injections}`]: { access_token: `token-${name}-for-this-one` } })
        : Response.json({ error: 'no' }, { status: 401 });
    }
    const me = /^Bearer token-(\w+)-for-this-one$/.exec(request.headers.get('authorization') ?? '')?.[1];
    return me === undefined
      ? Response.json({ error: 'sign in' }, { status: 401 })
      : signedIn(request.method, pathname, me, body);
  };
}

function specification(): JsonObject {
  const ok = { responses: { 200: { description: 'ok' } } };
  const body = (...names: string[]): object => ({
    requestBody: {
      content: {
        'application/json': {
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
  const one = { parameters: [{ name: 'item_id', in: 'path', required: true, schema: { type: 'string' } }] };
  const paths = {
    '/register': { post: { ...ok, ...body('username', 'password') } },
    '/login': { post: { ...ok, ...body('username', 'password') } },
    '/me': { get: signedIn },
    '/items': { post: { ...signedIn, ...body('text') } },
    '/items/{item_id}': { ...one, get: signedIn, put: { ...signedIn, ...body('text') }, delete: signedIn },
  };
  const components = { securitySchemes: { who: { type: 'http', scheme: 'bearer' } } };
  return JSON.parse(JSON.stringify({ openapi: '3.1.0', components, paths })) as JsonObject;
}

async function findings(): Promise<Finding[]> {
  const spec = join(folder, 'openapi.json');
  await writeFile(spec, JSON.stringify(specification()));
  const transport = inProcessTransport(hostileApi());
  const options = { target: 'http://hostile.test', spec, identities: [], checks, seed: 7, version: '0.0.0' };
  const report = await scan({ ...options, active: true, transport });
  return report.findings;
}

test.each([
  'sh',
  'bash',
])('pasted into %s, a chain does nothing but its requests, whatever the target answers', async (shell) => {
  const chains = (await findings()).filter(({ replay }) => replay.chain !== undefined);
  const takes = chains
    .flatMap(({ replay }) => replay.chain ?? [])
    .flatMap((step) => (step.kind === 'request' ? step.takes : []));
  expect(takes.some(({ path }) => path.some((key) => String(key).includes('touch')))).toBe(true);
  expect(chains.some(({ replay }) => replay.curl.some((line) => line.includes('_URL:?}')))).toBe(true);
  const environment = { PATH: `${folder}:${process.env.PATH}`, AWS_SECRET_ACCESS_KEY: 'canary-of-the-environment' };
  for (const { replay } of chains) {
    // An id that the answer does not have ends it before the request: then there is nothing to send.
    await run(shell, ['-c', replay.curl.join('\n')], { cwd: folder, env: environment }).catch((error: Error) => {
      expect(error.message).toMatch(/parameter (?:null or )?not set|parameter not set or null/);
    });
  }
  const [called, given] = await Promise.all(['called', 'given'].map((name) => readFile(join(folder, name), 'utf8')));
  expect(new Set(called?.trim().split('\n'))).toEqual(new Set(['curl']));
  expect(given).toContain('$(touch owned)');
  expect(given).not.toContain('canary-of-the-environment');
  expect((await readdir(folder)).sort()).toEqual(['answer', 'called', 'curl', 'given', 'openapi.json', 'touch']);
});
