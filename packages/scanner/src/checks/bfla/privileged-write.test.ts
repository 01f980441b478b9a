import {
  type AccountsHandler,
  accountsApi,
  accountsApiOn,
  accountsSpec,
  accountsStore,
  assign,
  noteOf,
  refusal,
  served,
  testCheck,
} from '@middlebrick/testing';
import check from './privileged-write.ts';

const reading = ['GET /notes', 'POST /notes', 'GET /notes/{note_id}'];
const roles = accountsSpec(['GET /users/{user_id}', 'PUT /admin/users/{user_id}/role']);
const deleting = accountsSpec([...reading, 'DELETE /admin/notes/{note_id}']);
const changing = accountsSpec([...reading, 'PUT /admin/notes/{note_id}']);
const identities: [] = [];

const signedInOnly =
  (handler: AccountsHandler): AccountsHandler =>
  (call, usual) =>
    call.me === null ? usual() : handler(call, usual);

const setRole = signedInOnly((call) => {
  const user = call.store.users.get(call.id());
  return user === undefined ? refusal(404) : served(assign(user, call.body, ['role']));
});

testCheck(check, {
  vulnerable: [
    {
      name: 'lets anybody who is signed in set roles',
      api: accountsApi({ 'PUT /admin/users/{user_id}/role': setRole }),
      spec: roles,
      identities,
      message: 'done',
      confidence: 'firm',
    },
    {
      name: 'sets the role and answers 403',
      api: accountsApi({
        'PUT /admin/users/{user_id}/role': signedInOnly(async (call, usual) => {
          await setRole(call, usual);
          return refusal(403);
        }),
      }),
      spec: roles,
      identities,
      message: 'done',
    },
    {
      name: 'lets anybody delete notes by the door of administrators',
      api: accountsApi({
        'DELETE /admin/notes/{note_id}': signedInOnly((call) =>
          call.store.notes.delete(call.id()) ? served({}) : refusal(404),
        ),
      }),
      spec: deleting,
      identities,
      message: 'done',
      confidence: 'confirmed',
    },
    {
      name: 'lets anybody change notes by the door of administrators',
      api: accountsApi({
        'PUT /admin/notes/{note_id}': signedInOnly((call) => {
          const note = noteOf(call);
          return note === undefined ? refusal(404) : served(assign(note, call.body, ['title', 'text']));
        }),
      }),
      spec: changing,
      identities,
      message: 'done',
      confidence: 'confirmed',
    },
    {
      name: 'takes no body, and locks whichever note is named',
      api: accountsApi({
        'POST /admin/notes/{note_id}/lock': signedInOnly((call) =>
          served(Object.assign(noteOf(call) ?? {}, { state: 'locked' })),
        ),
      }),
      spec: accountsSpec([...reading, 'POST /admin/notes/{note_id}/lock']),
      identities,
      message: 'done',
      confidence: 'firm',
    },
  ],
  hardened: [
    { name: 'refuses ordinary users with 403', api: accountsApi(), spec: roles, identities, message: 'refused' },
    { name: 'refuses to delete for them', api: accountsApi(), spec: deleting, identities, message: 'refused' },
    {
      name: 'sends them to the login of administrators',
      api: accountsApi({
        'PUT /admin/notes/{note_id}': () => new Response('', { status: 302, headers: { location: '/admin/login' } }),
      }),
      spec: changing,
      identities,
      message: 'refused',
    },
    {
      name: 'refuses while times and counters of the note go on',
      api: () => {
        let reads = 0;
        return accountsApiOn(accountsStore(), {
          'GET /notes/{note_id}': (call, usual) => {
            const note = noteOf(call);
            if (note !== undefined)
              Object.assign(note, { reads_count: ++reads, last_seen_at: `2026-01-05T09:30:0${reads}Z` });
            return usual();
          },
        });
      },
      spec: changing,
      identities,
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'only an administrator is given',
      api: () => {
        const store = accountsStore();
        store.users.set('rosa', { id: 'rosa', username: 'rosa', role: 'admin' });
        store.tokens.set('token-rosa', 'rosa');
        return accountsApiOn(store, { 'POST /register': () => refusal(403, 'by invitation only') });
      },
      spec: changing,
      identities: [{ name: 'rosa', bearer: 'token-rosa', subjects: ['rosa'], role: 'admin' }],
      message: 'notOrdinary',
    },
    {
      name: 'no note can be made',
      api: accountsApi({ 'POST /notes': () => refusal(503) }),
      spec: deleting,
      identities,
      message: 'nothingOwn',
    },
    {
      name: 'the body names an invoice, and there is none',
      api: accountsApi(),
      spec: accountsSpec([...reading, 'PUT /admin/notes/{note_id}'], {
        'PUT /admin/notes/{note_id}': { 'invoice_id!': { type: 'string' } },
      }),
      identities,
      message: 'noBody',
    },
    {
      name: 'notes are sealed',
      api: accountsApi({ 'GET /notes/{note_id}': () => refusal(403) }),
      spec: accountsSpec(['POST /notes', 'GET /notes/{note_id}', 'DELETE /admin/notes/{note_id}']),
      identities,
      message: 'noView',
    },
    {
      name: 'answers 200 and does nothing',
      api: accountsApi({ 'PUT /admin/users/{user_id}/role': signedInOnly(() => served({ ok: true })) }),
      spec: roles,
      identities,
      message: 'noEffect',
    },
    {
      name: 'answers as if there were no such path',
      api: accountsApi({ 'DELETE /admin/notes/{note_id}': () => refusal(404, 'not found') }),
      spec: deleting,
      identities,
      message: 'hidden',
    },
    {
      name: 'finds fault with the body',
      api: accountsApi({ 'PUT /admin/notes/{note_id}': () => refusal(422, 'title must be a known one') }),
      spec: changing,
      identities,
      message: 'bodyRefused',
    },
    {
      name: 'breaks',
      api: accountsApi({ 'DELETE /admin/notes/{note_id}': signedInOnly(() => refusal(500)) }),
      spec: deleting,
      identities,
      message: 'noAnswer',
    },
  ],
});
