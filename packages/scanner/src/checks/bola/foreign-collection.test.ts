import { notes, notesApi, notesOf, refusal, served, testCheck, toStrangers } from '@middlebrick/testing';
import check from './foreign-collection.ts';

const operations = ['GET /me', 'GET /notes'];
const withDetail = [...operations, 'GET /notes/{id}'];
const alice = { name: 'alice', bearer: 'token-alice', subjects: ['alice'] };
const bob = { name: 'bob', bearer: 'token-bob', subjects: ['bob'] };
const admins = ['carol', 'dora'].map((name) => ({ name, bearer: `token-${name}`, subjects: [name], role: 'admin' }));
/** Every note of every user with something added. */
const all = (added: object = {}): Response => served({ items: notes.map((note) => ({ ...note, ...added })) });

testCheck(check, {
  vulnerable: [
    {
      name: 'reads an index without the caller, and rows say that they are private',
      operations,
      api: notesApi({ list: () => all({ visibility: 'private' }) }),
      message: 'markedPrivate',
      confidence: 'confirmed',
    },
    {
      name: 'lists drafts of everybody',
      operations,
      api: notesApi({ list: () => all({ is_draft: true }) }),
      message: 'markedPrivate',
    },
    {
      name: 'lists numbers that no feed shares',
      operations,
      api: notesApi({
        list: () => served(notes.map(({ owner_id }) => ({ owner_id, ssn: `123-45-67${owner_id.length}9` }))),
      }),
      message: 'sensitive',
      confidence: 'confirmed',
    },
    {
      name: 'lists notes that it refuses one by one',
      operations: withDetail,
      api: notesApi({ list: () => all(), ...toStrangers(() => refusal(403)) }),
      message: 'refusedInDetail',
      confidence: 'firm',
    },
  ],
  hardened: [
    { name: 'lists what the caller owns', operations, api: notesApi(), message: 'noForeignRows' },
    {
      name: 'lists what the caller owns, marked private',
      operations,
      api: notesApi({ list: (me) => served(notesOf(me).map((note) => ({ ...note, visibility: 'private' }))) }),
      message: 'noForeignRows',
    },
    {
      name: 'shows rows of others that name the caller as well',
      operations,
      api: notesApi({ list: () => all({ visibility: 'private', readers: ['alice', 'bob'] }) }),
      message: 'noForeignRows',
    },
    {
      name: 'is a public wall',
      operations,
      api: notesApi({
        list: () => all({ is_draft: true }),
        anonymous: ({ url }) => (url.pathname === '/notes' ? all() : undefined),
      }),
      message: 'anonymousToo',
    },
    {
      name: 'lists everything for administrators',
      operations,
      identities: admins,
      api: notesApi({
        list: () => served(['carol', 'dora'].map((owner) => ({ owner, is_private: true, text: 'A memo' }))),
      }),
      message: 'privileged',
    },
    {
      name: 'is refused to some users',
      operations,
      api: notesApi({ list: (me) => (me === 'alice' ? refusal(403) : served(notesOf(me))) }),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'is a feed for everybody who is signed in',
      operations,
      api: notesApi({ list: () => all() }),
      message: 'mayBeShared',
    },
    {
      name: 'is a feed whose details are open as well',
      operations: withDetail,
      api: notesApi({ list: () => all(), ...toStrangers((note) => served(note)) }),
      message: 'mayBeShared',
    },
    {
      name: 'breaks for one user',
      operations,
      api: notesApi({ list: (me) => (me === 'alice' ? refusal(500) : served(notesOf(me))) }),
      message: 'noAnswer',
    },
    {
      name: 'only one identity is given',
      operations,
      identities: [alice],
      api: notesApi({ list: () => all({ visibility: 'private' }) }),
      message: 'oneIdentity',
    },
    {
      name: 'the list is empty for the second user and breaks for the first',
      operations,
      identities: [bob, alice],
      api: notesApi({ list: (me) => (me === 'bob' ? refusal(503) : all()) }),
      message: 'noAnswer',
    },
  ],
});
