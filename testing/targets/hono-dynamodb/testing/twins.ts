import type { PostItem, UserItem } from '../src/seed-data.ts';
import { type PreparedTarget, prepareTarget, type TargetUser } from '../src/target.ts';

/** A whole answer: compared as one value, so that a header or field too many is seen. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** One twin, and how its users and strangers talk to it. */
export interface Twin extends PreparedTarget {
  readonly user: (name: string) => TargetUser;
  readonly item: (name: string) => UserItem;
  /** The seeded posts of a user, in the order of their ids. */
  readonly posts: (name: string) => PostItem[];
  readonly ask: (path: string, ask?: Ask) => Promise<Answer>;
  /** The same, signed in with a bearer token. */
  readonly as: (name: string, path: string, ask?: Ask) => Promise<Answer>;
}

export interface Twins {
  readonly vulnerable: Twin;
  readonly hardened: Twin;
  readonly close: () => Promise<void>;
}

/** Both twins over the data of one seed, each with its own database. */
export async function openTwins(seed = 1): Promise<Twins> {
  const [vulnerable, hardened] = await Promise.all([
    prepareTarget({ variant: 'vulnerable', seed }),
    prepareTarget({ variant: 'hardened', seed }),
  ]);
  const close = async () => {
    await Promise.all([vulnerable.close(), hardened.close()]);
  };
  return { vulnerable: createTwin(vulnerable), hardened: createTwin(hardened), close };
}

function createTwin(target: PreparedTarget): Twin {
  const find = <T>(found: T | undefined, name: string): T => {
    if (found === undefined) throw new Error(`Nothing is seeded for ${name}.`);
    return found;
  };
  const user = (name: string) =>
    find(
      target.users.find((known) => known.name === name),
      name,
    );
  const ask = async (path: string, { method = 'GET', headers = {}, json, text }: Ask = {}): Promise<Answer> => {
    const body = json === undefined ? text : JSON.stringify(json);
    // A client on a real connection announces the size of its body.
    const size = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const response = await target.app.request(path, {
      method,
      headers: { ...size, ...headers },
      ...(body !== undefined && { body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: parse(await response.text()),
    };
  };
  return {
    ...target,
    user,
    item: (name) => find(target.store.users.find((known) => known.name === name)?.item, name),
    posts: (name) => sortedPosts(target.store.posts.filter((post) => post.user_id === user(name).userId)),
    ask,
    as: (name, path, options = {}) =>
      ask(path, { ...options, headers: { authorization: `Bearer ${user(name).token}`, ...options.headers } }),
  };
}

const sortedPosts = (posts: readonly PostItem[]) => posts.toSorted((a, b) => (a.post_id < b.post_id ? -1 : 1));

const PROFILE = ['user_id', 'username', 'display_name', 'email', 'phone', 'bio', 'theme', 'role', 'tenant_id'] as const;
const POST = ['user_id', 'post_id', 'title', 'body', 'topic', 'visibility', 'created_at'] as const;

/** What may leave of a user, and what of a post. */
export const intendedProfile = (item: UserItem) => Object.fromEntries(PROFILE.map((field) => [field, item[field]]));
export const intendedPost = (item: PostItem) => Object.fromEntries(POST.map((field) => [field, item[field]]));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An empty body, or one that is no JSON, is compared as it is.
    return text;
  }
}
