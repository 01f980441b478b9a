import {
  answered,
  type Note,
  notes,
  notesApi,
  notesOf,
  operation,
  refusal,
  refusedWith,
  served,
  smallSpec,
  testCheck,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './batch-mixed-ownership.ts';

const operations = ['GET /me', 'GET /notes', 'GET /notes/batch?ids'];
const repeated = smallSpec(['GET /me', 'GET /notes'], {});

/** `GET /notes/batch?ids=a,b` as `answer` says. */
function batch(answer: (me: string, wanted: (Note | undefined)[], ids: string[]) => Response) {
  return notesApi({
    read: ({ me, id, url }) => {
      if (id !== 'batch') return refusal(404, 'not found');
      const ids = url.searchParams.getAll('ids').flatMap((text) => text.split(','));
      return answer(
        me,
        ids.map((wanted) => notes.find((note) => note.id === wanted)),
        ids,
      );
    },
  });
}

const existing = (wanted: (Note | undefined)[]): Note[] => wanted.filter((note) => note !== undefined);

testCheck(check, {
  skipped: [{ name: 'takes one id', operations: ['GET /me', 'GET /notes', 'GET /notes/{id}'], api: notesApi() }],
  vulnerable: [
    {
      name: 'checks the first id only',
      operations,
      api: batch((me, wanted) => (wanted[0]?.owner_id === me ? served({ items: existing(wanted) }) : refusal(403))),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    {
      name: 'is content when one of the ids is an own one',
      operations,
      api: batch((me, wanted) =>
        wanted.some((note) => note?.owner_id === me) ? served(existing(wanted)) : refusal(404, 'not found'),
      ),
      message: 'disclosed',
    },
    {
      name: 'takes repeated parameters and checks none',
      spec: {
        ...repeated,
        paths: {
          ...(repeated.paths as object),
          '/notes/batch': {
            get: {
              parameters: [{ name: 'note_ids', in: 'query', schema: { type: 'array', items: { type: 'string' } } }],
              responses: { 200: { description: 'ok' } },
            },
          },
        },
      },
      api: notesApi({
        read: ({ url }) => served(notes.filter((note) => url.searchParams.getAll('note_ids').includes(note.id))),
      }),
      message: 'disclosed',
    },
  ],
  hardened: [
    {
      name: 'leaves foreign notes out',
      operations,
      api: batch((me, wanted) => served({ items: existing(wanted).filter((note) => note.owner_id === me) })),
      message: 'refused',
    },
    {
      name: 'refuses the whole batch',
      operations,
      api: batch((me, wanted) =>
        existing(wanted).every((note) => note.owner_id === me) ? served(existing(wanted)) : refusal(403),
      ),
      message: 'refused',
    },
    {
      name: 'puts nothing in the place of foreign notes',
      operations,
      api: batch((me, wanted) => served(wanted.map((note) => (note?.owner_id === me ? note : null)))),
      message: 'refused',
    },
    {
      name: 'leaves foreign notes out and says which, and tells nothing private of those that it serves',
      operations,
      api: batch((me, wanted, ids) => {
        const own = existing(wanted).filter((note) => note.owner_id === me);
        const items = own.map(({ id }) => ({ id, is_open: true }));
        return served({ items, ignored: ids.filter((id) => items.every((item) => item.id !== id)) });
      }),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'no list gives ids',
      operations: ['GET /me', 'GET /notes/batch?ids'],
      api: batch((_, wanted) => served(existing(wanted))),
      message: 'noPair',
    },
    {
      name: 'only one identity is given',
      operations,
      identities: [{ name: 'alice', bearer: 'token-alice', subjects: ['alice'] }],
      api: batch((_, wanted) => served(existing(wanted))),
      message: 'noPair',
    },
    {
      name: 'breaks on foreign ids',
      operations,
      api: batch((me, wanted) =>
        existing(wanted).every((note) => note.owner_id === me) ? served(existing(wanted)) : refusal(500),
      ),
      message: 'undecided',
    },
    {
      name: 'lists the same notes for everybody',
      operations,
      api: notesApi({ list: () => served(notesOf('alice')), read: () => served(notesOf('alice')) }),
      message: 'noPair',
    },
  ],
});

/** The stranger is answered what the owner is; `parts` say what differs. */
const read = (body: object, parts: object = {}) => ({
  owner: [answered(body), answered(body)],
  anonymous: refusedWith(401),
  nonexistent: refusedWith(404),
  other: answered(body),
  repeat: answered(body),
  echoes: { object: ['n-1'], nonexistent: ['n-9'], own: [] },
  isMember: false,
  isPrivileged: false,
  listings: [],
  ...parts,
});
const held = { id: 'n-1', title: 'Blood test on Friday', body: 'Fasting since the evening' };
const bare = { id: 'n-1', open: true };

test('objects without private values leave it open', () => {
  const judged = (evidence: object) =>
    check.judge(
      { evidence, owner: 'alice', other: 'bob', parameter: 'ids' } as never,
      operation('GET /notes/batch?ids'),
    );
  expect(judged(read(bare))).toMatchObject({ message: 'undecided' });
  expect(judged(read(held))).toMatchObject({
    message: 'disclosed',
    details: { owner: 'alice', other: 'bob', parameter: 'ids' },
  });
  expect(judged(read(held, { other: refusedWith(403) }))).toMatchObject({ message: 'refused' });
});
