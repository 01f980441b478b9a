import type { Exchange } from '@middlebrick/model';
import { answered, callerOf, operation, smallSpec, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './identity-header-trust.ts';

const profiles: Readonly<Record<string, object>> = {
  alice: { login: 'alice', nickname: 'Alice the first', motto: 'Rivers know the way', locker: 'blue-4471-zk' },
  bob: { login: 'bob', nickname: 'Bob the builder', motto: 'Nails before paint', locker: 'green-9052-qp' },
};
const status = (code: number, error: string): Response => Response.json({ error }, { status: code });
const profileOf = (name: string): Response => {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  return profile === undefined ? status(404, 'no such user') : Response.json(profile);
};
const header = (request: Request, name = 'x-user-id'): string | null => request.headers.get(name);
const operations = ['GET /profile'];

/** `GET /whoami` proves sessions; `GET /profile` is what a case makes of it. */
function api(profile: (request: Request, caller: string | null) => Response): (request: Request) => Response {
  return (request) => {
    const caller = callerOf(request);
    const { pathname } = new URL(request.url);
    if (pathname === '/whoami') return caller === null ? status(401, 'sign in') : Response.json({ login: caller });
    return pathname === '/profile' ? profile(request, caller) : status(404, 'not found');
  };
}

const spec = smallSpec(['GET /whoami', ...operations]);
const numbered = [
  { name: 'alice', bearer: 'token-alice', subjects: ['1041', 'alice'] },
  { name: 'bob', bearer: 'token-bob', subjects: ['1042', 'bob'] },
];
const members: Readonly<Record<string, string>> = { north: 'alice', south: 'bob' };
const tenanted = [
  { name: 'alice', bearer: 'token-alice', subjects: ['alice'], tenant: 'north' },
  { name: 'bob', bearer: 'token-bob', subjects: ['bob'], tenant: 'south' },
];
/** Whom the header of a tenant names. */
const memberOf = (request: Request): string => members[header(request, 'x-tenant-id') ?? ''] ?? 'nobody';
const signedIn = (_: Request, caller: string | null): Response =>
  caller === null ? status(401, 'sign in') : profileOf(caller);
const claimed = (request: Request): string[] =>
  [...request.headers.keys()].filter((name) =>
    /user(?!-agent)|account|customer|consumer|principal|oidc|email/.test(name),
  );
/** Serves whom the header names if there is such a user, else whom the token names. */
const believes = (request: Request, caller: string | null): Response => {
  const named = header(request) ?? '';
  return signedIn(request, Object.hasOwn(profiles, named) ? named : caller);
};

testCheck(check, {
  vulnerable: [
    {
      name: 'prefers the header to the token',
      spec,
      api: api((request, caller) => (caller === null ? status(401, 'sign in') : profileOf(header(request) ?? caller))),
      message: 'believed',
      confidence: 'confirmed',
      finding: { kind: 'X-User-Id', details: { name: 'X-User-Id', victim: 'alice' } },
    },
    {
      name: 'believes the header and asks for nothing else',
      spec,
      api: api((request) =>
        header(request) === null ? status(400, 'missing user identifier') : profileOf(header(request) ?? ''),
      ),
      message: 'believed',
      confidence: 'confirmed',
    },
    {
      name: 'believes a proxy header from anyone',
      spec,
      api: api((request, caller) =>
        (header(request, 'x-forwarded-user') ?? caller) === null
          ? status(401, 'sign in')
          : profileOf(header(request, 'x-forwarded-user') ?? caller ?? ''),
      ),
      message: 'believed',
    },
    {
      name: 'is found with a single identity',
      spec,
      identities: [{ name: 'alice', bearer: 'token-alice', subjects: ['alice'] }],
      api: api((request, caller) =>
        (header(request) ?? caller) === null ? status(401, 'sign in') : profileOf(header(request) ?? caller ?? ''),
      ),
      message: 'believed',
    },
    {
      name: 'refuses many such headers together and believes one alone',
      spec,
      api: api((request, caller) =>
        claimed(request).length > 4 ? status(431, 'too many headers') : believes(request, caller),
      ),
      message: 'believed',
      confidence: 'confirmed',
    },
    {
      name: 'stands behind a proxy that turns the headers of other proxies away',
      spec,
      api: api((request, caller) =>
        header(request, 'remote-user') !== null || header(request, 'x-forwarded-user') !== null
          ? status(400, 'forbidden header')
          : believes(request, caller),
      ),
      message: 'believed',
    },
    {
      name: 'wants the name in a header where others want the number, and falls back on the token',
      spec,
      identities: numbered,
      api: api(believes),
      message: 'believed',
    },
    {
      name: 'wants the name on one operation alone, and knows no user of that number',
      spec: smallSpec(['GET /whoami', 'GET /account', ...operations]),
      identities: numbered,
      api: (request: Request) =>
        new URL(request.url).pathname === '/account'
          ? signedIn(request, callerOf(request))
          : api((one, caller) => (caller === null ? status(401, 'sign in') : profileOf(header(one) ?? caller)))(
              request,
            ),
      message: 'believed',
    },
    {
      name: 'asks for a header that names the user or one that names the tenant, and not for both',
      spec,
      identities: tenanted,
      api: api((request) => {
        if ((header(request) === null) === (header(request, 'x-tenant-id') === null))
          return status(401, 'say who you are');
        return profileOf(header(request) ?? memberOf(request));
      }),
      message: 'believed',
      finding: { kind: 'X-User-Id' },
    },
    {
      name: 'asks for a header that names the tenant, and takes none that names the user',
      spec,
      identities: tenanted,
      api: api((request) => (header(request) === null ? profileOf(memberOf(request)) : status(404, 'no such user'))),
      message: 'believed',
      finding: { kind: 'X-Tenant-Id' },
    },
  ],
  hardened: [
    {
      name: 'refuses any such header',
      spec,
      api: api((request, caller) =>
        claimed(request).length > 0 ? status(400, 'forbidden header') : signedIn(request, caller),
      ),
      message: 'refused',
    },
    {
      name: 'knows callers that have a number and a name by the token alone, on two operations',
      spec: smallSpec(['GET /whoami', 'GET /account', ...operations]),
      identities: numbered,
      api: (request: Request) =>
        new URL(request.url).pathname === '/account' ? signedIn(request, callerOf(request)) : api(signedIn)(request),
      message: 'alike',
    },
    {
      name: 'knows the caller by the token alone',
      spec,
      api: api((_, caller) => (caller === null ? status(401, 'sign in') : profileOf(caller))),
      message: 'refused',
    },
    {
      name: 'wants the header to agree with the token',
      spec,
      api: api((request, caller) =>
        caller === null
          ? status(401, 'sign in')
          : header(request) !== null && header(request) !== caller
            ? status(403, 'not you')
            : profileOf(caller),
      ),
      message: 'refused',
    },
    {
      name: 'wants a header, and that it agrees',
      spec,
      api: api((request, caller) =>
        header(request) === null
          ? status(400, 'missing user identifier')
          : header(request) !== caller
            ? status(403, 'not you')
            : profileOf(caller ?? ''),
      ),
      message: 'refused',
    },
    {
      name: 'repeats the header in an answer of its own',
      spec,
      api: api((request, caller) =>
        caller === null ? status(401, 'sign in') : Response.json({ ...profiles[caller], you: header(request) }),
      ),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'shows nothing by which a caller could be told',
      spec,
      api: api((_, caller) =>
        caller === null ? status(401, 'sign in') : Response.json({ unread: caller === 'alice' ? 3 : 4 }),
      ),
      message: 'nothingPrivate',
    },
    {
      name: 'breaks when it sees such a header',
      spec,
      api: api((request, caller) =>
        header(request) !== null
          ? status(500, 'internal')
          : header(request, 'x-tenant-id') !== null
            ? status(500, 'internal')
            : caller === null
              ? status(401, 'sign in')
              : profileOf(caller),
      ),
      message: 'unanswered',
    },
  ],
});

const reading = (identity: string, exchange: Exchange, id = 'GET /mine') => ({
  operation: id,
  identity,
  exchange,
  values: {},
  request: { method: 'GET', path: id.replace('GET ', '') },
});

test('asks of reads that differ from caller to caller, where somebody has a name', () => {
  const identities = [{ subjects: [] }, { subjects: ['alice'] }];
  const differing = [reading('alice', answered({ a: 'x' })), reading('bob', answered({ a: 'y' }))];
  const alike = [reading('alice', answered({ a: 'x' })), reading('bob', answered({ a: 'x' }))];
  const asks = (id: string, baselines: object[], who: object[] = identities, parts: object = {}) =>
    check.appliesTo(operation(id, parts), { identities: who, baselines } as never);
  expect(asks('GET /mine', differing)).toBe(true);
  expect(asks('POST /mine', differing)).toMatch(/^Only reads/);
  expect(asks('GET /mine', differing, [{ subjects: [] }])).toMatch(/^No identity is known/);
  expect(asks('GET /mine', alike)).toMatch(/the same for all/);
  expect(asks('GET /other', differing)).toMatch(/could not be called/);
  const named = (name: string, place: string) => ({
    parameters: [
      { name: 'page', in: 'query' },
      { name, in: place },
    ],
  });
  expect(asks('GET /other', [], identities, named('x-USER-id', 'header'))).toBe(true);
  expect(asks('GET /other', [], identities, named('x-user-id', 'query'))).toMatch(/could not be called/);
  expect(asks('GET /other', [], identities, named('x-colour', 'header'))).toMatch(/could not be called/);
});
