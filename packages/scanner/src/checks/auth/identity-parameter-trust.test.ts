import { callerOf, smallSpec, testCheck } from '@middlebrick/testing';
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
      name: 'lets a query parameter override the token',
      spec,
      api: api((request, caller) => profileOf(query(request) ?? caller)),
      message: 'believed',
      confidence: 'confirmed',
    },
    {
      name: 'lets a cookie override the token',
      spec,
      api: api((request, caller) => profileOf(cookie(request) ?? caller)),
      message: 'believed',
      confidence: 'confirmed',
    },
  ],
  hardened: [
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
