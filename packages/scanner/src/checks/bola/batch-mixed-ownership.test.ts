import { type Note, notes, notesApi, notesOf, refusal, served, smallSpec, testCheck } from '@middlebrick/testing';
import check from './batch-mixed-ownership.ts';

const operations = ['GET /me', 'GET /notes', 'GET /notes/batch?ids'];
const repeated = smallSpec(['GET /me', 'GET /notes'], {});

/** `GET /notes/batch?ids=a,b` as `answer` says. */
function batch(answer: (me: string, wanted: (Note | undefined)[]) => Response) {
  return notesApi({
    read: ({ me, id, url }) => {
      if (id !== 'batch') return refusal(404, 'not found');
      const ids = url.searchParams.getAll('ids').flatMap((text) => text.split(','));
      return answer(
        me,
        ids.map((wanted) => notes.find((note) => note.id === wanted)),
      );
    },
  });
}

const existing = (wanted: (Note | undefined)[]): Note[] => wanted.filter((note) => note !== undefined);

testCheck(check, {
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
