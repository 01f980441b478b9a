import { type Note, notes, notesApi, notesOf, refusal, served, testCheck } from '@middlebrick/testing';
import check from './nested-parent-mismatch.ts';

const operations = ['GET /me', 'GET /users/{user_id}/notes', 'GET /users/{user_id}/notes/{note_id}'];

/** `/users/{user_id}/notes` for oneself, and below it one note as `answer` says. */
function nested(answer: (asked: { me: string; user: string; note: Note | undefined }) => Response, list = true) {
  return notesApi({
    other: (me, url) => {
      const [, users, user = '', below, id] = url.pathname.split('/');
      if (users !== 'users' || below !== 'notes') return undefined;
      if (id === undefined) return list && user === me ? served({ items: notesOf(me).map(idOnly) }) : refusal(403);
      return answer({ me, user, note: notes.find((note) => note.id === id) });
    },
  });
}

const idOnly = ({ id }: Note): object => ({ note_id: id });
const missing = (): Response => refusal(404, 'not found');
const orMissing = (note: Note | undefined): Response => (note === undefined ? missing() : served(note));

testCheck(check, {
  vulnerable: [
    {
      name: 'compares the parent with the caller and reads the child by its own id',
      operations,
      api: nested(({ me, user, note }) => (user === me ? orMissing(note) : refusal(403))),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    {
      name: 'hides foreign parents behind 404 and reads the child by its own id',
      operations,
      api: nested(({ me, user, note }) => (user === me ? orMissing(note) : missing())),
      message: 'disclosed',
    },
  ],
  hardened: [
    {
      name: 'reads the child by both keys',
      operations,
      api: nested(({ me, user, note }) => (user === me && note?.owner_id === user ? served(note) : missing())),
      message: 'refused',
    },
    {
      name: 'reads by both keys and answers with an empty envelope',
      operations,
      api: nested(({ me, user, note }) => served({ note: user === me && note?.owner_id === user ? note : null })),
      message: 'refused',
    },
    {
      name: 'compares the owner of the child and never the parent',
      operations,
      api: nested(({ me, note }) => (note?.owner_id === me ? served(note) : refusal(403))),
      message: 'refused',
    },
    {
      name: 'checks neither parent nor child, which is another finding',
      operations,
      api: nested(({ note }) => orMissing(note)),
      message: 'parentNotChecked',
    },
  ],
  inconclusive: [
    {
      name: 'no list gives an id of a child',
      operations,
      api: nested(({ note }) => orMissing(note), false),
      message: 'noPair',
    },
    {
      name: 'breaks on a child under another parent',
      operations,
      api: nested(({ me, user, note }) =>
        user !== me ? refusal(403) : note?.owner_id === me ? served(note) : refusal(500),
      ),
      message: 'undecided',
    },
  ],
});
