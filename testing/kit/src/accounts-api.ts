import type { Api } from './check-tester.ts';
import { refusal, served } from './notes-api.ts';

/** A record of the small API with accounts; what it holds besides its id is the handlers' business. */
export interface StoredRecord {
  id: string;
  [field: string]: unknown;
}

/** What the small API with accounts keeps: a new one for every case. */
export interface AccountsStore {
  users: Map<string, StoredRecord>;
  notes: Map<string, StoredRecord>;
  comments: Map<string, StoredRecord>;
  orders: Map<string, StoredRecord>;
  /** User id by token. */
  tokens: Map<string, string>;
  /** Wrong passwords in a row, by the name that was given. */
  failures: Map<string, number>;
  /** A new id that says what it names: `note-9e3779b1`. */
  newId(kind: string): string;
}

/** One request to the small API. */
export interface AccountsCall {
  /** Who asks; `null` without a valid token. */
  me: StoredRecord | null;
  token: string;
  /** The id in the path at this place, from 0. */
  id(place?: number): string;
  body: Record<string, unknown>;
  headers: Headers;
  store: AccountsStore;
}

/** Answers a request; `usual` does what the hardened API would do and gives its answer. */
export type AccountsHandler = (call: AccountsCall, usual: () => Response) => Response | Promise<Response>;

/** Wrong passwords after which a login is refused for a while. */
const tries = 8;
const shortestPassword = 8;

const notFound = (): Response => refusal(404, 'not found');
const created = (record: unknown): Response => Response.json(record, { status: 201 });
const done = (): Response => new Response(null, { status: 204 });

/** What anybody may see of a user: everything but the password. */
export function shownUser({ password: _, ...user }: StoredRecord): object {
  return user;
}

/** Writes the named fields of a body into a record, as far as they are there. */
export function assign(record: StoredRecord, body: Record<string, unknown>, names: readonly string[]): StoredRecord {
  for (const name of names) if (Object.hasOwn(body, name)) record[name] = body[name];
  return record;
}

/** The note that a call names at this place, if it exists. */
export function noteOf(call: AccountsCall, place = 0): StoredRecord | undefined {
  return call.store.notes.get(call.id(place));
}

/** Makes a note of this user from the fields of a body. */
export function addNote({ store, body }: AccountsCall, owner: string): StoredRecord {
  const note = { id: store.newId('note'), owner_id: owner, is_pinned: false, created_at: '2026-01-05T09:30:00Z' };
  return add(store.notes, assign(note, body, ['title', 'text']));
}

/** Makes a user from the fields of a registration. */
export function addUser({ store, body }: AccountsCall): StoredRecord {
  const user = { id: store.newId('user'), role: 'user', display_name: String(body.username) };
  return add(store.users, assign(user, body, ['username', 'email', 'password']));
}

/** Signs a user in: gives a token. */
export function tokenFor(user: StoredRecord, { tokens, newId }: AccountsStore): string {
  const token = `${newId('token')}-${'q7w2'.repeat(4)}`;
  tokens.set(token, user.id);
  return token;
}

/** The user of this name. */
export function userNamed(name: unknown, { users }: AccountsStore): StoredRecord | undefined {
  return [...users.values()].find(({ username }) => username === name);
}

function add(records: Map<string, StoredRecord>, record: StoredRecord): StoredRecord {
  records.set(record.id, record);
  return record;
}

type Usual = (call: AccountsCall & { me: StoredRecord }) => Response;

