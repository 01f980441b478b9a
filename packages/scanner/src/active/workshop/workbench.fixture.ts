import { type ClientOptions, type HttpClient, inProcessTransport, openClient } from '@middlebrick/http';
import type { Identity, Operation, SchemaNode } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { Hono } from 'hono';
import { type IdentityInput, identityConfigSchema } from '../../identities/identity-config.ts';
import { surfaceOf } from '../../identities/session-api.fixture.ts';
import { openSessions, type Sessions } from '../../identities/sessions.ts';
import type { Account, Users, Workshop } from '../contract.ts';
import { switchable } from '../switchable-client.ts';
import { openWorkshop } from '../workshop.ts';

export const nonce = 'k7qx9p2m';

export interface Workbench extends AsyncDisposable {
  workshop: Workshop;
  sessions: Sessions;
  client: HttpClient;
  /** Every request since the workshop was opened: `alice POST /notes`. */
  sent: string[];
  /** From now on a fresh client stands behind the sessions, as after the end of a scan. */
  refresh(): Promise<void>;
  identity(name: string): Identity;
  operation(id: string): Operation;
}

export interface BenchOptions {
  app: (request: Request) => Response | Promise<Response>;
  operations: readonly (string | Operation)[];
  /** Accounts that the scan registered; `alice` and `bob` when not given. */
  own?: readonly string[];
  /** Identities that the user gave. */
  given?: readonly string[];
  /** Requests after which the scan is over. */
  maxRequests?: number;
}

/** Ids of the callers: `alice` is user 101. */
export const callerIds: Readonly<Record<string, number>> = { alice: 101, bob: 102, carol: 103 };

/** A workshop over an API in the same process. */
export async function workbench(options: BenchOptions): Promise<Workbench> {
  const { app, operations, own = ['alice', 'bob'], given = [] } = options;
  const sent: string[] = [];
  const clientOptions: ClientOptions = {
    baseUrl: 'http://small.test',
    userAgent: 'middlebrick/0.0.0',
    scanId: 'test',
    transport: inProcessTransport((request) => {
      sent.push(`${callerOf(request) ?? 'nobody'} ${request.method} ${new URL(request.url).pathname}`);
      return app(request);
    }),
  };
  const { maxRequests } = options;
  const clients = [
    await openClient({ ...clientOptions, ...(maxRequests === undefined ? {} : { budget: { maxRequests } }) }),
  ];
  const client = switchable(clients[0] as HttpClient);
  const surface = surfaceOf(operations.map((entry) => (typeof entry === 'string' ? operation(entry) : entry)));
  const sessions = await openSessions(client, [
    ...given.map((name) => identityConfigSchema.parse(inputOf(name))),
    ...own.map((name) => ({ ...identityConfigSchema.parse(inputOf(name)), isOwn: true })),
  ]);
  await sessions.prove(surface);
  const workshop = openWorkshop({ client, sessions, surface, users: usersOf(own), seed: 7, nonce });
  sent.length = 0;
  return {
    workshop,
    sessions,
    client,
    sent,
    identity: (name) => sessions.reported().find((identity) => identity.name === name) as Identity,
    operation: (id) => surface.operations.find((entry) => entry.id === id) as Operation,
    refresh: async () => {
      const fresh = await openClient({ ...clientOptions, redactor: client.redactor });
      clients.push(fresh);
      client.use(fresh);
    },
    [Symbol.asyncDispose]: async () => {
      for (const opened of clients) await opened[Symbol.asyncDispose]();
    },
  };
}

function inputOf(name: string): IdentityInput {
  return { name, bearer: `token-${name}`, subjects: [`${name}${nonce}`] };
}

function usersOf(own: readonly string[]): Users {
  const accounts = own.map(
    (name): Account => ({
      identity: name,
      register: 'POST /register',
      username: { field: 'username', value: `${name}${nonce}` },
      passwordField: 'password',
      fields: { username: `${name}${nonce}` },
    }),
  );
  return {
    accounts: () => accounts,
    registration: { how: 'given by the test' },
    signIn: () => Promise.reject(new Error('not asked for')),
    anotherSession: () => Promise.resolve(undefined),
    register: () => Promise.resolve(undefined),
    facts: () => [],
    secrets: () => [],
    keep: () => Promise.resolve([]),
    cleanUp: () => Promise.resolve({ removed: 0, leftovers: [] }),
  };
}

/** Whose token a request carries. */
export function callerOf(request: Request): string | undefined {
  return /^Bearer token-(\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
}

/** An operation with a JSON body. */
export function withBody(text: string, schema: SchemaNode): Operation {
  return operation(text, { body: { mediaType: 'application/json', required: true, schema, examples: [] } });
}

/** `{"title": string, …}`, all required. */
export function texts(...names: string[]): SchemaNode {
  return objectOf(Object.fromEntries(names.map((name) => [name, { type: 'string' }])));
}

export function objectOf(
  properties: Readonly<Record<string, SchemaNode>>,
  required = Object.keys(properties),
): SchemaNode {
  return { type: 'object', properties, required };
}

export interface Row {
  id: number;
  owner: string;
  [field: string]: unknown;
}

/** An API in which everybody has to sign in, and `GET /me` tells who asks. */
export function signedInApp(): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    if (callerOf(context.req.raw) === undefined) return context.json({ error: 'sign in first' }, 401);
    return next();
  });
  app.get('/me', (context) => context.json({ id: callerIds[callerOf(context.req.raw) ?? ''] }));
  return app;
}

/** A store with an API like most: POST and GET on the collection, GET, PUT and DELETE of one's own by its number. */
export function storeOf(app: Hono, path: string, first = 1): Map<number, Row> {
  const rows = new Map<number, Row>();
  let next = first;
  const found = (id: string, request: Request): Row | undefined => {
    const row = rows.get(Number(id));
    return row?.owner === callerOf(request) ? row : undefined;
  };
  app.post(path, async (context) => {
    const owner = callerOf(context.req.raw) as string;
    const row: Row = { ...(await context.req.json()), ...context.req.param(), id: next++, owner };
    rows.set(row.id, row);
    return context.json(row, 201);
  });
  app.get(path, (context) =>
    context.json([...rows.values()].filter(({ owner }) => owner === callerOf(context.req.raw))),
  );
  app.get(`${path}/:own`, (context) => {
    const row = found(context.req.param('own'), context.req.raw);
    return row === undefined ? context.json({ error: 'not found' }, 404) : context.json(row);
  });
  app.put(`${path}/:own`, async (context) => {
    const row = found(context.req.param('own'), context.req.raw);
    if (row === undefined) return context.json({ error: 'not found' }, 404);
    Object.assign(row, await context.req.json(), { id: row.id, owner: row.owner });
    return context.json(row);
  });
  app.delete(`${path}/:own`, (context) => {
    const row = found(context.req.param('own'), context.req.raw);
    if (row === undefined) return context.json({ error: 'not found' }, 404);
    rows.delete(row.id);
    return context.body(null, 204);
  });
  return rows;
}

/** The operations of {@link storeOf}. */
export function storeOperations(path: string, parameter: string, schema: SchemaNode): Operation[] {
  return [
    operation(`GET ${path}`),
    withBody(`POST ${path}`, schema),
    operation(`GET ${path}/{${parameter}}`),
    withBody(`PUT ${path}/{${parameter}}`, schema),
    operation(`DELETE ${path}/{${parameter}}`),
  ];
}
