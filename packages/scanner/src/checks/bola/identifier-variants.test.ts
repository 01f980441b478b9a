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
