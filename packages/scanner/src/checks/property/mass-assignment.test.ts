import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  addNote,
  addUser,
  answered,
  assign,
  noteOf,
  operation,
  refusal,
  refusedWith,
  served,
  shownUser,
  testCheck,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import check from './mass-assignment.ts';

const reading = ['GET /notes', 'POST /notes', 'GET /notes/{note_id}'];
const changing = accountsSpec([...reading, 'PUT /notes/{note_id}']);
const registering = accountsSpec(['GET /me']);
const selfChanging = accountsSpec(['PATCH /me']);
const identities: [] = [];

const signedInOnly =
  (handler: AccountsHandler): AccountsHandler =>
  (call, usual) =>
    call.me === null ? usual() : handler(call, usual);

/** Writes the whole body into one's own note. */
const mergeNote = signedInOnly((call, usual) => {
  const note = noteOf(call);
  return note?.owner_id === call.me?.id && note !== undefined ? served(Object.assign(note, call.body)) : usual();
});
const makeNote = signedInOnly((call) => {
  const note = addNote(call, String(call.me?.id));
  return Response.json(Object.assign(note, call.body), { status: 201 });
});
/** Writes the whole body of a registration into the new user. */
const registerAnything: AccountsHandler = (call, usual) => {
  const isFit = typeof call.body.password === 'string' && call.body.password.length >= 8;
  return isFit ? Response.json(shownUser(Object.assign(addUser(call), call.body)), { status: 201 }) : usual();
};
/** Refuses a body that holds anything but these fields. */
const strictly =
  (names: readonly string[]): AccountsHandler =>
  ({ body }, usual) =>
    Object.keys(body).every((name) => names.includes(name)) ? usual() : refusal(400, 'unknown field');
/** Shows of a note what its owner wrote and nothing else. */
const plainNote: AccountsHandler = (call, usual) => {
  const note = noteOf(call);
  const isOwn = note !== undefined && note.owner_id === call.me?.id;
  return isOwn ? served({ id: note.id, title: note.title, text: note.text }) : usual();
};

testCheck(check, {
  vulnerable: [
    {
      name: 'registers with whatever role is sent',
      api: accountsApi({ 'POST /register': registerAnything }),
      spec: registering,
      identities,
      message: 'assigned',
      confidence: 'confirmed',
    },
    {
      name: 'writes the whole body into a note',
      api: accountsApi({ 'PUT /notes/{note_id}': mergeNote }),
      spec: changing,
      identities,
      message: 'assigned',
    },
    {
      name: 'gives a note to whoever is named as its owner',
      api: accountsApi({
        'GET /notes/{note_id}': (call, usual) => (noteOf(call) === undefined ? usual() : plainOwner(call, usual)),
        'PUT /notes/{note_id}': signedInOnly((call, usual) => {
          const note = noteOf(call);
          const isOwn = note !== undefined && note.owner_id === call.me?.id;
          return isOwn ? served(assign(note, call.body, ['title', 'text', 'owner_id'])) : usual();
        }),
      }),
      spec: changing,
      identities,
      message: 'assigned',
    },
    {
      name: 'makes a note from the whole body',
      api: accountsApi({ 'POST /notes': makeNote }),
      spec: accountsSpec(reading),
      identities,
      message: 'assigned',
    },
    {
      name: 'lets everybody give themselves a role',
      api: accountsApi({ 'PATCH /me': signedInOnly(({ me, body }) => served(Object.assign(me ?? {}, body))) }),
      spec: selfChanging,
      identities,
      message: 'assigned',
    },
  ],
  hardened: [
    {
      name: 'copies the fields of a registration one by one',
      api: accountsApi(),
      spec: registering,
      identities,
      message: 'ignored',
    },
    {
      name: 'copies the fields of a note one by one',
      api: accountsApi(),
      spec: changing,
      identities,
      message: 'ignored',
    },
    {
      name: 'copies the fields of one’s own page one by one',
      api: accountsApi(),
      spec: selfChanging,
      identities,
      message: 'ignored',
    },
    {
      name: 'repeats the body in the answer and does not store it',
      api: accountsApi({
        'PUT /notes/{note_id}': signedInOnly(async (call, usual) => {
          const answer = usual();
          return answer.ok ? served({ ...((await answer.json()) as object), ...call.body }) : answer;
        }),
      }),
      spec: changing,
      identities,
      message: 'ignored',
    },
    {
      name: 'refuses unknown fields',
      api: accountsApi({
        'POST /register': strictly(['username', 'password', 'email']),
        'PUT /notes/{note_id}': strictly(['title', 'text']),
        'POST /notes': strictly(['title', 'text']),
      }),
      spec: changing,
      identities,
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'no note can be made',
      api: accountsApi({ 'POST /notes': () => refusal(503) }),
      spec: changing,
      identities,
      message: 'nothingOwn',
    },
    {
      name: 'no third account is to be had',
      api: accountsApi({
        'POST /register': ({ store }, usual) => (store.users.size >= 2 ? refusal(403, 'no more users') : usual()),
      }),
      spec: selfChanging,
      identities,
      message: 'noSpare',
    },
    {
      name: 'the body names an invoice, and there is none',
      api: accountsApi(),
      spec: accountsSpec([...reading, 'PUT /notes/{note_id}'], {
        'PUT /notes/{note_id}': { 'invoice_id!': { type: 'string' } },
      }),
      identities,
      message: 'noBody',
    },
    {
      name: 'notes are sealed',
      api: accountsApi({ 'GET /notes/{note_id}': () => refusal(403) }),
      spec: accountsSpec(['POST /notes', 'GET /notes/{note_id}', 'PUT /notes/{note_id}']),
      identities,
      message: 'noView',
    },
    {
      name: 'a change is taken and waits for its approval',
      api: accountsApi({ 'PUT /notes/{note_id}': signedInOnly(() => served({ state: 'waiting' })) }),
      spec: changing,
      identities,
      message: 'unseen',
    },
    {
      name: 'nothing shows of a note but its text',
      api: accountsApi({ 'GET /notes/{note_id}': plainNote }),
      spec: changing,
      identities,
      message: 'notShown',
    },
    {
      name: 'breaks on every change',
      api: accountsApi({ 'PUT /notes/{note_id}': signedInOnly(() => refusal(500)) }),
      spec: changing,
      identities,
      message: 'noAnswer',
    },
    {
      name: 'refuses every change',
      api: accountsApi({ 'PUT /notes/{note_id}': () => refusal(409, 'locked') }),
      spec: changing,
      identities,
      message: 'cannotWrite',
    },
    {
      name: 'registers nobody while a spare account is wanted',
      api: () => {
        const store = accountsStore();
        return accountsApiOn(store, {
          'POST /register': (_, usual) => (store.users.size >= 2 ? refusal(500) : usual()),
        });
      },
      spec: registering,
      identities,
      message: 'noAnswer',
    },
  ],
});

