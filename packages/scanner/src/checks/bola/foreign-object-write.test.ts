import type { Parameter } from '@middlebrick/model';
import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  addComment,
  addNote,
  assign,
  noteOf,
  operation,
  refusal,
  runCheck,
  served,
  testCheck,
} from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './foreign-object-write.ts';

const reading = ['GET /notes', 'POST /notes', 'GET /notes/{note_id}'];
const changing = accountsSpec([...reading, 'PUT /notes/{note_id}']);
const deleting = accountsSpec([...reading, 'DELETE /notes/{note_id}']);
const commenting = accountsSpec([
  ...reading,
  'GET /notes/{note_id}/comments',
  'POST /notes/{note_id}/comments',
  'DELETE /notes/{note_id}',
]);
const belowUsers = accountsSpec([
  'GET /users/{user_id}',
  'GET /users/{user_id}/notes',
  'POST /users/{user_id}/notes',
  'GET /notes/{note_id}',
]);
const passwords = accountsSpec(['GET /users/{user_id}', 'PUT /users/{user_id}/password']);
const accounts = accountsSpec(['GET /users/{user_id}', 'DELETE /users/{user_id}']);
const identities: [] = [];

const signedInOnly =
  (handler: AccountsHandler): AccountsHandler =>
  (call, usual) =>
    call.me === null ? usual() : handler(call, usual);

/** Changes whichever note the path names. */
const changeAny = signedInOnly((call) => {
  const note = noteOf(call);
  return note === undefined ? refusal(404) : served(assign(note, call.body, ['title', 'text']));
});
const deleteAny = signedInOnly((call) => (call.store.notes.delete(call.id()) ? served({}) : refusal(404)));
const setAnyPassword = signedInOnly((call) => {
  const user = call.store.users.get(call.id());
  return user === undefined ? refusal(404) : served({ changed: assign(user, call.body, ['password']).id });
});
const deleteAnyUser = signedInOnly((call) => (call.store.users.delete(call.id()) ? served({}) : refusal(404)));
const isOwn: (call: Parameters<AccountsHandler>[0]) => boolean = (call) =>
  call.me !== null && noteOf(call)?.owner_id === call.me.id;
const readAny = signedInOnly((call, usual) => {
  const note = noteOf(call);
  return note === undefined ? usual() : served(note);
});

/** Users whom the scan did not register, and whose accounts are not its own. */
const givenUsers =
  (replaced: Record<string, AccountsHandler> = {}) =>
  () => {
    const store = accountsStore();
    for (const name of ['alice', 'bob']) {
      store.users.set(name, { id: name, username: name, password: `${name}-password` });
      store.tokens.set(`token-${name}`, name);
    }
    return accountsApiOn(store, replaced);
  };

const editorsNamed = {
  name: 'names everybody as an editor of a new note, and lets editors write',
  api: accountsApi({
    'POST /notes': signedInOnly((call) =>
      served(Object.assign(addNote(call, String(call.me?.id)), { editors: [...call.store.users.keys()] })),
    ),
    'PUT /notes/{note_id}': changeAny,
  }),
  spec: changing,
  identities,
  message: 'shared',
};