/** What needs no token. */
const open: Readonly<Record<string, (call: AccountsCall) => Response>> = {
  'POST /register': (call) => {
    const { username, password } = call.body;
    if (typeof username !== 'string' || typeof password !== 'string') return refusal(400, 'name and password, please');
    if (password.length < shortestPassword) return refusal(400, `password: at least ${shortestPassword} characters`);
    if (userNamed(username, call.store) !== undefined) return refusal(409, 'username is taken');
    const { id } = addUser(call);
    return created({ id, username });
  },
  'POST /login': ({ body, store }) => {
    const name = String(body.username);
    const failures = store.failures.get(name) ?? 0;
    if (failures >= tries) return refusal(429, 'too many attempts');
    const user = userNamed(name, store);
    if (user === undefined || user.password !== body.password) {
      store.failures.set(name, failures + 1);
      return refusal(401, 'wrong name or password');
    }
    return served({ token: tokenFor(user, store) });
  },
  'POST /webhooks/payments': () => refusal(401, 'bad signature'),
};

const signedIn: Readonly<Record<string, Usual>> = {
  'POST /logout': ({ token, store }) => {
    store.tokens.delete(token);
    return done();
  },
  'GET /me': ({ me }) => served(shownUser(me)),
  'PATCH /me': ({ me, body }) => served(shownUser(assign(me, body, ['display_name']))),
  'PUT /me/password': ({ me, body }) => {
    assign(me, body, ['password']);
    return done();
  },
  'GET /users/{user_id}': (call) => own(call, () => served(shownUser(call.me))),
  'PUT /users/{user_id}': (call) => own(call, () => served(shownUser(assign(call.me, call.body, ['display_name'])))),
  'PUT /users/{user_id}/password': (call) =>
    own(call, () => {
      assign(call.me, call.body, ['password']);
      return done();
    }),
  'DELETE /users/{user_id}': (call) => own(call, () => removeUser(call)),
  'GET /users/{user_id}/notes': (call) => own(call, () => served({ items: notesBy(call.me.id, call.store) })),
  'POST /users/{user_id}/notes': (call) => own(call, () => created(addNote(call, call.me.id))),
  'PUT /users/{user_id}/notes/{note_id}': (call) => own(call, () => changeNote(call, 1)),
  'GET /notes': ({ me, store }) => served({ items: notesBy(me.id, store) }),
  'POST /notes': (call) => created(addNote(call, call.me.id)),
  'GET /notes/{note_id}': (call) => {
    const note = noteOf(call);
    return note?.owner_id === call.me.id ? served(note) : notFound();
  },
  'PUT /notes/{note_id}': (call) => changeNote(call, 0),
  'PATCH /notes/{note_id}': (call) => changeNote(call, 0),
  'DELETE /notes/{note_id}': (call) => {
    if (noteOf(call)?.owner_id !== call.me.id) return notFound();
    call.store.notes.delete(call.id());
    return done();
  },
  'GET /notes/{note_id}/comments': (call) =>
    noteOf(call)?.owner_id === call.me.id ? served({ items: commentsOn(call.id(), call.store) }) : notFound(),
  'POST /notes/{note_id}/comments': (call) =>
    noteOf(call)?.owner_id === call.me.id ? created(addComment(call)) : notFound(),
  'DELETE /notes/{note_id}/comments/{comment_id}': (call) => {
    if (noteOf(call)?.owner_id !== call.me.id) return notFound();
    return call.store.comments.delete(call.id(1)) ? done() : notFound();
  },
  'PUT /admin/users/{user_id}/role': () => refusal(403, 'administrators only'),
  'PUT /admin/notes/{note_id}': () => refusal(403, 'administrators only'),
  'DELETE /admin/notes/{note_id}': () => refusal(403, 'administrators only'),
  'POST /orders': ({ me, body, store }) =>
    created(add(store.orders, assign({ id: store.newId('order'), owner_id: me.id, status: 'open' }, body, ['item']))),
  'GET /orders/{order_id}': (call) => {
    const order = call.store.orders.get(call.id());
    return order?.owner_id === call.me.id ? served(order) : notFound();
  },
  'DELETE /orders/{order_id}': (call) => {
    if (call.store.orders.get(call.id())?.owner_id !== call.me.id) return notFound();
    call.store.orders.delete(call.id());
    return done();
  },
};

function own({ me, id }: AccountsCall & { me: StoredRecord }, answer: () => Response): Response {
  return id() === me.id ? answer() : notFound();
}

