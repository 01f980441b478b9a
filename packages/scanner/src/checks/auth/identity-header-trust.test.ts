import { callerOf, smallSpec, testCheck } from '@middlebrick/testing';
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

testCheck(check, {
  vulnerable: [
    {
      name: 'prefers the header to the token',
      spec,
      api: api((request, caller) => (caller === null ? status(401, 'sign in') : profileOf(header(request) ?? caller))),
      message: 'believed',
      confidence: 'confirmed',
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
  ],
  hardened: [
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
