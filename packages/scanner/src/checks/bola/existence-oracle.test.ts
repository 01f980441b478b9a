import {
  answered,
  notesApi,
  notesOf,
  notesOperations,
  operation,
  reading,
  refusal,
  refusedWith,
  served,
  testCheck,
  toStrangers,
  unanswered,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './existence-oracle.ts';

const operations = notesOperations;
/** Refusals whose text is new every time. */
const counting = (): (() => Response) => {
  let count = 0;
  return () => refusal(404, `failure number ${++count} of today`);
};

testCheck(check, {
  skipped: [{ name: 'takes no identifier', operations: ['GET /me', 'GET /notes'], api: notesApi() }],
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

const note = { id: 'n-1', title: 'Blood test on Friday', body: 'Fasting since the evening' };
const about = (id: string, words = 'nothing is known of') => refusedWith(404, { error: `${words} ${id}` });
const judged = (parts: object) =>
  check.judge(
    {
      comparison: {
        owner: answered(note),
        foreign: refusedWith(403),
        missing: refusedWith(404),
        foreignAgain: refusedWith(403),
        missingAgain: refusedWith(404),
        echoes: { foreign: ['n-1'], missing: ['n-9'] },
        ...parts,
      },
      owner: 'alice',
      other: 'bob',
      parameter: 'id',
      isListed: false,
    } as never,
    operation('GET /notes/{id}'),
  );

test('a steady difference tells, whatever the two repeat of their ids', () => {
  expect(judged({})).toMatchObject({
    message: 'differs',
    details: { owner: 'alice', other: 'bob', foreign: '403', missing: '404' },
  });
  const steady = {
    foreign: about('n-1', 'you may not read'),
    foreignAgain: about('n-1', 'you may not read'),
    missing: about('n-9'),
    missingAgain: about('n-9'),
  };
  expect(judged(steady)).toMatchObject({ message: 'differsInBody' });
  expect(judged({ ...steady, foreign: about('n-1'), foreignAgain: about('n-1') })).toMatchObject({ message: 'same' });
});

test('a difference that the next request does not show again tells nothing', () => {
  expect(judged({ foreignAgain: refusedWith(404) })).toMatchObject({ message: 'unsteady' });
  expect(judged({ missingAgain: refusedWith(403) })).toMatchObject({ message: 'unsteady' });
});

test('only two refusals are compared, and none that holds the object', () => {
  expect(judged({ foreign: answered({}) })).toMatchObject({ message: 'notRefused' });
  expect(judged({ missing: answered({}) })).toMatchObject({ message: 'notRefused' });
  expect(judged({ missing: unanswered() })).toMatchObject({ message: 'notRefused' });
  expect(judged({ foreign: answered(note, { status: 403 }) })).toMatchObject({ message: 'notRefused' });
});
