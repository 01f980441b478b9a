import { identityConfigSchema } from '@middlebrick/scanner';

const owners: Readonly<Record<string, string>> = { 'Bearer alice-token-1': 'alice', 'Bearer bob-token-22': 'bob' };
const notes = [
  { id: 'n-7f3a91', owner: 'alice', text: 'Alice keeps her spare key at 17 Elm Row' },
  { id: 'n-c04b52', owner: 'bob', text: 'Bob sold the blue Volvo to 4412 Mill Lane' },
];
const operation = { security: [{ token: [] }], responses: { 200: { description: 'ok' } } };
const parameters = [{ name: 'note_id', in: 'path', required: true, schema: { type: 'string' } }];
const spec = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/me': { get: operation },
    '/notes': { get: operation },
    '/notes/{note_id}': { get: { ...operation, parameters } },
  },
};

/** A small API with two users and its description in a well-known place: whoever is signed in may read every note. */
export function notesAnswer(request: Request, { isHardened = false }: { isHardened?: boolean } = {}): Response {
  const { pathname } = new URL(request.url);
  const caller = owners[request.headers.get('authorization') ?? ''];
  if (pathname === '/openapi.json') return Response.json(spec);
  if (caller === undefined) return Response.json({ error: 'sign in' }, { status: 401 });
  if (pathname === '/me') return Response.json({ username: caller });
  if (pathname === '/notes') return Response.json(notes.filter(({ owner }) => owner === caller));
  const note = notes.find(({ id }) => pathname === `/notes/${id}`);
  const isRefused = note === undefined || (isHardened && note.owner !== caller);
  return isRefused ? Response.json({}, { status: 404 }) : Response.json(note);
}

/** A scan of {@link notesAnswer} as its two users. */
export const notesOptions = {
  target: 'http://notes.test',
  identities: Object.entries(owners).map(([header, name]) =>
    identityConfigSchema.parse({ name, bearer: header.replace('Bearer ', '') }),
  ),
  seed: 7,
};
