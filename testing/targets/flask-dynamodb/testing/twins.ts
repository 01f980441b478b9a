import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Store, startStore, type TargetUser, VARIANTS, type Variant } from '@middlebrick/target-hono-dynamodb';
import { connect } from '../../hono-dynamodb/src/database.ts';
import { POSTS, USERS } from '../../hono-dynamodb/src/tables.ts';
import { signIn, startFlaskServer } from '../start.ts';
import { type Answer, type Asking, ask, type NewUser, register } from './client.ts';

type Item = Record<string, unknown>;

/** One running twin, and how its users and the tests get at it. */
export interface Twin {
  readonly store: Store;
  readonly send: (path: string, asking?: Asking) => Promise<Answer>;
  /** A seeded user, signed in. */
  readonly seeded: (name: string) => TargetUser;
  /** Registers a user and signs the user in. */
  readonly newUser: (username: string) => Promise<NewUser>;
  /** The profile that a token is good for. */
  readonly me: (token: string) => Promise<Answer>;
  readonly login: (username: string, password: string) => Promise<Answer>;
  /** Uses a refresh token. */
  readonly renew: (refreshToken: unknown) => Promise<Answer>;
  /** What the tables hold under a key. */
  readonly storedUser: (userId: string) => Promise<Item | undefined>;
  readonly storedPost: (userId: string, postId: string) => Promise<Item | undefined>;
  readonly close: () => Promise<void>;
}

/** Both twins of the Flask target over the data of one seed, each with its own database. */
export async function openTwins(seed: number): Promise<Record<Variant, Twin>> {
  const [vulnerable, hardened] = await Promise.all(VARIANTS.map((variant) => openTwin(variant, seed)));
  if (!vulnerable || !hardened) throw new Error('Both twins are wanted.');
  return { vulnerable, hardened };
}

async function openTwin(variant: Variant, seed: number): Promise<Twin> {
  const store = await startStore({ variant, seed });
  const server = await startFlaskServer({ variant, store });
  const users = await Promise.all(store.users.map((user) => signIn(server.url, user)));
  const documents = connect(store.endpoint);
  const send = (path: string, asking?: Asking) => ask(server.url, path, asking);
  const post = (path: string, body: unknown) => send(path, { method: 'POST', body });
  const stored = async (TableName: string, Key: Item) =>
    (await documents.send(new GetCommand({ TableName, Key }))).Item;
  return {
    store,
    send,
    seeded: (name) => {
      const found = users.find((user) => user.name === name);
      if (!found) throw new Error(`Nobody is seeded as ${name}.`);
      return found;
    },
    newUser: (username) => register(server.url, username),
    me: (token) => send('/api/me', { token }),
    login: (username, password) => post('/api/login', { username, password }),
    renew: (refreshToken) => post('/api/token', { refresh_token: refreshToken }),
    storedUser: (userId) => stored(USERS, { user_id: userId }),
    storedPost: (userId, postId) => stored(POSTS, { user_id: userId, post_id: postId }),
    close: async () => {
      documents.destroy();
      await server.close();
      await store.close();
    },
  };
}

/** The statuses of answers whose order is open, sorted. */
export const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

/** `make` as often as told. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
