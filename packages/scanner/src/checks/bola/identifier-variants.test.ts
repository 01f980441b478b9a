import {
  answered,
  notes,
  notesApi,
  notesOperations,
  operation,
  reading,
  refusal,
  refusedWith,
  served,
  testCheck,
  toStrangers,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './identifier-variants.ts';

const operations = notesOperations;

/** Compares the id as it was written with the notes of others, and reads by what `normal` makes of it. */
const looking = (normal: (id: string) => string) =>
  notesApi({
    read: ({ me, note, id }) => {
      if (note !== undefined && note.owner_id !== me) return refusal(403);
      const found = notes.find((entry) => normal(entry.id) === normal(id));
      return found === undefined ? refusal(404, 'not found') : served(found);
    },
  });

testCheck(check, {
  skipped: [{ name: 'has no id in its path', operations: ['GET /me', 'GET /notes?id'], api: notesApi() }],
  vulnerable: [
    {
      name: 'trims the id after the owner check',
      operations,
      api: looking((id) => id.trim()),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    {
      name: 'ignores case in the store only',
      operations,
      api: looking((id) => id.toLowerCase()),
      message: 'disclosed',
    },
    {
      name: 'folds full-width characters in the store only',
      operations,
      api: looking((id) => id.normalize('NFKC')),
      message: 'disclosed',
    },
    {
      name: 'cuts off path parameters after the check',
      operations,
      api: looking((id) => id.replace(/;.*/, '')),
      message: 'disclosed',
    },
    {
      name: 'decodes once more after the check',
      operations,
      api: looking((id) => decodeURIComponent(id)),
      message: 'disclosed',
    },
    {
      name: 'stops at a null byte in the store only',
      operations,
      api: looking((id) => id.split('\0', 1)[0] ?? ''),
      message: 'disclosed',
    },
    {
      name: 'answers most spellings with an empty envelope and stops at a null byte in the store only',
      operations,
      api: notesApi({
        read: ({ me, note, id }) => {
          if (note !== undefined) return note.owner_id === me ? served(note) : refusal(403);
          return served(notes.find((entry) => `${entry.id}\0` === id) ?? {});
        },
      }),
      message: 'disclosed',
    },
    {
      name: 'redirects strangers who write a trailing space, with the note in the body',
      operations,
      api: notesApi({
        read: ({ me, note, id }) => {
          if (note !== undefined) return note.owner_id === me ? served(note) : refusal(403);
          const found = notes.find((entry) => `${entry.id} ` === id);
          return found === undefined
            ? refusal(404)
            : Response.json(found, { status: 302, headers: { location: `/notes/${found.id}` } });
        },
      }),
      message: 'disclosed',
    },
  ],
  hardened: [
    {
      name: 'compares and reads the same value',
      operations,
      api: notesApi(toStrangers(() => refusal(403))),
      message: 'refused',
    },
    { name: 'hides foreign notes behind 404', operations, api: notesApi(), message: 'refused' },
    {
      name: 'normalises first and then compares the owner',
      operations,
      api: notesApi({
        read: ({ me, id }) => {
          const note = notes.find((entry) => entry.id === id.trim().toLowerCase());
          return note?.owner_id === me ? served(note) : refusal(404, 'not found');
        },
      }),
      message: 'refused',
    },
    {
      name: 'serves an own note for an id that it does not understand',
      operations,
      api: notesApi({
        read: ({ me, note, id }) => {
          if (note !== undefined) return note.owner_id === me ? served(note) : refusal(403);
          return /^n-[0-9a-z]+$/.test(id) ? refusal(404) : served(notes.find((entry) => entry.owner_id === me));
        },
      }),
      message: 'refused',
    },
  ],
  inconclusive: [
    { name: 'the plain id is served already', operations, api: notesApi(reading(served)), message: 'notRefused' },
    {
      name: 'strangers get an empty envelope',
      operations,
      api: notesApi({ read: ({ me, note }) => served(note?.owner_id === me ? note : {}) }),
      message: 'notRefused',
    },
    { name: 'no id is known', operations: ['GET /me', 'GET /notes/{id}'], api: notesApi(), message: 'noPair' },
    {
      name: 'only an administrator could ask',
      operations,
      identities: [
        { name: 'alice', bearer: 'token-alice', subjects: ['alice'] },
        { name: 'carol', bearer: 'token-carol', subjects: ['carol'], role: 'admin' },
      ],
      api: notesApi(),
      message: 'noPair',
    },
  ],
});

const held = { id: 'n-1', title: 'Blood test on Friday', body: 'Fasting since the evening' };
const judged = (...variants: object[]) =>
  check.judge(
    {
      plain: {
        owner: [answered(held), answered(held)],
        anonymous: refusedWith(401),
        nonexistent: refusedWith(404),
        other: refusedWith(403),
        echoes: { object: ['n-1'], nonexistent: ['n-9'], own: [] },
        isMember: false,
        isPrivileged: false,
        listings: [],
      },
      variants,
      owner: 'alice',
      other: 'bob',
      parameter: 'id',
    } as never,
    operation('GET /notes/{id}'),
  );
const variant = (name: string, exchange: object, repeat: object | null = exchange) => ({ name, exchange, repeat });

test('a spelling counts when it brings the values twice', () => {
  expect(judged(variant('a space', refusedWith(403), null), variant('a newline', answered(held)))).toMatchObject({
    message: 'disclosed',
    kind: 'a newline',
    details: { owner: 'alice', other: 'bob', parameter: 'id', variant: 'a newline' },
    proof: [{ role: 'owner' }, { role: 'other' }, { role: 'control' }, { role: 'anonymous' }, { role: 'nonexistent' }],
  });
  const refused = { outcome: 'hardened', message: 'refused' };
  expect(judged(variant('a newline', answered(held), null))).toEqual(refused);
  expect(judged(variant('a newline', answered(held), refusedWith(403)))).toEqual(refused);
  expect(judged(variant('a newline', refusedWith(403), answered(held)))).toEqual(refused);
  expect(judged()).toEqual(refused);
});

/** Alice's objects, each by an operation and the id's name in it. */
const several: [string, string][] = [
  ['GET /notes', 'id'],
  ['GET /notes/{id}/text', 'id'],
  ['GET /notes/{id}', 'id'],
  ['GET /notes/{id}/tags', 'id'],
  ['GET /files/{file}', 'file'],
  ['GET /files/{file}/text', 'file'],
];

/** What Bob asks about one of Alice's objects that is refused under its plain id, when `spelt` answers other spellings. */
async function probed(
  of: string,
  {
    known = several,
    path = of.replace('GET ', '').replace(/\{\w+\}/, 'n-1'),
    plain = refusedWith(403),
    spelt = (_path: string) => refusedWith(404),
  } = {},
) {
  const objects = known.map(([operationId, parameter]) => ({
    operation: operationId,
    parameter,
    values: { [parameter]: 'n-1' },
    owner: 'alice',
    members: [],
    request: { method: 'GET', path },
    exchange: answered(held),
  }));
  const identities = ['alice', 'bob'].map((name) => ({ name, isPrivileged: false }));
  const asked: { path: string; purpose: string; options: object | undefined }[] = [];
  const found = await check.probe({
    operation: operation(of),
    survey: { objects, identities, items: [] },
    request: () => ({ method: 'GET', path: '/nothing' }),
    lookalike: () => 'n-9',
    send: (request: { path: string }, as: { name: string }, purpose: string, options?: object) => {
      if (as.name === 'alice') return Promise.resolve(answered(held));
      if (request.path === path) return Promise.resolve(plain);
      if (request.path !== '/nothing') asked.push({ path: request.path, purpose, options });
      return Promise.resolve(spelt(request.path));
    },
  } as never);
  return { found, asked, spellings: asked.map(({ purpose }) => purpose.replace('stranger writes the id with ', '')) };
}

const ofHandlers = [
  'a trailing newline',
  'a trailing space',
  'a leading space',
  'the other case',
  'full-width characters',
  'a null byte',
];
const ofRouters = ['a dot segment', 'an encoded letter', 'double encoding', 'a path parameter'];
const likeliest = ofHandlers.slice(0, 1);

test.each([
  ['the first with an id of this name in its path', 'GET /notes/{id}/text', ofHandlers],
  ['the first whose path ends with an id', 'GET /notes/{id}', [...likeliest, ...ofRouters]],
  ['a further one', 'GET /notes/{id}/tags', likeliest],
  ['the first with an id of another name', 'GET /files/{file}', ofHandlers],
  ['a further one of another name', 'GET /files/{file}/text', likeliest],
])('the spellings asked of %s', async (_, of, expected) => {
  expect((await probed(of)).spellings).toEqual(expected);
});

test('what routers rewrite is asked of the first operation where no path ends with an id', async () => {
  const known = several.filter(([id]) => !id.endsWith('}'));
  const [first, further] = [
    await probed('GET /notes/{id}/text', { known }),
    await probed('GET /files/{file}/text', { known }),
  ];
  expect(first.spellings.toSorted()).toEqual([...ofHandlers, ...ofRouters].sort());
  expect(further.spellings).toEqual(ofHandlers);
});

test('the segment of the id is written anew and the rest stays', async () => {
  const { asked } = await probed('GET /notes/{id}/text', { path: '/n-1/notes/n-1/text?of=1' });
  expect(asked.map(({ path }) => path)).toContain('/n-1/notes/%20n-1/text?of=1');
});

test('the first spelling that brings the object is asked once more, past what was answered before', async () => {
  const { asked, spellings, found } = await probed('GET /notes/{id}/text', {
    spelt: (path) => (/%20/.test(path) ? answered(held) : answered({ ...held, title: 'Another', body: 'Another' })),
  });
  expect(spellings).toEqual(['a trailing newline', 'a trailing space', 'and once more']);
  expect(asked.map(({ options }) => options)).toEqual([undefined, undefined, { fresh: true }]);
  expect(check.judge(found, operation('GET /notes/{id}/text'))).toMatchObject({
    message: 'disclosed',
    details: { owner: 'alice', other: 'bob', parameter: 'id', variant: 'a trailing space' },
  });
});

test('no spelling is asked where the plain id is served, nor where the id has no segment of its own', async () => {
  expect((await probed('GET /notes/{id}/text', { plain: answered(held) })).asked).toEqual([]);
  const { asked, found } = await probed('GET /notes/{id}/text', { path: '/notes/@n-1/text' });
  expect(asked).toEqual([]);
  expect(check.judge(found, operation('GET /notes/{id}/text'))).toEqual({ outcome: 'inconclusive', message: 'noPair' });
});
