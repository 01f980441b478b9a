import type { Api } from './check-tester.ts';

/** A private note of the small API that most tables of object-level checks are about. */
export interface Note {
  id: string;
  owner_id: string;
  title: string;
  body: string;
  phone: string;
}

/** Two notes of each of two users; ids and contents share nothing. */
export const notes: readonly Note[] = [
  {
    id: 'n-7f31c9',
    owner_id: 'alice',
    title: 'Rivers of the north',
    body: 'Alice walks along the Elbe',
    phone: '040-3571',
  },
  {
    id: 'n-b02d48',
    owner_id: 'alice',
    title: 'Blood test on Friday',
    body: 'Fasting since the evening',
    phone: '040-9913',
  },
  {
    id: 'n-51e6aa',
    owner_id: 'bob',
    title: 'Nails before paint',
    body: 'Bob mends the garden shed',
    phone: '089-2264',
  },
  {
    id: 'n-c8904e',
    owner_id: 'bob',
    title: 'Loan of the workshop',
    body: 'Four rates are still open',
    phone: '089-7702',
  },
];

/** Who asks, and for what. */
export interface Asked {
  /** The signed-in user. */
  me: string;
  /** The note that the path names, if it exists. */
  note: Note | undefined;
  id: string;
  url: URL;
}

export interface NotesApi {
  /** `GET /notes/{id}` of a signed-in user. */
  read?: (asked: Asked) => Response | Promise<Response>;
  /** `GET /notes` of a signed-in user; by default its own notes. */
  list?: (me: string, url: URL) => Response;
  /** Any path of nobody; 401 by default. */
  anonymous?: (asked: Asked) => Response | undefined;
  /** Any other path of a signed-in user. */
  other?: (me: string, url: URL) => Response | undefined;
}

/** The operations that {@link notesApi} serves. */
export const notesOperations = ['GET /me', 'GET /notes', 'GET /notes/{id}'] as const;

/** A refusal as small APIs word it. */
export function refusal(status: number, error = 'refused'): Response {
  return Response.json({ error }, { status });
}

/** 200 with a JSON body. */
export function served(body: unknown): Response {
  return Response.json(body);
}

/** Readings of a signed-in user: 404 for what does not exist, the rest as `answer` says. */
export function reading(answer: (note: Note, me: string, url: URL) => Response): Required<Pick<NotesApi, 'read'>> {
  return {
    read: ({ note, me, url }) => (note === undefined ? refusal(404, 'not found') : answer(note, me, url)),
  };
}

/** Readings in which the owner is served and others are answered as `answer` says. */
export function toStrangers(answer: (note: Note, me: string) => Response): Required<Pick<NotesApi, 'read'>> {
  return reading((note, me) => (note.owner_id === me ? served(note) : answer(note, me)));
}

/** Who asks a small API, by the default bearer tokens; `null` for everybody else. */
export function callerOf(request: Request): string | null {
  return /^Bearer token-(\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}

/** A small API of notes with a login, a list and a detail: hardened unless an answer is replaced. */
export function notesApi({ read = readOwn, list = listOwn, anonymous, other }: NotesApi = {}): Api {
  return (request) => {
    const me = callerOf(request);
    const url = new URL(request.url);
    const id = decodeURIComponent(/^\/notes\/(.+)$/.exec(url.pathname)?.[1] ?? '');
    const note = notes.find((entry) => entry.id === id);
    if (me === null) return anonymous?.({ me: '', note, id, url }) ?? refusal(401);
    if (url.pathname === '/me') return served({ username: me });
    if (url.pathname === '/notes') return list(me, url);
    if (id !== '') return read({ me, note, id, url });
    return other?.(me, url) ?? refusal(404, 'not found');
  };
}

/** The notes of one user. */
export function notesOf(owner: string): Note[] {
  return notes.filter((note) => note.owner_id === owner);
}

function readOwn({ me, note }: Asked): Response {
  return note?.owner_id === me ? served(note) : refusal(404, 'not found');
}

function listOwn(me: string): Response {
  return served({ items: notesOf(me).map(({ id, title }) => ({ id, title })) });
}
