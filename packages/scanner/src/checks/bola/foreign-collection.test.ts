import type { Exchange } from '@middlebrick/model';
import {
  answered,
  notes,
  notesApi,
  notesOf,
  operation,
  refusal,
  refusedWith,
  served,
  testCheck,
  toStrangers,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './foreign-collection.ts';

const operations = ['GET /me', 'GET /notes'];
const withDetail = [...operations, 'GET /notes/{id}'];
const alice = { name: 'alice', bearer: 'token-alice', subjects: ['alice'] };
const bob = { name: 'bob', bearer: 'token-bob', subjects: ['bob'] };
const admins = ['carol', 'dora'].map((name) => ({ name, bearer: `token-${name}`, subjects: [name], role: 'admin' }));
/** Every note of every user with something added. */
const all = (added: object = {}): Response => served({ items: notes.map((note) => ({ ...note, ...added })) });

testCheck(check, {
  skipped: [
    {
      name: 'is no list, an empty one, or refused',
      operations: ['GET /me', 'GET /notes', 'GET /about', 'GET /away'],
      api: notesApi({
        list: () => served([]),
        other: (_, { pathname }) => (pathname === '/about' ? served({ version: 1 }) : refusal(403)),
      }),
    },
  ],
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

const row = { id: 'n-1', owner: 'alice', title: 'Blood test on Friday' };
const list = (identity: string, exchange: Exchange, path = '/notes') => ({
  operation: 'GET /notes',
  identity,
  exchange,
  values: {},
  request: { method: 'GET', path },
});

test('asks of lists that somebody was shown with rows', () => {
  const asks = (id: string, ...baselines: object[]) => check.appliesTo(operation(id), { baselines } as never);
  const [full, empty, refused] = [answered([row]), answered([]), answered([row], { status: 403 })].map((exchange) =>
    list('alice', exchange),
  );
  expect(asks('GET /notes', empty ?? {}, full ?? {})).toBe(true);
  expect(asks('GET /notes', empty ?? {})).toMatch(/is not a list/);
  expect(asks('GET /notes', refused ?? {})).toMatch(/is not a list/);
  expect(asks('GET /other', full ?? {})).toMatch(/is not a list/);
});

/** What the check asks for, and the readings it comes back with. */
async function probed(parts: { baselines: object[]; objects?: object[]; shown?: unknown }) {
  const asked: string[] = [];
  const send = (request: { path: string }, as: { name: string }) => {
    asked.push(`${as.name} ${request.path}`);
    return Promise.resolve(answered(parts.shown ?? [row], { identity: as.name }));
  };
  const identities = ['alice', 'bob'].map((name) => ({ name, subjects: [name], isPrivileged: false }));
  const survey = { identities, objects: [], ...parts };
  const { readings } = await check.probe({ operation: operation('GET /notes'), survey, send } as never);
  return { asked, readings };
}
const object = (id: string, owner = 'alice', of = 'GET /notes/{id}') => ({
  operation: of,
  owner,
  parameter: 'id',
  values: { id },
  request: { method: 'GET', path: `/notes/${id}` },
});

test('each list is asked for once, two at most, and none that only nobody was shown', async () => {
  const baselines = [
    list('alice', answered([row])),
    list('bob', answered([row])),
    list('anonymous', answered([row]), '/notes?of=nobody'),
    list('alice', refusedWith(403), '/notes?of=refused'),
    list('alice', answered([row]), '/notes?page=2'),
    list('alice', answered([row]), '/notes?page=3'),
  ];
  const { asked } = await probed({ baselines });
  expect([...new Set(asked.map((line) => line.split(' ')[1]))]).toEqual(['/notes', '/notes?page=2']);
  expect(asked).toContain('anonymous /notes');
});

test('what is an object of somebody is no list of all', async () => {
  const baselines = [list('alice', answered([row]))];
  expect(
    (await probed({ baselines, objects: [{ ...object('n-1', 'alice', 'GET /notes'), values: {} }] })).readings,
  ).toEqual([]);
  expect(
    (await probed({ baselines, objects: [{ ...object('n-1', 'alice', 'GET /other'), values: {} }] })).readings,
  ).toHaveLength(2);
  expect((await probed({ baselines, objects: [object('n-1', 'alice', 'GET /notes')] })).readings).toHaveLength(2);
});

test('two of the objects that a foreign row names are asked for by their ids', async () => {
  const objects = [
    object('n-9'),
    object('n-1'),
    object('n-1', 'bob'),
    object('n-1', 'alice', 'GET /notes'),
    object('n-2'),
    object('n-3'),
    { ...object('n-4'), parameter: 'other' },
  ];
  const { asked } = await probed({ baselines: [list('alice', answered([row]))], objects, shown: [row, 'n-2', 'n-3'] });
  expect(asked.filter((line) => line.startsWith('bob /notes/'))).toEqual(['bob /notes/n-1', 'bob /notes/n-2']);
  expect(asked.filter((line) => line.startsWith('alice /notes/'))).toEqual(['alice /notes/n-1']);
});

test('of several readings the surest decides, then one that leaves it open', () => {
  const reading = (other: string, rows: unknown, parts: object = {}) => ({
    evidence: {
      other: answered(rows),
      anonymous: refusedWith(401),
      ownerSubjects: ['alice'],
      otherSubjects: [other],
      isPrivileged: false,
      details: [],
      ...parts,
    },
    owner: 'alice',
    other,
    asOwner: answered([row]),
  });
  const judged = (...readings: object[]) => check.judge({ readings } as never, operation('GET /notes'));
  const told = { ...row, body: 'The Aare is cold in May' };
  const [own, shared] = [reading('bob', []), reading('carol', [row])];
  const firm = reading('dora', [told], { details: [refusedWith(403)] });
  const sure = reading('eve', [{ ...row, visibility: 'private' }]);
  const admin = reading('root', [row], { isPrivileged: true });
  expect(judged(firm, sure)).toMatchObject({
    message: 'markedPrivate',
    details: { owner: 'alice', other: 'eve', rows: '1 row', fields: 'title, visibility' },
  });
  expect(judged(own, firm, shared)).toMatchObject({ message: 'refusedInDetail', confidence: 'firm' });
  expect(judged(own, shared)).toEqual({ outcome: 'inconclusive', message: 'mayBeShared' });
  expect(judged(admin, own)).toEqual({ outcome: 'hardened', message: 'noForeignRows' });
  expect(judged(admin)).toEqual({ outcome: 'hardened', message: 'privileged' });
  expect(judged()).toEqual({ outcome: 'inconclusive', message: 'oneIdentity' });
  const two = Array.from({ length: 50 }, (_, index) => ({ ...row, id: `n-${index}0000`, visibility: 'private' }));
  const many = judged(reading('eve', two)) as unknown as { details: object; values: unknown[] };
  expect(many.details).toMatchObject({ rows: '50 rows' });
  expect(many.values).toHaveLength(40);
});