testCheck(check, {
  skipped: [
    {
      name: 'registers, signs in, takes events, administrates, or names nobody and no object',
      api: accountsApi(),
      spec: accountsSpec([
        ...reading,
        'PATCH /me',
        'PUT /me/password',
        'POST /webhooks/payments',
        'PUT /admin/notes/{note_id}',
      ]),
      identities,
    },
  ],
  vulnerable: [
    {
      name: 'changes whichever note is named',
      api: accountsApi({ 'PUT /notes/{note_id}': changeAny }),
      spec: changing,
      identities,
      message: 'changed',
      confidence: 'confirmed',
      finding: {
        severity: 'critical',
        values: [{ path: 'title' }, { path: 'text' }],
        proof: [
          { role: 'before', label: expect.stringMatching(/\(owner\) reads it$/) },
          { role: 'write', label: expect.stringMatching(/\(someone else\) changes it$/) },
          { role: 'after', shows: ['title', 'text'], note: expect.stringMatching(/^what .+ wrote$/) },
        ],
      },
    },
    {
      name: 'never says the id of the note that is read by its address',
      api: accountsApi({
        'PUT /notes/{note_id}': changeAny,
        'GET /notes/{note_id}': (call, usual) => {
          const note = isOwn(call) ? noteOf(call) : undefined;
          return note === undefined ? usual() : served({ title: note.title, text: note.text });
        },
      }),
      spec: changing,
      identities,
      message: 'changed',
      confidence: 'confirmed',
    },
    {
      name: 'answers 403 and changes the note all the same',
      api: accountsApi({
        'PUT /notes/{note_id}': async (call, usual) => {
          const own = isOwn(call);
          await changeAny(call, usual);
          return own ? usual() : refusal(403);
        },
      }),
      spec: changing,
      identities,
      message: 'changed',
      confidence: 'confirmed',
    },
    {
      name: 'has only numbers and flags, and changes them for anybody',
      api: accountsApi({
        'POST /notes': signedInOnly((call) =>
          served(Object.assign(addNote(call, String(call.me?.id)), { stars: 1, is_pinned: false })),
        ),
        'PUT /notes/{note_id}': signedInOnly((call) => {
          const note = noteOf(call);
          return note === undefined ? refusal(404) : served(assign(note, call.body, ['stars', 'is_pinned']));
        }),
      }),
      spec: accountsSpec([...reading, 'PUT /notes/{note_id}'], {
        'PUT /notes/{note_id}': {
          'stars!': { type: 'integer', minimum: 0, maximum: 5 },
          'is_pinned!': { type: 'boolean' },
        },
      }),
      identities,
      message: 'changed',
      confidence: 'firm',
    },
    {
      name: 'shows notes in a list only, and changes whichever is named',
      api: accountsApi({ 'PUT /notes/{note_id}': changeAny }),
      spec: accountsSpec(['GET /notes', 'POST /notes', 'PUT /notes/{note_id}']),
      identities,
      message: 'changed',
      confidence: 'confirmed',
    },
    {
      name: 'shows a write only after a while',
      api: () => {
        const store = accountsStore();
        const later: (() => void)[] = [];
        return accountsApiOn(store, {
          'GET /notes/{note_id}': (_, usual) => {
            const answer = usual();
            later.shift()?.();
            return answer;
          },
          'PUT /notes/{note_id}': signedInOnly((call) => {
            later.push(() => noteOf(call) && assign(noteOf(call) as { id: string }, call.body, ['title', 'text']));
            return served({});
          }),
        });
      },
      spec: changing,
      identities,
      message: 'changed',
    },
    {
      name: 'deletes whichever note is named',
      api: accountsApi({ 'DELETE /notes/{note_id}': deleteAny }),
      spec: deleting,
      identities,
      message: 'removed',
      confidence: 'confirmed',
      finding: {
        values: [],
        proof: [
          { role: 'before' },
          { role: 'write', label: expect.stringMatching(/\(someone else\) deletes it$/) },
          { role: 'after', note: 'it is gone' },
        ],
      },
    },
    {
      name: 'answers 404 to strangers and deletes the note all the same',
      api: accountsApi({
        'DELETE /notes/{note_id}': signedInOnly((call) => {
          const own = isOwn(call);
          call.store.notes.delete(call.id());
          return own ? served({}) : refusal(404);
        }),
      }),
      spec: deleting,
      identities,
      message: 'removed',
    },
    {
      name: 'sets the password of whoever is named',
      api: accountsApi({ 'PUT /users/{user_id}/password': setAnyPassword }),
      spec: passwords,
      identities,
      message: 'takenOver',
      confidence: 'confirmed',
    },
    {
      name: 'deletes the account of whoever is named',
      api: accountsApi({ 'DELETE /users/{user_id}': deleteAnyUser }),
      spec: accounts,
      identities,
      message: 'accountRemoved',
      confidence: 'confirmed',
    },
    {
      name: 'makes a note for whomever the path names',
      api: accountsApi({
        'POST /users/{user_id}/notes': signedInOnly((call) => Response.json(addNote(call, call.id()), { status: 201 })),
      }),
      spec: belowUsers,
      identities,
      message: 'createdAsOwner',
      confidence: 'confirmed',
    },
    {
      name: 'takes the owner from the body',
      api: accountsApi({
        'POST /notes': signedInOnly((call) =>
          Response.json(addNote(call, String(call.body.owner_id ?? call.me?.id)), { status: 201 }),
        ),
      }),
      spec: accountsSpec(reading, {
        'POST /notes': { 'title!': { type: 'string' }, 'text!': { type: 'string' }, owner_id: { type: 'string' } },
      }),
      identities,
      message: 'createdAsOwner',
    },
    {
      name: 'adds comments to notes that one may not read',
      api: accountsApi({
        'POST /notes/{note_id}/comments': signedInOnly((call) => Response.json(addComment(call), { status: 201 })),
      }),
      spec: commenting,
      identities,
      message: 'createdBelow',
      confidence: 'firm',
      finding: {
        severity: 'high',
        proof: [
          { role: 'control', exchange: { response: { status: 404 } } },
          { role: 'write', exchange: { response: { status: 201 } } },
          { role: 'after', shows: ['items[].text'] },
        ],
      },
    },
    {
      name: 'asks only whose the parent in the path is',
      api: accountsApi({
        'PUT /users/{user_id}/notes/{note_id}': signedInOnly((call, usual) => {
          const note = noteOf(call, 1);
          const isOwnPath = call.id() === call.me?.id;
          return isOwnPath && note !== undefined ? served(assign(note, call.body, ['title', 'text'])) : usual();
        }),
      }),
      spec: accountsSpec([
        'GET /users/{user_id}/notes',
        'POST /users/{user_id}/notes',
        'GET /notes/{note_id}',
        'PUT /users/{user_id}/notes/{note_id}',
      ]),
      identities,
      message: 'wrongParent',
    },
  ],
  hardened: [
    { name: 'refuses strangers with 404', api: accountsApi(), spec: changing, identities, message: 'refused' },
    {
      // What a condition on the owner that the table finds unmet often becomes.
      name: 'answers strangers 409',
      api: accountsApi({ 'PUT /notes/{note_id}': (call, usual) => (isOwn(call) ? usual() : refusal(409, 'conflict')) }),
      spec: changing,
      identities,
      message: 'refused',
    },
    { name: 'refuses to delete for strangers', api: accountsApi(), spec: deleting, identities, message: 'refused' },
    {
      name: 'answers strangers with 200 and the note as they would have it, and keeps the old one',
      api: accountsApi({
        'PUT /notes/{note_id}': (call, usual) =>
          isOwn(call) || call.me === null ? usual() : served({ ...noteOf(call), ...call.body }),
      }),
      spec: changing,
      identities,
      message: 'ineffective',
    },
    {
      name: 'answers 204 to every deletion and deletes what is one’s own',
      api: accountsApi({
        'DELETE /notes/{note_id}': (call, usual) =>
          isOwn(call) || call.me === null ? usual() : new Response(null, { status: 204 }),
      }),
      spec: deleting,
      identities,
      message: 'ineffective',
    },
    {
      name: 'makes a note of the stranger’s own where it does not find one, and lists them all',
      api: accountsApi({
        'GET /notes': signedInOnly(({ store }) => served({ items: [...store.notes.values()] })),
        'PUT /notes/{note_id}': signedInOnly((call, usual) => {
          if (isOwn(call)) return usual();
          const own = addNote(call, String(call.me?.id));
          return served(Object.assign(own, { copy_of: call.id() }));
        }),
      }),
      spec: accountsSpec(['GET /notes', 'POST /notes', 'PUT /notes/{note_id}']),
      identities,
      message: 'ineffective',
    },
    {
      name: 'lets everybody set the own password only',
      api: accountsApi(),
      spec: passwords,
      identities,
      message: 'refused',
    },
    {
      name: 'lets everybody delete the own account only',
      api: accountsApi(),
      spec: accounts,
      identities,
      message: 'refused',
    },
    {
      name: 'makes notes in the name of whoever asks, whatever the path says',
      api: accountsApi({
        'POST /users/{user_id}/notes': signedInOnly((call) =>
          Response.json(addNote(call, String(call.me?.id)), { status: 201 }),
        ),
      }),
      spec: belowUsers,
      identities,
      message: 'ineffective',
    },
    {
      name: 'lets strangers comment on notes that all may read, in their own name',
      api: accountsApi({
        'GET /notes/{note_id}': readAny,
        'POST /notes/{note_id}/comments': signedInOnly((call) => Response.json(addComment(call), { status: 201 })),
      }),
      spec: commenting,
      identities,
      message: 'ownName',
    },
    {
      name: 'asks whose parent and note are',
      api: accountsApi(),
      spec: accountsSpec([
        'GET /users/{user_id}/notes',
        'POST /users/{user_id}/notes',
        'GET /notes/{note_id}',
        'PUT /users/{user_id}/notes/{note_id}',
      ]),
      identities,
      message: 'refused',
    },
  ],
  inconclusive: [
    editorsNamed,
    {
      name: 'nobody can be registered, and one user and an administrator are given',
      api: givenUsers({ 'POST /register': () => refusal(403, 'by invitation only') }),
      spec: changing,
      identities: [
        { name: 'alice', bearer: 'token-alice', subjects: ['alice'] },
        { name: 'bob', bearer: 'token-bob', subjects: ['bob'], role: 'admin' },
      ],
      message: 'oneIdentity',
    },
    {
      name: 'nothing can be made',
      api: accountsApi({ 'POST /notes': () => refusal(503) }),
      spec: changing,
      identities,
      message: 'nothingOwn',
    },
    {
      name: 'a second note of one user is refused',
      api: accountsApi({
        'POST /notes': (call, usual) =>
          [...call.store.notes.values()].some(({ owner_id }) => owner_id === call.me?.id) ? refusal(402) : usual(),
      }),
      spec: deleting,
      identities,
      message: 'noSpare',
    },
    {
      name: 'publishing takes no body in which anything could be seen',
      api: accountsApi(),
      spec: accountsSpec([...reading, 'POST /notes/{note_id}/publish']),
      identities,
      message: 'noBody',
    },
    {
      name: 'notes are sealed from their owners, too',
      api: accountsApi({ 'GET /notes/{note_id}': () => refusal(403), 'PUT /notes/{note_id}': changeAny }),
      spec: accountsSpec(['POST /notes', 'GET /notes/{note_id}', 'PUT /notes/{note_id}']),
      identities,
      message: 'noView',
    },
    {
      name: 'the accounts are given, so that nothing may be made in their names',
      api: givenUsers(),
      spec: belowUsers,
      identities: [
        { name: 'alice', bearer: 'token-alice', subjects: ['alice'] },
        { name: 'bob', bearer: 'token-bob', subjects: ['bob'] },
      ],
      message: 'unsafe',
    },
    {
      name: 'a changed note waits for its approval and cannot be read',
      api: accountsApi({
        'PUT /notes/{note_id}': (call, usual) => {
          const answer = usual();
          call.store.notes.delete(call.id());
          return answer;
        },
      }),
      spec: changing,
      identities,
      message: 'ownerCannotRead',
    },
    {
      name: 'a new user may sign in once only',
      api: accountsApi({
        'POST /login': ({ body, store }, usual) => {
          const user = [...store.users.values()].find(({ username }) => username === body.username);
          const isIn = [...store.tokens.values()].includes(String(user?.id));
          return store.users.size > 2 && isIn ? refusal(403, 'signed in elsewhere') : usual();
        },
      }),
      spec: passwords,
      identities,
      message: 'ownerCannotSignIn',
    },
    {
      name: 'lets a note be changed once, by whomever',
      api: () => {
        const changed = new Set<string>();
        const once: AccountsHandler = (call, usual) => {
          if (changed.has(call.id())) return refusal(409, 'changed already');
          if (isOwn(call)) changed.add(call.id());
          return usual();
        };
        return accountsApiOn(accountsStore(), { 'PUT /notes/{note_id}': once });
      },
      spec: changing,
      identities,
      message: 'ownerCannotWrite',
    },
    {
      name: 'nobody can change a note any more',
      api: accountsApi({ 'PUT /notes/{note_id}': () => refusal(405) }),
      spec: changing,
      identities,
      message: 'ownerCannotWrite',
    },
    {
      name: 'a change is taken and shows nowhere',
      api: accountsApi({ 'PUT /notes/{note_id}': signedInOnly(() => served({})) }),
      spec: changing,
      identities,
      message: 'unseen',
    },
    {
      name: 'the owner is kept out of everything after a stranger’s deletion',
      api: () => {
        const store = accountsStore();
        let isAlarmed = false;
        return accountsApiOn(store, {
          'DELETE /notes/{note_id}': (call, usual) => {
            isAlarmed ||= !isOwn(call);
            return usual();
          },
          'GET /notes/{note_id}': (_, usual) => (isAlarmed ? refusal(403, 'under attack') : usual()),
          'GET /notes': (_, usual) => (isAlarmed ? refusal(403, 'under attack') : usual()),
        });
      },
      spec: deleting,
      identities,
      message: 'lostAll',
    },
    {
      name: 'any password signs in',
      api: accountsApi({
        'POST /login': ({ body, store }, usual) => {
          const user = [...store.users.values()].find(({ username }) => username === body.username);
          if (user !== undefined) Object.assign(body, { password: user.password });
          return usual();
        },
      }),
      spec: passwords,
      identities,
      message: 'anyPassword',
    },
    {
      name: 'breaks when a stranger writes',
      api: accountsApi({ 'PUT /notes/{note_id}': (call, usual) => (isOwn(call) ? usual() : refusal(500)) }),
      spec: changing,
      identities,
      message: 'noAnswer',
    },
    {
      name: 'lets strangers send messages that do not say who wrote them',
      api: accountsApi({
        'POST /users/{user_id}/messages': signedInOnly((call) => {
          const message = { id: call.store.newId('message'), user_id: call.id(), text: call.body.text };
          call.store.comments.set(message.id, message);
          return Response.json(message, { status: 201 });
        }),
        'GET /users/{user_id}/messages': signedInOnly((call) =>
          call.id() === call.me?.id
            ? served({ items: [...call.store.comments.values()].filter(({ user_id }) => user_id === call.id()) })
            : refusal(404),
        ),
      }),
      spec: accountsSpec(['GET /users/{user_id}', 'GET /users/{user_id}/messages', 'POST /users/{user_id}/messages'], {
        'POST /users/{user_id}/messages': { 'text!': { type: 'string' } },
      }),
      identities,
      message: 'nobodyNamed',
    },
  ],
});

