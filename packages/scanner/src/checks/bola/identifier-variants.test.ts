import {
  notes,
  notesApi,
  notesOperations,
  reading,
  refusal,
  served,
  testCheck,
  toStrangers,
} from '@middlebrick/testing';
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
