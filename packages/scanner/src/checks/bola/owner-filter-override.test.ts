import { notes, notesApi, notesOf, refusal, served, testCheck } from '@middlebrick/testing';
import check from './owner-filter-override.ts';

const operations = ['GET /me', 'GET /notes'];
const declared = ['GET /me', 'GET /notes?owner_id&limit'];
const alice = { name: 'alice', bearer: 'token-alice', subjects: ['alice'] };
const rowsOf = (name: string): Response => served({ items: notesOf(name) });
/** A list that takes the owner from a query parameter if there is one. */
const filteredBy = (parameter: string) =>
  notesApi({ list: (me, url) => rowsOf(url.searchParams.get(parameter) ?? me) });

testCheck(check, {
  vulnerable: [
    {
      name: 'believes a declared owner_id',
      operations: declared,
      api: filteredBy('owner_id'),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    { name: 'believes a user_id that no spec mentions', operations, api: filteredBy('user_id'), message: 'disclosed' },
    { name: 'believes userId', operations, api: filteredBy('userId'), message: 'disclosed' },
    {
      name: 'believes an e-mail address',
      operations: ['GET /me', 'GET /notes?email'],
      identities: ['alice', 'bob'].map((name) => ({
        name,
        bearer: `token-${name}`,
        subjects: [name, `${name}@example.com`],
      })),
      api: notesApi({ list: (me, url) => rowsOf(url.searchParams.get('email')?.replace(/@.*/, '') ?? me) }),
      message: 'disclosed',
    },
  ],
  hardened: [
    { name: 'ignores the parameter', operations: declared, api: notesApi({ list: rowsOf }), message: 'ignored' },
    {
      name: 'refuses another owner',
      operations: declared,
      api: notesApi({
        list: (me, url) => ((url.searchParams.get('owner_id') ?? me) === me ? rowsOf(me) : refusal(403)),
      }),
      message: 'ignored',
    },
    {
      name: 'filters the own rows, so another owner gives none',
      operations: declared,
      api: notesApi({
        list: (me, url) =>
          served({ items: notesOf(me).filter((note) => (url.searchParams.get('owner_id') ?? me) === note.owner_id) }),
      }),
      message: 'ignored',
    },
    {
      name: 'repeats the filter',
      operations: declared,
      api: notesApi({ list: (me, url) => served({ filter: url.searchParams.get('owner_id'), items: notesOf(me) }) }),
      message: 'ignored',
    },
    {
      name: 'obeys administrators only',
      operations: declared,
      identities: [alice, { name: 'bob', bearer: 'token-bob', subjects: ['bob'], role: 'admin' }],
      api: notesApi({ list: (me, url) => rowsOf(me === 'bob' ? (url.searchParams.get('owner_id') ?? me) : me) }),
      message: 'ignored',
    },
  ],
  inconclusive: [
    {
      name: 'shows everybody the same rows anyway',
      operations: declared,
      api: notesApi({ list: () => served({ items: notes }) }),
      message: 'notPerCaller',
    },
    {
      name: 'only one identity is given',
      operations: declared,
      identities: [alice],
      api: filteredBy('owner_id'),
      message: 'notPerCaller',
    },
    {
      name: 'shows titles of the other owner and hides the rest',
      operations: declared,
      api: notesApi({
        list: (me, url) => {
          const owner = url.searchParams.get('owner_id') ?? me;
          return owner === me ? rowsOf(me) : served({ items: notesOf(owner).map(({ title }) => ({ title })) });
        },
      }),
      message: 'undecided',
    },
  ],
});
