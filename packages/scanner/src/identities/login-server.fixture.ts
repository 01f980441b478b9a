import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpClient, openClient } from '@middlebrick/http';
import { operation } from '@middlebrick/testing';
import { identityConfigSchema } from './identity-config.ts';
import { surfaceOf } from './session-api.fixture.ts';
import { openSessions, type Sessions } from './sessions.ts';

export interface Asked {
  /** `POST /login`. */
  what: string;
  headers: IncomingMessage['headers'];
  cookies: Readonly<Record<string, string>>;
  body: string;
  /** The body as a form. */
  form: URLSearchParams;
  /** The body as JSON; an empty object when it is none. */
  json: Record<string, unknown>;
  bearer: string | undefined;
}

export interface Told {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: unknown;
}

export interface LoginServer extends AsyncDisposable {
  url: string;
  /** Method and path of every request so far. */
  asked: string[];
}

/** A server on loopback that answers by a function. Objects become JSON. */
export async function loginServer(answer: (asked: Asked) => Told): Promise<LoginServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const one = askedOf(request, body);
      asked.push(one.what);
      const told = answer(one);
      const isText = typeof told.body === 'string';
      const type = { 'content-type': isText ? 'text/html' : 'application/json' };
      response.writeHead(told.status ?? 200, { ...type, ...told.headers });
      response.end(isText ? (told.body as string) : JSON.stringify(told.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function askedOf(request: IncomingMessage, body: string): Asked {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string]);
  return {
    what: `${request.method} ${request.url}`,
    headers: request.headers,
    cookies: Object.fromEntries(pairs.map(([name, value = '']) => [name, value])),
    body,
    form: new URLSearchParams(body),
    json: parsed(body),
    bearer: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1],
  };
}

function parsed(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    // A form, or nothing.
    return {};
  }
}

export const refused: Told = { status: 401, body: { error: 'refused' } };
export const surface = surfaceOf([operation('GET /me')]);

/** Opens a session for one identity, proves it and hands both over. */
export async function asAlice<T>(
  url: string,
  identity: object,
  use: (sessions: Sessions, client: HttpClient) => Promise<T>,
): Promise<T> {
  await using client = await openClient({ baseUrl: url, userAgent: 'middlebrick/0.0.0', scanId: 'test' });
  const sessions = await openSessions(client, [identityConfigSchema.parse({ name: 'alice', ...identity })]);
  await sessions.prove(surface);
  return await use(sessions, client);
}

/** How the only identity was proven alive. */
export async function proofOf(url: string, identity: object): Promise<string> {
  return asAlice(url, identity, async (sessions) => sessions.reported()[0]?.proof ?? '');
}

/** What signing in ends with when it fails. */
export async function complaintOf(url: string, identity: object): Promise<string> {
  const error: unknown = await proofOf(url, identity).catch((reason: unknown) => reason);
  return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : `no error: ${String(error)}`;
}
