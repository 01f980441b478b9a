import {
  answered,
  type Note,
  notes,
  notesApi,
  notesOf,
  notesOperations,
  operation,
  reading,
  refusal,
  refusedWith,
  runCheck,
  served,
  testCheck,
  toStrangers,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import type { Judgment } from '../../define-check.ts';
import type { ReadEvidence } from '../../verdict/read.ts';
import check from './foreign-object-read.ts';

const operations = notesOperations;
const alice = { name: 'alice', bearer: 'token-alice', subjects: ['alice'] };
const bob = { name: 'bob', bearer: 'token-bob', subjects: ['bob'] };
const dora = { name: 'dora', bearer: 'token-dora', subjects: ['dora'] };
const carol = { name: 'carol', bearer: 'token-carol', subjects: ['carol'], role: 'admin' };

const only = (shown: (note: Note) => object) => reading((note) => served(shown(note)));

/** Settings of which only alice has one, read by its id without asking whose it is. */
const settingsApi = (settings: object) => notesApi({ other: (me, url) => settingsAnswer(me, url.pathname, settings) });
const settingsAnswer = (me: string, path: string, settings: object): Response | undefined => {
  if (path === '/settings') return served({ items: me === 'alice' ? [{ id: 's-4471' }] : [] });
  return path === '/settings/s-4471' ? served(settings) : undefined;
};

testCheck(check, {
  skipped: [{ name: 'takes no identifier', operations: ['GET /me', 'GET /notes'], api: notesApi() }],
  vulnerable: [
    {
      name: 'asks only whether one is signed in',
      operations,
      api: notesApi(reading(served)),
      message: 'disclosed',
      confidence: 'confirmed',
      finding: {
        details: { owner: 'alice', other: 'bob', parameter: 'id' },
      },
    },
    {
      name: 'answers 403 with the note in the body',
      operations,
      api: notesApi(toStrangers((note) => Response.json({ error: 'not yours', note }, { status: 403 }))),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    {
      name: 'redirects strangers with the note in the body',
      operations,
      api: notesApi(toStrangers((note) => Response.json(note, { status: 302, headers: { location: '/login' } }))),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    {
      name: 'serves the note with a new time and trace in every answer',
      operations,
      api: () => {
        let count = 0;
        return notesApi(
          reading((note) => served({ ...note, served_at: 1_700_000_000 + ++count, trace_id: `t${count}` })),
        );
      },
      message: 'disclosed',
      confidence: 'confirmed',
    },
    {
      name: 'shows ids of notes to everybody, and details as well',
      operations,
      api: notesApi({
        list: () => served({ items: [...notesOf('alice'), ...notesOf('bob')].map(({ id }) => ({ id })) }),
        ...reading(served),
      }),
      message: 'disclosed',
    },
    {
      name: 'writes another user name into the path',
      operations: ['GET /me', 'GET /profiles/{username}'],
      api: notesApi({ other: (_, url) => profileAnswer(url.pathname) }),
      message: 'disclosed',
    },
    {
      name: 'has only short values, and both directions agree',
      operations,
      api: notesApi(
        only(({ id, owner_id, phone }) => ({
          id,
          owner_id,
          shelf: phone.slice(4),
          box: id.slice(2),
          tag: id.slice(4),
        })),
      ),
      message: 'disclosed',
      confidence: 'firm',
    },
    {
      name: 'has a public wall with the notes of one user, and serves those of the other',
      operations: [...operations, 'GET /wall'],
      api: notesApi({
        ...reading(served),
        anonymous: ({ url }) => wall(url, notesOf('alice')),
        other: (_, url) => wall(url, notesOf('alice')),
      }),
      message: 'disclosed',
      finding: { details: { owner: 'bob', other: 'alice' } },
    },
    {
      name: 'settings hold defaults, but nobody asks whose they are',
      operations: ['GET /me', 'GET /settings', 'GET /settings/{id}'],
      api: settingsApi({ id: 's-4471', is_dark: true, is_beta: false }),
      message: 'withoutPrivateValues',
      confidence: 'tentative',
    },
  ],
  hardened: [
    {
      name: 'refuses strangers with 403',
      operations,
      api: notesApi(toStrangers(() => refusal(403))),
      message: 'refused',
    },
    { name: 'hides existence with 404', operations, api: notesApi(), message: 'refused' },
    {
      name: 'refuses and repeats the id',
      operations,
      api: notesApi(toStrangers((note) => refusal(403, `note ${note.id} belongs to somebody else`))),
      message: 'refused',
    },
    {
      name: 'redirects strangers to the login',
      operations,
      api: notesApi(toStrangers(() => new Response(null, { status: 302, headers: { location: '/login' } }))),
      message: 'refused',
    },
    {
      name: 'answers 200 with an empty envelope',
      operations,
      api: notesApi({ read: ({ note, me }) => served(note?.owner_id === me ? { data: note } : { data: null }) }),
      message: 'softRefusal',
    },
    {
      name: 'answers 200 with a sentence that repeats the id',
      operations,
      api: notesApi({
        read: ({ note, me, id }) =>
          note?.owner_id === me ? served(note) : served({ message: `No note ${id} for you` }),
      }),
      message: 'softRefusal',
    },
    {
      name: 'asks that the id exists and then serves what the token says',
      operations,
      api: notesApi(reading((_, me) => served(notesOf(me)[0] as Note))),
      message: 'idIgnored',
    },
    {
      name: 'shares the note with the other user',
      operations,
      api: notesApi(reading((note) => served({ ...note, members: ['alice', 'bob'] }))),
      message: 'shared',
    },
    {
      name: 'lets an administrator read',
      operations,
      identities: [alice, carol],
      api: notesApi(toStrangers((note, me) => (me === 'carol' ? served(note) : refusal(403)))),
      message: 'shared',
    },
    {
      name: 'has a public wall that shows the whole note to everybody',
      operations: [...operations, 'GET /wall'],
      api: notesApi({
        ...reading(served),
        anonymous: ({ url }) => wall(url),
        other: (_, url) => wall(url),
      }),
      message: 'shared',
    },
  ],
  inconclusive: [
    {
      name: 'only one identity is given',
      operations,
      identities: [alice],
      api: notesApi(reading(served)),
      message: 'oneIdentity',
    },
    {
      name: 'no list gives an id',
      operations: ['GET /me', 'GET /notes/{id}'],
      api: notesApi(reading(served)),
      message: 'noOwnedObject',
    },
    {
      name: 'the owner may read the note once only',
      operations,
      api: () => {
        const used = new Set<string>();
        const once = (note: Note): Response => (used.has(note.id) ? refusal(410) : served(used.add(note.id) && note));
        return notesApi(reading((note, me) => (note.owner_id === me ? once(note) : refusal(403))));
      },
      message: 'ownerCannotRead',
    },
    { name: 'breaks for strangers', operations, api: notesApi(toStrangers(() => refusal(500))), message: 'noAnswer' },
    {
      name: 'the note is public',
      operations,
      api: notesApi({ ...reading(served), anonymous: ({ note }) => note && served(note) }),
      message: 'anonymousToo',
    },
    {
      name: 'a feed for signed-in users shows the whole note',
      operations,
      identities: [alice, bob],
      api: notesApi({ ...reading(served), list: () => served({ items: notesOf('alice').concat(notesOf('bob')) }) }),
      message: 'shownInList',
    },
    {
      name: 'strangers see a preview of the note',
      operations,
      api: notesApi(toStrangers(({ id, title }) => served({ id, title, more: 'Ask the owner for the rest' }))),
      message: 'redacted',
    },
    {
      name: 'strangers see the title of the note over another text',
      operations,
      api: notesApi(
        toStrangers(({ id, title }) => served({ id, title, owner_id: 'x', body: 'Nothing yet', phone: '000' })),
      ),
      message: 'cannotTell',
    },
    {
      name: 'colleagues of one tenant see each other on a list',
      operations,
      identities: [alice, bob].map((identity) => ({ ...identity, tenant: 'acme' })),
      api: notesApi({
        ...reading(served),
        list: () =>
          served(['alice', 'bob'].flatMap((name) => notesOf(name).map(({ id, owner_id }) => ({ id, owner_id })))),
      }),
      message: 'team',
    },
    {
      name: 'every user sees the comments on an article that everybody reads',
      operations: ['GET /me', 'GET /articles', 'GET /articles/{article_id}', 'GET /articles/{article_id}/comments'],
      api: notesApi({ other: (_, { pathname }) => articleAnswer(pathname) }),
      message: 'belowShared',
    },
    {
      name: 'every user sees the name and the picture of another',
      operations: ['GET /me', 'GET /users/{user_id}'],
      api: notesApi({
        other: (_, { pathname }) =>
          pathname.startsWith('/users/') && ['alice', 'bob'].includes(pathname.slice(7))
            ? served({ name: pathname.length > 10 ? 'Alice Marlow' : 'Bob Winterfeld', followers: pathname.length })
            : undefined,
      }),
      message: 'profile',
    },
  ],
});

function wall(url: URL, items: readonly Note[] = notes): Response | undefined {
  return url.pathname === '/wall' ? served({ items }) : undefined;
}

function profileAnswer(path: string): Response | undefined {
  const name = /^\/profiles\/(alice|bob)$/.exec(path)?.[1];
  return name === undefined ? undefined : served({ username: name, letters: notesOf(name).map(({ body }) => body) });
}

const articles = ['Swans on the ice', 'Bees in the wall'].map((text, index) => ({ id: `a-77${index}3c1`, text }));

function articleAnswer(path: string): Response | undefined {
  if (path === '/articles') return served({ items: articles });
  const [, id, rest] = /^\/articles\/([^/]+)(\/comments)?$/.exec(path) ?? [];
  const index = articles.findIndex((article) => article.id === id);
  const article = articles[index];
  if (article === undefined || rest === undefined) return article === undefined ? undefined : served(article);
  const author = index === 0 ? 'alice' : 'bob';
  return served({ items: [{ id: `c-${index}918f2`, author_id: author, text: notesOf(author)[0]?.body }] });
}

const held = { id: 'n-1', title: 'Blood test on Friday', body: 'Fasting since the evening' };
const bobs = { id: 'n-2', title: 'Nails before paint', body: 'The shed has to be mended' };
/** An object of this user, and what Bob was answered for it. */
const attempt = (owner: string, answer: ReadEvidence['other'], object: object = held) => ({
  evidence: {
    owner: [answered(object), answered(object)],
    anonymous: refusedWith(401),
    nonexistent: refusedWith(404),
    own: answered(bobs),
    other: answer,
    mirror: answered(bobs),
    repeat: answer,
    echoes: { object: ['n-1'], nonexistent: ['n-9'], own: ['n-2'] },
    isMember: false,
    isPrivileged: false,
    listings: [],
  },
  owner,
  other: 'bob',
  parameter: 'id',
  reason: 'the object names its owner',
});
const judged = (...attempts: unknown[]) =>
  check.judge({ attempts, identities: 2 } as never, operation('GET /notes/{id}')) as Judgment<string>;

test('of several objects the one that was disclosed decides', () => {
  const hit = judged(
    attempt('alice', refusedWith(403)),
    attempt('carol', answered(held)),
    attempt('dora', refusedWith(403)),
  );
  expect(hit).toMatchObject({
    outcome: 'vulnerable',
    message: 'disclosed',
    details: { owner: 'carol', other: 'bob', parameter: 'id', ownership: 'the object names its owner' },
  });
});

test('else one that was refused although it holds something, else the first', () => {
  const [lost, refused] = [attempt('alice', answered({}, { status: 500 })), attempt('carol', refusedWith(403))];
  const empty = attempt('dora', refusedWith(403), { id: 'n-1' });
  expect(judged(lost, refused)).toEqual({ outcome: 'hardened', message: 'refused' });
  expect(judged(lost, empty)).toEqual({ outcome: 'inconclusive', message: 'noAnswer' });
  expect(judged(refused, lost)).toEqual({ outcome: 'hardened', message: 'refused' });
  expect(judged()).toEqual({ outcome: 'inconclusive', message: 'noOwnedObject' });
});

test('asks for one object after another until one decides', async () => {
  const askedFor = async (answer: (note: Note) => Response): Promise<string[]> => {
    const asked: string[] = [];
    const api = notesApi(
      toStrangers((note, me) => {
        asked.push(`${me} for a note of ${note.owner_id}`);
        return answer(note);
      }),
    );
    await runCheck(check, { name: 'asked', operations, identities: [alice, bob, dora], api });
    return [...new Set(asked)].sort();
  };
  expect(await askedFor(() => refusal(403))).toEqual(['bob for a note of alice']);
  // When something is disclosed it is looked at from the other side, too.
  const both = ['alice for a note of bob', 'bob for a note of alice'];
  expect(await askedFor(served)).toEqual(both);
  expect(await askedFor(() => refusal(500))).toEqual([...both, 'dora for a note of alice']);
});
