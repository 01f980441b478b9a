import { testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import { parseCookies } from '../../tokens/cookies.ts';
import { meApi } from '../../tokens/jwt-api.fixture.ts';
import { findSessionSecret, forgeSession, recognise } from '../../tokens/session.ts';
import check from './session-forgeable.ts';

const operations = ['GET /me'];
const readable = (id: string): string => Buffer.from(JSON.stringify({ user_id: id })).toString('base64url');

/** A cookie as Hono signs it, made by writing a known one anew. */
function signed(id: string, secret: string): string {
  const [format] = recognise(
    'session',
    encodeURIComponent(`${readable(id)}.${Buffer.alloc(32).toString('base64')}`),
  ).filter(({ seal }) => seal !== undefined);
  if (format === undefined) throw new Error('the format was not recognised');
  return forgeSession(format, { secret, derivation: 'raw' }, { user_id: id }).session ?? '';
}

function users(cookie: (id: string) => string) {
  return [
    { name: 'alice', cookie: `session=${cookie('u-1041')}`, subjects: ['u-1041'] },
    { name: 'bob', cookie: `session=${cookie('u-1042')}`, subjects: ['u-1042'] },
  ];
}

function idIn(request: Request, accepts: (value: string) => boolean): string | null {
  const session = parseCookies(request.headers.get('cookie') ?? '').session;
  if (session === undefined || !accepts(session)) return null;
  const [format] = recognise('session', session);
  const payload = format?.payload;
  return typeof payload === 'object' && payload !== null && 'user_id' in payload ? String(payload.user_id) : null;
}

const isSigned =
  (secret: string) =>
  (value: string): boolean =>
    recognise('session', value).some((format) => findSessionSecret(format, [secret]) !== undefined);

const weak = 'keyboard cat';
const strong = 'Qm7-9dVx_!rW2#zLtY6u';
const opaque: Readonly<Record<string, string>> = { 'u-1041': 'f3b1c2d4e5f60718', 'u-1042': '0a9b8c7d6e5f4a3b' };
const idOf = (sid: string): string | null => Object.keys(opaque).find((id) => opaque[id] === sid) ?? null;
const sidIn = (request: Request): string | null =>
  idOf(parseCookies(request.headers.get('cookie') ?? '').session ?? '');
const hasSession = (request: Request): boolean => request.headers.has('cookie');

testCheck(check, {
  vulnerable: [
    {
      name: 'signs with a word of the list',
      operations,
      identities: users((id) => signed(id, weak)),
      api: meApi((request) => idIn(request, isSigned(weak))),
      message: 'accepted',
      confidence: 'confirmed',
    },
    {
      name: 'signs nothing',
      operations,
      identities: users(readable),
      api: meApi((request) => idIn(request, () => true)),
      message: 'accepted',
      confidence: 'confirmed',
    },
    {
      name: 'is found with a single identity',
      operations,
      identities: users((id) => signed(id, weak)).slice(0, 1),
      api: meApi((request) => idIn(request, isSigned(weak))),
      message: 'accepted',
    },
    {
      name: 'shows nothing worth a name',
      operations,
      identities: users((id) => signed(id, weak)),
      api: (request: Request) =>
        hasSession(request) ? Response.json({ status: 'ok' }) : new Response(null, { status: 401 }),
      message: 'guessed',
      confidence: 'firm',
    },
    {
      name: 'gives one of two users a cookie that it signs with a word of the list',
      operations: ['GET /gone', 'GET /me'],
      identities: [
        { name: 'alice', cookie: `sid=${opaque['u-1041']}`, subjects: ['u-1041'] },
        ...users((id) => signed(id, weak)).slice(1),
      ],
      api: (request: Request) =>
        hasSession(request) && request.url.endsWith('/me')
          ? Response.json({ status: 'ok' })
          : new Response(null, { status: 404 }),
      message: 'guessed',
      finding: {
        details: { cookie: 'session' },
        proof: [{ label: 'bob, the cookie whose secret was guessed', exchange: { response: { status: 200 } } }],
      },
    },
  ],
  hardened: [
    {
      name: 'signs with a random secret',
      operations,
      identities: users((id) => signed(id, strong)),
      api: meApi((request) => idIn(request, isSigned(strong))),
      message: 'closed',
    },
    {
      name: 'keeps sessions on the server',
      operations,
      identities: users((id) => opaque[id] ?? ''),
      api: meApi(sidIn),
      message: 'closed',
    },
    {
      name: 'keeps a readable cookie beside a session on the server',
      operations,
      identities: users((id) => `${opaque[id]}; user=${readable(id)}`),
      api: meApi(sidIn),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'believes any signature of the first user',
      operations,
      identities: users((id) => signed(id, weak)),
      api: meApi((request) =>
        hasSession(request)
          ? isSigned(weak)(parseCookies(request.headers.get('cookie') ?? '').session ?? '')
            ? idIn(request, () => true)
            : 'u-1041'
          : null,
      ),
      message: 'uncontrolled',
    },
    {
      name: 'shows nothing worth a name and signs nothing',
      operations,
      identities: users(readable),
      api: (request: Request) =>
        hasSession(request) ? Response.json({ status: 'ok' }) : new Response(null, { status: 401 }),
      message: 'noWitness',
    },
  ],
});

test('is no question without a cookie that can be read', () => {
  const of = (...kinds: string[]) => check.appliesTo({ tokens: kinds.map((kind) => ({ kind })) } as never);
  expect([of('jwt'), of()]).toEqual([expect.stringMatching(/^No identity/), expect.stringMatching(/^No identity/)]);
  expect(of('jwt', 'cookie')).toBe(true);
});