function plainOwner(...[call, usual]: Parameters<AccountsHandler>): Response | Promise<Response> {
  const note = noteOf(call);
  const isOwn = note !== undefined && note.owner_id === call.me?.id;
  return isOwn ? served({ id: note.id, owner_id: note.owner_id, title: note.title, text: note.text }) : usual();
}

describe('what the trials say', () => {
  const before = answered({ id: 'u-1', role: 'user', version: 3, name: 'mb1' });
  const role = { name: 'role', sent: 'admin', weight: 'privilege' };
  const version = { name: 'version', sent: 1003, weight: 'managed' };
  const attempt = (fields: object[], after: object | null) => ({
    fields,
    write: answered({}),
    canaries: ['mb2'],
    after: after === null ? null : answered({ id: 'u-1', role: 'user', version: 3, name: 'mb2', ...after }),
  });
  const judged = (...attempts: object[]) =>
    [
      check.judge(
        { trials: [{ evidence: { how: 'update', before, attempts, control: null } }] } as never,
        operation('PUT /me'),
      ),
    ].flat()[0];

  test('a field that gives power weighs more than one that the server manages', () => {
    expect(judged(attempt([version], { version: 1003 }))).toMatchObject({
      severity: 'medium',
      details: { fields: 'version' },
    });
    expect(judged(attempt([role, version], { role: 'admin', version: 1003 }))).toMatchObject({
      severity: 'high',
      kind: 'update',
      details: { fields: 'role, version' },
    });
  });

  test('the reading that is shown is the first that took a field, with its own fields', () => {
    const told = judged(attempt([role], { role: 'admin' }), attempt([version], { version: 1003 }));
    expect(told).toMatchObject({
      details: { fields: 'role, version' },
      proof: [{ role: 'before' }, { role: 'write' }, { role: 'after', shows: ['role'] }],
    });
  });

  test('what was not taken, or could not be told, is no finding', () => {
    expect(judged(attempt([role], {}))).toEqual({ outcome: 'hardened', message: 'ignored' });
    expect(judged(attempt([role], null))).toEqual({ outcome: 'inconclusive', message: 'unseen' });
    expect(judged({ ...attempt([role], null), write: refusedWith(400) })).toEqual({
      outcome: 'inconclusive',
      message: 'cannotWrite',
    });
  });
});

test('asks of bodies that are neither administrative nor a password', () => {
  const surface = { resolve: (schema: unknown) => schema };
  const body = (...names: string[]) => ({
    body: {
      mediaType: 'application/json',
      schema: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) },
    },
  });
  const accounts = [{ register: 'POST /other' }, { register: 'POST /register' }];
  const asks = (id: string, parts: object) =>
    check.appliesTo(operation(id, parts as never), { surface, accounts } as never);
  expect(asks('PUT /notes/{id}', body('title'))).toBe(true);
  expect(asks('PUT /notes/{id}', {})).toMatch(/takes no body/);
  expect(asks('PUT /admin/notes/{id}', body('title'))).toMatch(/^administrative/);
  expect(asks('POST /login', body('username', 'password'))).toMatch(/^signs in/);
  expect(asks('POST /register', body('username', 'password'))).toBe(true);
});
