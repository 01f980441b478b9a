import {
  notesApi,
  notesOf,
  notesOperations,
  reading,
  refusal,
  served,
  testCheck,
  toStrangers,
} from '@middlebrick/testing';
import check from './existence-oracle.ts';

const operations = notesOperations;
/** Refusals whose text is new every time. */
const counting = (): (() => Response) => {
  let count = 0;
  return () => refusal(404, `failure number ${++count} of today`);
};

testCheck(check, {
  vulnerable: [
    {
      name: 'answers 403 for a foreign note and 404 for none',
      operations,
      api: notesApi(toStrangers(() => refusal(403))),
      message: 'differs',
      confidence: 'confirmed',
    },
    {
      name: 'answers 404 for both with another text',
      operations,
      api: notesApi(toStrangers(() => refusal(404, 'this note is not yours'))),
      message: 'differsInBody',
    },
    {
      name: 'sends strangers to the login only if the note exists',
      operations,
      api: notesApi(toStrangers(() => new Response(null, { status: 302, headers: { location: '/login' } }))),
      message: 'differs',
    },
  ],
  hardened: [
    { name: 'answers 404 for both', operations, api: notesApi(), message: 'same' },
    {
      name: 'lists the ids of everybody, and answers 403 for a foreign note',
      operations,
      api: notesApi({
        ...toStrangers(() => refusal(403)),
        list: () =>
          served(['alice', 'bob'].flatMap((name) => notesOf(name).map(({ id, owner_id }) => ({ id, owner_id })))),
      }),
      message: 'listed',
    },
    {
      name: 'answers 404 for both and repeats the id',
      operations,
      api: notesApi({
        read: ({ me, note, id }) => (note?.owner_id === me ? served(note) : refusal(404, `no note ${id}`)),
      }),
      message: 'same',
    },
    {
      name: 'answers 404 for both with a trace id of its own',
      operations,
      api: () => {
        let count = 0;
        return notesApi({
          read: ({ me, note }) =>
            note?.owner_id === me
              ? served(note)
              : Response.json({ error: 'not found', trace_id: `t-${++count}` }, { status: 404 }),
        });
      },
      message: 'same',
    },
  ],
  inconclusive: [
    { name: 'serves the foreign note', operations, api: notesApi(reading(served)), message: 'notRefused' },
    {
      name: 'breaks on the foreign note',
      operations,
      api: notesApi(toStrangers(() => refusal(500))),
      message: 'notRefused',
    },
    { name: 'no id is known', operations: ['GET /me', 'GET /notes/{id}'], api: notesApi(), message: 'noPair' },
    {
      name: 'words every refusal anew',
      operations,
      api: () => {
        const refuse = counting();
        return notesApi({ read: ({ me, note }) => (note?.owner_id === me ? served(note) : refuse()) });
      },
      message: 'unsteady',
    },
  ],
});