test('says who takes part in what was written to', async () => {
  const { report } = await runCheck(check, editorsNamed);
  const { reason } = report.coverage.find(({ operation }) => operation === 'PUT /notes/{note_id}') ?? {};
  const [, named, wrote] = /^The object names (.+) as one .* whether what (.+) did to it/.exec(reason ?? '') ?? [];
  expect(report.identities.map(({ name }) => name)).toContain(named);
  expect(wrote).toBe(named);
});

test('a creation is asked about when it may name one of those for whom it made something', () => {
  const schema = { type: 'string' };
  const owner: Parameter = { name: 'owner_id', in: 'query', required: false, schema, examples: [] };
  const creation = operation('POST /reports', { parameters: [owner] });
  const users = [
    { name: 'alice', subjects: ['u-alice'] },
    { name: 'bob', subjects: [] },
  ];
  const asks = (made: object[], subject = creation) =>
    check.appliesTo(subject, { identities: users, made, accounts: [], surface: { operations: [subject] } } as never);
  const madeBy = (name: string, by = creation.id) => ({ operation: by, owner: name });
  const nobody = 'names nobody and no object';
  expect(asks([madeBy('bob'), madeBy('alice')])).toBe(true);
  // Carol is not of this scan, of Bob no id is known, and the last was made by another operation.
  expect(asks([madeBy('carol'), madeBy('bob'), madeBy('alice', 'POST /notes')])).toBe(nobody);
  expect(asks([madeBy('alice')], operation('POST /reports'))).toBe(nobody);
});
