import { randomBytes } from 'node:crypto';
import {
  digestStore,
  type SeededUser,
  type StartedTarget,
  type Store,
  startStore,
  type TargetOptions,
  type TargetUser,
  type Variant,
} from '@middlebrick/target-hono-dynamodb';
import { ensurePythonEnv } from '../../../scripts/python-env.ts';
import { createSpec } from '../hono-dynamodb/src/spec.ts';
import { POSTS, USERS } from '../hono-dynamodb/src/tables.ts';
import { type FlaskProcess, startFlaskProcess } from './flask-process.ts';

interface FlaskOptions {
  /** Whether it serves its description; it does by default. */
  readonly servesSpec?: boolean;
}

export interface FlaskServerOptions extends FlaskOptions {
  readonly variant: Variant;
  readonly store: Pick<Store, 'endpoint' | 'users' | 'posts'>;
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

/**
 * Starts one twin of the Flask target and its own embedded database, all on 127.0.0.1.
 * Its data is that of the Hono target with the same variant and seed.
 * @throws {PythonEnvError} when Python or the packages are missing.
 * @throws {Error} with the last lines of the server's log when it cannot start, as when the port is taken.
 */
export async function startFlaskTarget({
  variant,
  port = 0,
  seed = 1,
  servesSpec = true,
}: TargetOptions & FlaskOptions): Promise<StartedTarget> {
  const store = await startStore({ variant, seed });
  try {
    const server = await startFlaskServer({ variant, store, port, servesSpec });
    const close = async () => {
      await server.close();
      await store.close();
    };
    try {
      const users = await Promise.all(store.users.map((user) => signIn(server.url, user)));
      const digest = () => digestStore(store.endpoint);
      return { url: server.url, specUrl: `${server.url}/openapi.json`, users, digest, close };
    } catch (error) {
      await server.close();
      throw error;
    }
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Starts only the application, over a database that is there already. */
export async function startFlaskServer({
  variant,
  store,
  port = 0,
  servesSpec = true,
}: FlaskServerOptions): Promise<FlaskProcess> {
  const { python } = ensurePythonEnv();
  const settings = {
    VARIANT: variant,
    PORT: String(port),
    AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
    USERS_TABLE: USERS,
    POSTS_TABLE: POSTS,
    ...(variant === 'hardened' ? randomKeys() : lastIds(store)),
  };
  return startFlaskProcess({ python, settings, spec: servesSpec ? createSpec(variant) : null });
}

function randomKeys() {
  const key = () => randomBytes(32).toString('base64url');
  return { JWT_KEY: key(), SESSION_KEY: key(), CURSOR_KEY: key() };
}

/** The highest ids in use; new users and posts get the numbers after them. */
function lastIds({ users, posts }: Pick<Store, 'users' | 'posts'>) {
  return {
    LAST_USER_ID: String(Math.max(...users.map(({ item }) => Number(item.user_id)))),
    LAST_POST_ID: String(Math.max(...posts.map((post) => Number(post.post_id)))),
  };
}

/** Signs in the way a client does, so that the credentials are what the server really hands out. */
export async function signIn(url: string, { name, password, item }: SeededUser): Promise<TargetUser> {
  const credentials = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: name, password }),
  };
  const [login, session] = await Promise.all([
    fetch(`${url}/api/login`, credentials),
    fetch(`${url}/api/session`, credentials),
  ]);
  if (!login.ok || !session.ok) throw new Error(`The seeded user ${name} cannot sign in.`);

  const { access_token: token } = (await login.json()) as { access_token: string };
  const [sessionCookie = ''] = (session.headers.get('set-cookie') ?? '').split(';');
  return { name, password, userId: item.user_id, tenant: item.tenant_id, role: item.role, token, sessionCookie };
}
