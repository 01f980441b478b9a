import type { Exchange } from '@middlebrick/model';
import { answered, callerOf, operation, runCheck, smallSpec, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './identity-parameter-trust.ts';

const profiles: Readonly<Record<string, object>> = {
  alice: { login: 'alice', nickname: 'Alice the first', motto: 'Rivers know the way', locker: 'blue-4471-zk' },
  bob: { login: 'bob', nickname: 'Bob the builder', motto: 'Nails before paint', locker: 'green-9052-qp' },
};
const status = (code: number, error: string): Response => Response.json({ error }, { status: code });
const profileOf = (name: string): Response => {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  return profile === undefined ? status(404, 'no such user') : Response.json(profile);
};
const query = (request: Request, name = 'user_id'): string | null => new URL(request.url).searchParams.get(name);
const cookie = (request: Request): string | undefined =>
  /(?:^|; )user=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
const spec = smallSpec(['GET /me']);

const numbered = [
  { name: 'alice', bearer: 'token-alice', subjects: ['1041', 'alice'] },
  { name: 'bob', bearer: 'token-bob', subjects: ['1042', 'bob'] },
];
/** One session lives in a cookie, the other does not. */
const mixed = [
  { name: 'alice', cookie: 'session=alice', subjects: ['alice'] },
  { name: 'bob', bearer: 'token-bob', subjects: ['bob'] },
];
const sessionOf = (request: Request): string | null =>
  /(?:^|; )session=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? callerOf(request);
const accounts: Readonly<Record<string, string>> = { alice: 'A-7741', bob: 'A-9052' };

const api =
  (me: (request: Request, caller: string) => Response) =>
  (request: Request): Response => {
    const caller = callerOf(request);
    if (new URL(request.url).pathname !== '/me') return status(404, 'not found');
    return caller === null ? status(401, 'sign in') : me(request, caller);
  };

testCheck(check, {
  vulnerable: [
    {
      name: 'lets a query parameter of its description override the token',
      spec: smallSpec(['GET /me?user_id']),
      api: api((request, caller) => profileOf(query(request) ?? caller)),
      message: 'believed',
      confidence: 'confirmed',
      finding: { kind: 'query', places: [{ operation: 'GET /me', parameter: 'user_id' }] },
    },
    {
      name: 'lets a cookie override the token',
      spec,
      api: api((request, caller) => profileOf(cookie(request) ?? caller)),
      message: 'believed',
      confidence: 'confirmed',
      finding: { kind: 'cookie', places: [{ operation: 'GET /me', parameter: 'user' }] },
    },
    {
      name: 'lets a query parameter override a session in a cookie',
      spec,
      identities: mixed,
      api: (request: Request) => {
        const caller = sessionOf(request);
        return caller === null ? status(401, 'sign in') : profileOf(query(request) ?? caller);
      },
      message: 'believed',
    },
    {
      name: 'lets a parameter override the token beside one that it requires, which chooses an account of the caller',
      spec: smallSpec(['GET /me', 'GET /statement?account!']),
      identities: [
        { name: 'alice', bearer: 'token-alice', subjects: ['alice'], owns: { account: ['A-7741'] } },
        { name: 'bob', bearer: 'token-bob', subjects: ['bob'], owns: { account: ['A-9052'] } },
      ],
      api: (request: Request) => {
        const caller = callerOf(request);
        if (caller === null) return status(401, 'sign in');
        if (new URL(request.url).pathname === '/me') return profileOf(caller);
        const owner = query(request, 'as') ?? caller;
        return accounts[owner] === query(request, 'account') ? profileOf(owner) : status(403, 'not your account');
      },
      message: 'believed',
      finding: { places: [{ operation: 'GET /statement', parameter: 'as' }] },
    },
    {
      name: 'wants the name where others want the number, below operations that are not asked and stand for none',
      spec: smallSpec(['GET /list', 'GET /{lang}/me', 'GET /me']),
      identities: numbered,
      api: (request: Request) => {
        const caller = callerOf(request);
        if (caller === null) return status(401, 'sign in');
        const { pathname } = new URL(request.url);
        if (pathname === '/list') return Response.json([profiles[caller]]);
        const named = query(request) ?? '';
        return profileOf(pathname === '/me' && Object.hasOwn(profiles, named) ? named : caller);
      },
      message: 'believed',
    },
    {
      name: 'refuses parameters beside cookies and believes a cookie alone',
      spec,
      api: api((request, caller) =>
        cookie(request) !== undefined && request.url.includes('?')
          ? status(400, 'one or the other')
          : profileOf(cookie(request) ?? caller),
      ),
      message: 'believed',
    },
    {
      name: 'knows no user by a parameter, which it prefers to the cookie that it believes',
      spec,
      api: api((request, caller) =>
        query(request) === null ? profileOf(cookie(request) ?? caller) : status(404, 'no such user'),
      ),
      message: 'believed',
    },
    {
      name: 'refuses more than a few parameters and believes one alone',
      spec,
      api: api((request, caller) =>
        new URL(request.url).searchParams.size > 5
          ? status(414, 'too long')
          : profileOf(query(request, 'as') ?? caller),
      ),
      message: 'believed',
    },
  ],
  hardened: [
    {
      name: 'ignores parameters on two operations, for callers that have a number and a name',
      spec: smallSpec(['GET /me', 'GET /account']),
      identities: numbered,
      api: (request: Request) => {
        const caller = callerOf(request);
        return caller === null ? status(401, 'sign in') : profileOf(caller);
      },
      message: 'alike',
    },
    { name: 'ignores parameters', spec, api: api((_, caller) => profileOf(caller)), message: 'refused' },
    {
      name: 'refuses a parameter that names another',
      spec,
      api: api((request, caller) =>
        query(request) !== null && query(request) !== caller ? status(403, 'not you') : profileOf(caller),
      ),
      message: 'refused',
    },
    {
      name: 'repeats the parameter',
      spec,
      api: api((request, caller) => Response.json({ ...profiles[caller], asked: query(request), link: request.url })),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'shows nothing that only one caller gets',
      spec,
      api: api((_, caller) => Response.json({ unread: caller === 'alice' ? 3 : 4 })),
      message: 'nothingPrivate',
    },
    {
      name: 'breaks on parameters',
      spec,
      api: api((request, caller) =>
        request.url.includes('?') || cookie(request) !== undefined ? status(500, 'internal') : profileOf(caller),
      ),
      message: 'unanswered',
    },
  ],
});

test('says nothing in cookies where a session lives in one', async () => {
  const cookies = new Set<string | null>();
  const { messages } = await runCheck(check, {
    name: 'knows callers by their sessions alone',
    spec,
    identities: mixed,
    api: (request: Request) => {
      cookies.add(request.headers.get('cookie'));
      const caller = sessionOf(request);
      return caller === null ? status(401, 'sign in') : profileOf(caller);
    },
  });
  expect(messages).toEqual(['hardened:refused']);
  expect(cookies).toEqual(new Set([null, 'session=alice']));
});

const reading = (identity: string, exchange: Exchange, id = 'GET /mine') => ({
  operation: id,
  identity,
  exchange,
  values: {},
  request: { method: 'GET', path: id.replace('GET ', '') },
});

test('asks of reads of one thing that differ from caller to caller, where somebody has a name', () => {
  const identities = [{ subjects: [] }, { subjects: ['alice'] }];
  const of = (alice: unknown, bob: unknown) => [
    reading('carol', answered({ z: 'z' }), 'GET /other'),
    reading('alice', answered(alice)),
    reading('bob', answered(bob)),
  ];
  const asks = (id: string, baselines: object[], who: object[] = identities) =>
    check.appliesTo(operation(id), { identities: who, baselines } as never);
  expect(asks('GET /mine', of({ a: 'x' }, { a: 'y' }))).toBe(true);
  expect(asks('POST /mine', of({ a: 'x' }, { a: 'y' }))).toMatch(/^Only reads/);
  expect(asks('GET /mine/{id}', of({ a: 'x' }, { a: 'y' }))).toMatch(/^Its path/);
  expect(asks('GET /mine', of({ a: 'x' }, { a: 'y' }), [{ subjects: [] }])).toMatch(/^No identity is known/);
  expect(asks('GET /nowhere', of({ a: 'x' }, { a: 'y' }))).toMatch(/could not be called/);
  expect(asks('GET /mine', of({ a: 'x' }, { a: 'x' }))).toMatch(/the same for all/);
  expect(asks('GET /mine', of([{ a: 'x' }], [{ a: 'y' }]))).toMatch(/a list/);
  expect(asks('GET /mine', of(['x'], ['y']))).toMatch(/a list/);
  expect(asks('GET /mine', of({ rows: [{ a: 'x' }] }, { rows: [] }))).toMatch(/a list/);
  expect(asks('GET /mine', of({ tags: ['x'] }, { tags: ['y'] }))).toBe(true);
  expect(asks('GET /mine', of('a text', 'another text'))).toBe(true);
  expect(asks('GET /mine', of('a text', { a: 'y' }))).toMatch(/a list/);
});
