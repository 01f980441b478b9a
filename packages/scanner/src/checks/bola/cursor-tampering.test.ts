import { notesApi, notesOf, refusal, served, testCheck } from '@middlebrick/testing';
import check from './cursor-tampering.ts';

const operations = ['GET /me', 'GET /notes?limit&cursor'];

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

/** Pages of one note; `owner` says whose partition a page with a key is read from, and may refuse. */
function paged(codec: Codec, owner: (me: string, key: Key) => string | Response) {
  return notesApi({
    list: (me, url) => {
      const cursor = url.searchParams.get('cursor');
      const key = cursor === null ? { owner: me, after: 0 } : codec.read(cursor);
      if (key === undefined) return refusal(400, 'malformed cursor');
      const from = owner(me, key);
      if (typeof from !== 'string') return from;
      const after = key.after + 1;
      const isLast = after >= notesOf(from).length;
      const next_cursor = isLast ? undefined : codec.write({ owner: from, after });
      return served({ items: notesOf(from).slice(key.after, after), next_cursor });
    },
  });
}

testCheck(check, {
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
  ],
  inconclusive: [
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
