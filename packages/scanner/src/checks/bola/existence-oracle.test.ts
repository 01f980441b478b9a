import {
  answered,
  type NotesApi,
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
    {
      name: 'words only the refusals of foreign notes anew',
      operations,
      api: () => notesApi(toStrangers(counting())),
      message: 'unsteady',
    },
    {
      name: 'words only the refusals of missing notes anew',
      operations,
      api: () => {
        const refuse = counting();
        return notesApi({
          read: ({ me, note }) =>
            note === undefined ? refuse() : note.owner_id === me ? served(note) : refusal(404, 'not yours'),
        });
      },
      message: 'unsteady',
    },
    {
      name: 'only an administrator is told that the note exists',
      operations,
      identities: [
        { name: 'alice', bearer: 'token-alice', subjects: ['alice'] },
        { name: 'carol', bearer: 'token-carol', subjects: ['carol'], role: 'admin' },
      ],
      api: notesApi(toStrangers(() => refusal(403))),
      message: 'noPair',
    },
  ],
});

test('asks once more only where the two refusals differ', async () => {
  const readings = async (read: NonNullable<NotesApi['read']>): Promise<number> => {
    let count = 0;
    const api = notesApi({
      read: (asked) => {
        if (asked.me !== 'alice' && asked.note?.owner_id !== asked.me) count++;
        return read(asked);
      },
    });
    await runCheck(check, { name: 'counted', operations, api });
    return count;
  };
  // A foreign note and one that does not exist, and both again.
  expect(await readings(toStrangers(() => refusal(403)).read)).toBe(4);
  expect(await readings(({ me, note, id }) => (note?.owner_id === me ? served(note) : refusal(404, id)))).toBe(2);
  expect(await readings(reading(served).read)).toBe(2);
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

test('what the refusal of a missing object says, too, is not of the object', () => {
  const help = 'Write to the people of the archive';
  const refused = (status: number) => refusedWith(status, { help });
  expect(
    judged({
      owner: answered({ id: 'n-1', help }),
      foreign: refused(403),
      foreignAgain: refused(403),
      missing: refused(404),
      missingAgain: refused(404),
    }),
  ).toMatchObject({ message: 'differs' });
});