function removeUser({ me, store }: AccountsCall & { me: StoredRecord }): Response {
  store.users.delete(me.id);
  for (const [token, user] of store.tokens) if (user === me.id) store.tokens.delete(token);
  return done();
}

function changeNote(call: AccountsCall & { me: StoredRecord }, place: number): Response {
  const note = noteOf(call, place);
  return note?.owner_id === call.me.id ? served(assign(note, call.body, ['title', 'text'])) : notFound();
}

/** The notes of one user. */
export function notesBy(owner: string, { notes }: AccountsStore): StoredRecord[] {
  return [...notes.values()].filter(({ owner_id }) => owner_id === owner);
}

/** The comments on a note. */
export function commentsOn(note: string, { comments }: AccountsStore): StoredRecord[] {
  return [...comments.values()].filter(({ note_id }) => note_id === note);
}

/** Adds a comment to the note that a call names, in the name of who asks. */
export function addComment({ me, id, body, store }: AccountsCall): StoredRecord {
  const comment = { id: store.newId('comment'), note_id: id(), author_id: me?.id };
  return add(store.comments, assign(comment, body, ['text']));
}

/** An empty store. */
export function accountsStore(): AccountsStore {
  let count = 0;
  // Multiplicative hashing (Knuth): ids that do not look counted, and are the same in every run.
  const newId = (kind: string): string =>
    `${kind}-${(Math.imul(++count, 2_654_435_761) >>> 0).toString(16).padStart(8, '0')}`;
  const [users, notes, comments, orders] = Array.from({ length: 4 }, () => new Map<string, StoredRecord>()) as [
    AccountsStore['users'],
    AccountsStore['notes'],
    AccountsStore['comments'],
    AccountsStore['orders'],
  ];
  return { users, notes, comments, orders, tokens: new Map(), failures: new Map(), newId };
}

/**
 * A small API that people register at, with notes, comments, orders and a webhook: hardened unless a handler is
 * replaced. Gives a factory, so that every case starts with an empty store.
 *
 * @param replaced handlers by operation, `PUT /notes/{note_id}`; also of operations that it does not have
 */
export function accountsApi(replaced: Readonly<Record<string, AccountsHandler>> = {}): () => Api {
  return () => accountsApiOn(accountsStore(), replaced);
}

/** As {@link accountsApi}, on a store that others see, too. */
export function accountsApiOn(store: AccountsStore, replaced: Readonly<Record<string, AccountsHandler>> = {}): Api {
  const ids = [...new Set([...Object.keys(replaced), ...Object.keys(open), ...Object.keys(signedIn)])];
  return async (request) => {
    const { pathname } = new URL(request.url);
    const found = ids.map((id) => ({ id, match: matched(id, request.method, pathname) })).find(({ match }) => match);
    const token = tokenOf(request);
    const me = store.users.get(store.tokens.get(token) ?? '') ?? null;
    if (found === undefined) return me === null ? refusal(401, 'sign in') : notFound();
    const id = (place = 0): string => decodeURIComponent(found.match?.[place + 1] ?? '');
    const call = { me, token, id, body: await bodyOf(request), headers: request.headers, store };
    const usual = (): Response => {
      const answer = open[found.id];
      if (answer !== undefined) return answer(call);
      return me === null ? refusal(401, 'sign in') : (signedIn[found.id]?.({ ...call, me }) ?? notFound());
    };
    return replaced[found.id]?.(call, usual) ?? usual();
  };
}

/** The token of a request. */
export function tokenOf(request: Request): string {
  return /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
}

function matched(operation: string, method: string, path: string): RegExpExecArray | undefined {
  const [wanted, template = ''] = operation.split(' ');
  if (wanted !== method) return undefined;
  return new RegExp(`^${template.replace(/\{[^}]+\}/g, '([^/]+)')}$`).exec(path) ?? undefined;
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  const json: unknown = request.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : {};
  return typeof json === 'object' && json !== null ? { ...json } : {};
}
