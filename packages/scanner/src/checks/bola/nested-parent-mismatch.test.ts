import type { Exchange } from '@middlebrick/model';
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
  testCheck,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
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
  skipped: [
    {
      name: 'has an id without a parent',
      operations: ['GET /me', 'GET /notes', 'GET /notes/{note_id}'],
      api: notesApi(),
    },
  ],
  vulnerable: [
    {
      name: 'compares the parent with the caller and reads the child by its own id',
      operations,
      api: nested(({ me, user, note }) => (user === me ? orMissing(note) : refusal(403))),
      message: 'disclosed',
      confidence: 'confirmed',
      finding: { details: { owner: 'alice', other: 'bob', parameter: 'note_id', parent: 'user_id' } },
    },
    {
      name: 'hides foreign parents behind 404 and reads the child by its own id',
      operations,
      api: nested(({ me, user, note }) => (user === me ? orMissing(note) : missing())),
      message: 'disclosed',
    },
    {
      name: 'refuses a child under another parent with the child in the body of the refusal',
      operations,
      api: nested(({ me, user, note }) => {
        if (user !== me || note === undefined) return missing();
        return note.owner_id === me ? served(note) : Response.json({ error: 'moved', was: note }, { status: 409 });
      }),
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
      name: 'repeats in its refusal what it was asked for',
      operations,
      api: notesApi({
        other: (me, { pathname }) => {
          const [, , user, , note_id] = pathname.split('/');
          if (note_id === undefined) return user === me ? served({ items: notesOf(me).map(idOnly) }) : refusal(403);
          const note = notesOf(me).find(({ id }) => id === note_id && user === me);
          return note === undefined ? Response.json({ user, note_id }, { status: 404 }) : served(note);
        },
      }),
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

test('an object without private values leaves it open, and one that is served under its own parent is another finding', () => {
  const judged = (evidence: object, plain: object) =>
    check.judge(
      {
        swap: { evidence, plain, owner: 'alice', other: 'bob' },
        turnedAway: null,
        child: 'note_id',
        parent: 'user_id',
      } as never,
      operation('GET /users/{user_id}/notes/{note_id}'),
    );
  const refused = read(held, { other: refusedWith(403), repeat: refusedWith(403) });
  expect(judged(read(bare), refused)).toMatchObject({ message: 'undecided' });
  expect(judged(read(held), refused)).toMatchObject({
    message: 'disclosed',
    details: { owner: 'alice', other: 'bob', parameter: 'note_id', parent: 'user_id' },
  });
  expect(judged(read(held), read(held))).toMatchObject({ message: 'parentNotChecked' });
  expect(judged(refused, refused)).toMatchObject({ message: 'refused' });
});

test('who is refused and told nothing is turned away', () => {
  const judged = (other: object) =>
    check.judge(
      {
        swap: null,
        turnedAway: { owner: answered(held), other, echoes: ['n-1'] },
        child: 'note_id',
        parent: 'user_id',
      } as never,
      operation('GET /users/{user_id}/notes/{note_id}'),
    );
  expect(judged(refusedWith(403))).toMatchObject({ outcome: 'hardened', message: 'refused' });
  expect(judged(answered({}))).toMatchObject({ message: 'noPair' });
  expect(judged(refusedWith(403, { was: held.title }))).toMatchObject({ message: 'noPair' });
});

/** What is asked about objects of Alice and Bob that stand at these values, when `toBob` answers all that Bob asks. */
async function probed(of: string, values: Record<'alice' | 'bob', Record<string, string>>, toBob: Exchange) {
  const about = operation(of);
  const request = (_: unknown, filled: Record<string, string>) => ({
    method: 'GET',
    path: about.path.replace(/\{(\w+)\}/g, (__, name: string) => filled[name] ?? ''),
  });
  const objects = Object.entries(values).map(([owner, own]) => ({
    operation: about.id,
    parameter: 'note_id',
    values: own,
    owner,
    members: [],
    request: request(about, own),
    exchange: answered(held),
  }));
  const identities = Object.keys(values).map((name) => ({ name, isPrivileged: false }));
  const asked: string[] = [];
  const send = ({ path }: { path: string }, as: { name: string }) => {
    asked.push(`${as.name} ${path}`);
    return Promise.resolve(as.name === 'alice' ? answered(held) : toBob);
  };
  const survey = { objects, identities, items: [] };
  const found = await check.probe({ operation: about, survey, send, request, lookalike: () => 'n-9' } as never);
  return { asked, found, judged: check.judge(found, about) };
}

const inOrganization = 'GET /orgs/{org_id}/users/{user_id}/notes/{note_id}';
const placed = {
  alice: { org_id: 'acme', user_id: 'alice', note_id: 'n-1' },
  bob: { org_id: 'acme', user_id: 'bob', note_id: 'n-2' },
};

test('of several parents all are those of the stranger, and the last is the one that is named', async () => {
  const { asked, found } = await probed(inOrganization, placed, answered(held));
  expect(asked).toEqual(
    expect.arrayContaining(['bob /orgs/acme/users/bob/notes/n-1', 'bob /orgs/acme/users/bob/notes/n-9']),
  );
  expect(found).toMatchObject({ child: 'note_id', parent: 'user_id' });
});

test('a stranger that is refused and told nothing is asked nothing more', async () => {
  const { asked, judged } = await probed(inOrganization, placed, refusedWith(403));
  expect(asked).toEqual(['bob /orgs/acme/users/bob/notes/n-1']);
  expect(judged).toMatchObject({ outcome: 'hardened', message: 'refused' });
});

test('below one common parent there is nothing to swap', async () => {
  const common = { alice: { org_id: 'acme', note_id: 'n-1' }, bob: { org_id: 'acme', note_id: 'n-2' } };
  const { asked, judged } = await probed('GET /orgs/{org_id}/notes/{note_id}', common, answered(held));
  expect(asked).toEqual([]);
  expect(judged).toMatchObject({ outcome: 'inconclusive', message: 'noPair' });
});
