import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface TestServer extends AsyncDisposable {
  url: string;
  port: number;
  requests: () => number;
}

/** A server on a free port of 127.0.0.1 that drops its connections when it is closed. */
export async function serve(listener: RequestListener, tls?: { key: string; cert: string }): Promise<TestServer> {
  let requests = 0;
  const counting: RequestListener = (request, response) => {
    requests++;
    listener(request, response);
  };
  const server: Server = tls === undefined ? createServer(counting) : createTlsServer(tls, counting);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {
      // The client under test hangs up on purpose.
    });
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

export type Answer = { status?: number; type?: string; headers?: Record<string, string>; body: string | Buffer };

const json = (body: unknown): Answer => ({ body: JSON.stringify(body) });
const unauthorized: Answer = { status: 401, body: '{"error":"sign in"}' };

/** An OpenAPI document whose GETs all want a bearer token. */
export function specOf(
  paths: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const security = [{ token: [] }];
  const entries = paths.map((path) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
    return [path, { get: { security, parameters, responses: { 200: { description: 'ok' } } } }];
  });
  return {
    openapi: '3.0.3',
    info: { title: 'Notes', version: '1' },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: Object.fromEntries(entries),
    ...more,
  };
}

export const users: Readonly<Record<string, string>> = { 'ALICE-TOKEN-1': 'alice', 'BOB-TOKEN-22': 'bob' };
export const asBoth = ['--as', 'alice=bearer:ALICE-TOKEN-1', '--as', 'bob=bearer:BOB-TOKEN-22'];

const notes = [
  { id: 'n-7f3a91', owner: 'alice', email: 'alice@example.com', text: 'Alice keeps her spare key at 17 Elm Row' },
  { id: 'n-c04b52', owner: 'bob', email: 'bob@example.com', text: 'Bob sold the blue Volvo to 4412 Mill Lane' },
];

export interface NotesOptions {
  /** Whether the handler asks whose note it is. */
  isHardened?: boolean;
  /** Answers instead of the API where it gives one. */
  instead?: (path: string, caller: string | undefined) => Answer | undefined;
  spec?: unknown;
}

/** A small API of notes with two users, and its description in a well-known place. */
export function notesApi({ isHardened = false, instead, spec }: NotesOptions = {}): RequestListener {
  return (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const caller = users[(request.headers.authorization ?? '').replace(/^Bearer /, '')];
    const answer = instead?.(path, caller) ?? answerOf(path, caller, isHardened, spec);
    const { status = 200, type = 'application/json', headers = {}, body } = answer;
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };
}

function answerOf(path: string, caller: string | undefined, isHardened: boolean, spec: unknown): Answer {
  if (path === '/openapi.json') return json(spec ?? specOf(['/me', '/notes', '/notes/{note_id}']));
  const note = notes.find(({ id }) => path === `/notes/${id}`);
  if (path !== '/me' && path !== '/notes' && !path.startsWith('/notes/')) return { status: 404, body: '{}' };
  if (caller === undefined) return unauthorized;
  if (path === '/me') return json({ username: caller });
  if (path === '/notes')
    return json({ items: notes.filter(({ owner }) => owner === caller).map(({ id, owner }) => ({ id, owner })) });
  if (note === undefined || (isHardened && note.owner !== caller))
    return { status: 404, body: '{"error":"not found"}' };
  return json(note);
}

/** A body of one mebibyte on the wire that unfolds to a gibibyte: gzip members one behind the other (RFC 1952 section 2.2). */
export function gzipBomb(): Buffer {
  const member = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  return Buffer.concat(Array.from({ length: 16 }, () => member));
}
