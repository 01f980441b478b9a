import {
  answered,
  notesApi,
  notesOf,
  operation,
  refusal,
  refusedWith,
  runCheck,
  served,
  testCheck,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './cursor-tampering.ts';

const operations = ['GET /me', 'GET /notes?limit&cursor'];
const user = (name: string) => ({ name, bearer: `token-${name}`, subjects: [name] });

/** The place at which a page begins. */
interface Key {
  owner: string;
  after: number;
}

interface Codec {
  write: (key: Key) => unknown;
  /** `undefined` for what it did not write. */
  read: (cursor: string) => Key | undefined;
}

const json: Codec = { write: (key) => key, read: (cursor) => parsed(cursor) };
const base64: Codec = {
  write: (key) => btoa(JSON.stringify(key)),
  read: (cursor) => parsed(/^[\w+/=]+$/.test(cursor) ? safeAtob(cursor) : ''),
};
const opaque: Codec = {
  write: ({ owner, after }) =>
    `c${[...`${owner}/${after}`].map((char) => (char.charCodeAt(0) ^ 77).toString(16)).join('')}`,
  read: (cursor) => {
    const text = (cursor.slice(1).match(/../g) ?? []).map((hex) => String.fromCharCode(Number.parseInt(hex, 16) ^ 77));
    const [owner = '', after] = text.join('').split('/');
    return after === undefined ? undefined : { owner, after: Number(after) };
  },
};

interface Pages {
  /** The pages of a user; of one note each when not given. */
  of?: (name: string) => readonly unknown[][];
  /** The answer to what is no cursor. */
  malformed?: (me: string, cursor: string) => Response;
}

/** Pages that say where they begin; `owner` says whose partition a page with a key is read from, and may refuse. */
function paged(
  codec: Codec,
  owner: (me: string, key: Key, cursor: string) => string | Response,
  {
    of = (name) => notesOf(name).map((note) => [note]),
    malformed = () => refusal(400, 'malformed cursor'),
  }: Pages = {},
) {
  return notesApi({
    list: (me, url) => {
      const cursor = url.searchParams.get('cursor') ?? '';
      const key = cursor === '' ? { owner: me, after: 0 } : codec.read(cursor);
      if (key === undefined) return malformed(me, cursor);
      const from = owner(me, key, cursor);
      if (typeof from !== 'string') return from;
      const after = key.after + 1;
      const next_cursor = after >= of(from).length ? undefined : codec.write({ owner: from, after });
      return served({ items: of(from)[key.after] ?? [], begins_at: cursor, next_cursor });
    },
  });
}

/** Pages of rows that hold nothing private. */
const flags = (name: string): object[][] => notesOf(name).map(() => [{ is_open: true }]);
const emptyPage = (cursor: string): Response => served({ items: [], begins_at: cursor });

testCheck(check, {
  skipped: [
    {
      name: 'takes no cursor, or takes it in its path',
      operations: ['GET /me', 'GET /notes?limit', 'GET /notes/{cursor}'],
      api: notesApi(),
    },
  ],
  vulnerable: [
    {
      name: 'continues wherever a base64 key says',
      operations,
      api: paged(base64, (_, key) => key.owner),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    {
      name: 'takes the last evaluated key as JSON',
      operations: ['GET /me', 'GET /notes?limit&cursor'],
      api: paged({ ...json, write: (key) => JSON.stringify(key) }, (_, key) => key.owner),
      message: 'disclosed',
    },
    {
      name: 'hands out the key as an object',
      operations,
      api: paged(json, (_, key) => key.owner),
      message: 'disclosed',
    },
    {
      name: 'filters what it read, so that the first page is empty',
      operations,
      api: paged(base64, (_, key) => key.owner, { of: (name) => [[], notesOf(name)] }),
      message: 'disclosed',
      finding: { details: { owner: 'alice', other: 'bob', format: 'base64url JSON' } },
    },
  ],
  hardened: [
    { name: 'takes the partition from the caller', operations, api: paged(base64, (me) => me), message: 'refused' },
    {
      name: 'refuses the key of another user',
      operations,
      api: paged(base64, (me, key) => (key.owner === me ? me : refusal(403))),
      message: 'refused',
    },
    {
      name: 'hands out cursors that nobody can read',
      operations,
      api: paged(opaque, (_, key) => key.owner),
      message: 'opaque',
    },
    {
      name: 'answers a foreign key with an empty page',
      operations,
      api: paged(base64, (me, key) => (key.owner === me ? me : served({ items: [] }))),
      message: 'refused',
    },
    {
      name: 'answers foreign cursors as malformed ones, and its rows hold nothing private',
      operations,
      api: paged(base64, (me, key, cursor) => (key.owner === me ? me : emptyPage(cursor)), {
        of: flags,
        malformed: (_, cursor) => emptyPage(cursor),
      }),
      message: 'refused',
    },
    {
      name: 'takes the partition from the caller, begins anew with a malformed cursor, and its rows hold nothing private',
      operations,
      api: paged(base64, (me) => me, {
        of: flags,
        malformed: (me, cursor) =>
          served({ items: flags(me)[0], begins_at: cursor, next_cursor: base64.write({ owner: me, after: 1 }) }),
      }),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'says that no page follows',
      operations,
      api: notesApi({ list: (me) => served({ items: notesOf(me), next_cursor: null, page: { next_token: '' } }) }),
      message: 'noCursor',
    },
    {
      name: 'refuses the first page, and shows how a cursor looks',
      operations,
      api: notesApi({
        list: (owner) => Response.json({ next_cursor: base64.write({ owner, after: 1 }) }, { status: 400 }),
      }),
      message: 'noCursor',
    },
    {
      name: 'nothing is known that the path could be filled with',
      operations: ['GET /me', 'GET /teams/{team_id}/notes?limit&cursor'],
      api: paged(base64, (_, key) => key.owner),
      message: 'noCursor',
    },
    {
      name: 'the only other user is an administrator',
      operations,
      identities: [user('alice'), { ...user('bob'), role: 'admin' }],
      api: paged(base64, (_, key) => key.owner),
      message: 'noCursor',
    },
    {
      name: 'everything fits on the first page',
      operations,
      api: notesApi({ list: (me) => served({ items: notesOf(me) }) }),
      message: 'noCursor',
    },
    {
      name: 'breaks on the key of another user',
      operations,
      api: paged(base64, (me, key) => (key.owner === me ? me : refusal(500))),
      message: 'undecided',
    },
  ],
});

function parsed(text: string): Key | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'owner' in value ? (value as Key) : undefined;
  } catch {
    // Not a cursor of this API.
    return undefined;
  }
}

