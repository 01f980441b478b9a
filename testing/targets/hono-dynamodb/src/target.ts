import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { connect, type Documents } from './database.ts';
import { digestStore } from './digest.ts';
import type { Environment } from './environment.ts';
import { createHardenedApp } from './hardened/app.ts';
import type { SeededUser, Variant } from './seed-data.ts';
import { closeServer, type Store, startStore } from './store.ts';
import { createVulnerableApp } from './vulnerable/app.ts';

const LOOPBACK = '127.0.0.1';

export interface TargetOptions {
  readonly variant: Variant;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Ids, names and secrets follow from it; 1 by default. */
  readonly seed?: number;
}

export interface TargetUser {
  readonly name: string;
  readonly password: string;
  readonly userId: string;
  readonly tenant: string;
  readonly role: string;
  /** A bearer token, for `Authorization: Bearer <token>`. */
  readonly token: string;
  /** The whole value of a `Cookie` header: `session=<value>`. */
  readonly sessionCookie: string;
}

export interface StartedTarget {
  /** `http://127.0.0.1:<port>`, with no slash at the end. */
  readonly url: string;
  readonly specUrl: string;
  readonly users: readonly TargetUser[];
  /** What the tables hold, as {@link digestStore} gives it. */
  readonly digest: () => Promise<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** One twin that does not listen yet: the app answers `app.request(…)`. */
export interface PreparedTarget {
  readonly app: Hono<Environment>;
  readonly documents: Documents;
  readonly store: Store;
  readonly users: readonly TargetUser[];
  /** What the tables hold, as {@link digestStore} gives it. */
  readonly digest: () => Promise<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Starts one twin on a port of its own; throws when the port is taken. */
export async function startTarget({ port = 0, ...options }: TargetOptions): Promise<StartedTarget> {
  const { app, users, digest, close } = await prepareTarget(options);
  try {
    const server = await listen(app, port);
    const url = `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
    const closeAll = async () => {
      await closeServer(server);
      await close();
    };
    return { url, specUrl: `${url}/openapi.json`, users, digest, close: closeAll };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts the database, creates the app over it and signs every seeded user in. */
export async function prepareTarget({ variant, seed = 1 }: TargetOptions): Promise<PreparedTarget> {
  const store = await startStore({ variant, seed });
  const documents = connect(store.endpoint);
  const close = async () => {
    documents.destroy();
    await store.close();
  };
  try {
    const app = createApp(variant, documents, store);
    const users = await Promise.all(store.users.map((user) => signIn(app, user)));
    return { app, documents, store, users, digest: () => digestStore(store.endpoint), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function createApp(variant: Variant, documents: Documents, { users, posts }: Store): Hono<Environment> {
  if (variant === 'hardened') {
    return createHardenedApp({ documents, log: (entry) => console.error(JSON.stringify(entry)) });
  }
  return createVulnerableApp({
    documents,
    lastUserId: Math.max(...users.map(({ item }) => Number(item.user_id))),
    lastPostId: Math.max(...posts.map((post) => Number(post.post_id))),
  });
}

async function listen(app: Hono<Environment>, port: number): Promise<Server> {
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  return server;
}

/** Signs in the way a client does, so that the credentials are what the app really hands out. */
async function signIn(app: Hono<Environment>, { name, password, item }: SeededUser): Promise<TargetUser> {
  const credentials = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: name, password }),
  };
  const [login, session] = await Promise.all([
    app.request('/api/login', credentials),
    app.request('/api/session', credentials),
  ]);
  if (!login.ok || !session.ok) throw new Error(`The seeded user ${name} cannot sign in.`);

  const { access_token: token } = (await login.json()) as { access_token: string };
  const [sessionCookie = ''] = (session.headers.get('set-cookie') ?? '').split(';');
  return { name, password, userId: item.user_id, tenant: item.tenant_id, role: item.role, token, sessionCookie };
}