function safeAtob(text: string): string {
  try {
    return atob(text);
  } catch {
    // Not base64.
    return '';
  }
}

test('turns the pages of two users only', async () => {
  const turned = new Set<string>();
  const api = notesApi({
    list: (me, url) => {
      if (url.searchParams.get('limit') === '1') turned.add(me);
      return served({ items: notesOf(me) });
    },
  });
  await runCheck(check, { name: 'three users', operations, identities: ['alice', 'bob', 'dora'].map(user), api });
  expect([...turned]).toEqual(['alice', 'bob']);
});

const asks = (name: string): boolean => check.appliesTo(operation(`GET /notes?${name}`), { identities: [] }) === true;

test.each([
  'cursor',
  'nextToken',
  'next_token',
  'nextCursor',
  'page_token',
  'pagetoken',
  'continuation_token',
  'continuationToken',
  'start_key',
  'startkey',
  'exclusive_start_key',
  'ExclusiveStartKey',
  'exclusivestart_key',
  'after',
  'starting_after',
  'last_evaluated_key',
  'LastEvaluatedKey',
  'lastKey',
  'last_key',
  'next',
  'token',
  'key',
])('%s takes a cursor', (name) => {
  expect(asks(name)).toBe(true);
});

test.each([
  'my_cursor',
  'cursors',
  'afternoon',
  'the_next',
  'nextpage',
  'thereafter',
  'limit',
  'cursor_x',
])('%s takes none', (name) => {
  expect(asks(name)).toBe(false);
});

/** What the check says of cursors that are handed out under this name, where pages are as long as `size` says. */
async function outcomeOf(field: string, size = 'limit'): Promise<string[]> {
  const api = notesApi({
    list: (me, url) => {
      const key = parsed(url.searchParams.get('cursor') ?? '') ?? { owner: me, after: 0 };
      const after = key.after + (url.searchParams.get(size) === '1' ? 1 : 2);
      const items = notesOf(key.owner).slice(key.after, after);
      const more = after < notesOf(key.owner).length ? { [field]: JSON.stringify({ owner: key.owner, after }) } : {};
      return served({ items, page: more });
    },
  });
  const { messages } = await runCheck(check, {
    name: field,
    operations: ['GET /me', `GET /notes?${size}&cursor`],
    api,
  });
  return [...new Set(messages)];
}

test.each([
  'cursor',
  'nextCursor',
  'next_token',
  'nextToken',
  'page_token',
  'pageToken',
  'continuation_token',
  'continuationtoken',
  'last_evaluated_key',
  'LastEvaluatedKey',
  'lastkey',
  'last_key',
  'next_key',
  'nextKey',
])('%s hands one out', async (field) => {
  expect(await outcomeOf(field)).toEqual(['vulnerable:disclosed']);
});

test.each(['cursors', 'token_type', 'next_keys'])('%s hands none out', async (field) => {
  expect(await outcomeOf(field)).toEqual(['inconclusive:noCursor']);
});

test.each([
  'limit',
  'page_size',
  'pageSize',
  'per_page',
  'perpage',
  'size',
  'count',
  'max_results',
  'maxResults',
  'first',
])('pages are made short by %s', async (size) => {
  expect(await outcomeOf('next_cursor', size)).toEqual(['vulnerable:disclosed']);
});

test.each(['limited', 'dislimit', 'firstname'])('and not by %s', async (size) => {
  expect(await outcomeOf('next_cursor', size)).toEqual(['inconclusive:noCursor']);
});

/** The stranger is answered what the owner is; `parts` say what differs. */
const read = (body: object, parts: object = {}) => ({
  owner: [answered(body), answered(body)],
  anonymous: refusedWith(401),
  nonexistent: refusedWith(404),
  other: answered(body),
  repeat: answered(body),
  echoes: { object: ['n-1'], nonexistent: ['n-9'], own: [] },
  isMember: false,
  isPrivileged: false,
  listings: [],
  ...parts,
});
const held = { id: 'n-1', title: 'Blood test on Friday', body: 'Fasting since the evening' };
const bare = { id: 'n-1', open: true };

test('pages without private values leave it open', () => {
  const judged = (evidence: object | null, format = 'JSON') =>
    check.judge(
      { evidence, format, owner: 'alice', other: 'bob', parameter: 'cursor' } as never,
      operation('GET /notes?cursor'),
    );
  expect(judged(read(bare))).toMatchObject({ message: 'undecided' });
  expect(judged(read(held))).toMatchObject({ message: 'disclosed', details: { format: 'JSON', parameter: 'cursor' } });
  expect(judged(null)).toMatchObject({ message: 'noCursor' });
  expect(judged(null, 'opaque')).toMatchObject({ message: 'opaque' });
});
