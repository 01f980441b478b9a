import { callerOf, testCheck } from '@middlebrick/testing';
import check from './method-bypass.ts';

const profiles: Readonly<Record<string, object>> = {
  alice: { nickname: 'Alice the first', motto: 'Rivers know the way', locker: 'blue-4471-zk' },
  bob: { nickname: 'Bob the builder', motto: 'Nails before paint', locker: 'green-9052-qp' },
};
const status = (code: number): Response => Response.json({ error: 'refused' }, { status: code });
const operations = ['GET /me'];
const override = (request: Request): string => request.headers.get('x-http-method-override') ?? request.method;
const isMe = (request: Request): boolean => new URL(request.url).pathname === '/me';
const profileOf = (name: string | null): Response => Response.json(profiles[name ?? 'alice']);
const text = JSON.stringify(profiles.alice);

/** Refuses callers without a token for the methods in question, then serves the profile. */
const api =
  (
    isGuarded: (request: Request) => boolean,
    serve: (request: Request) => Response = (request) => profileOf(callerOf(request)),
  ) =>
  (request: Request): Response => {
    if (!isMe(request)) return status(404);
    return callerOf(request) === null && isGuarded(request) ? status(401) : serve(request);
  };

const always = (): boolean => true;

testCheck(check, {
  vulnerable: [
    {
      name: 'lets OPTIONS through to the handler',
      operations,
      api: api((request) => request.method !== 'OPTIONS'),
      message: 'served',
      confidence: 'confirmed',
    },
    {
      name: 'looks at the override when it guards and at the method when it routes',
      operations,
      api: api((request) => override(request) !== 'OPTIONS' && request.method !== 'OPTIONS'),
      message: 'served',
    },
    {
      name: 'guards GET and forgets HEAD',
      operations,
      api: api(
        (request) => request.method !== 'HEAD',
        (request) =>
          request.method === 'HEAD'
            ? new Response(null, { headers: { 'content-length': String(text.length) } })
            : profileOf(callerOf(request)),
      ),
      message: 'headers',
      confidence: 'firm',
    },
  ],
  hardened: [
    {
      name: 'serves everybody with GET',
      operations: ['GET /me', 'GET /users/{id}'],
      api: (request: Request) => {
        const name = new URL(request.url).pathname.slice('/users/'.length);
        if (isMe(request)) return callerOf(request) === null ? status(401) : Response.json({ id: callerOf(request) });
        return Object.hasOwn(profiles, name) ? profileOf(name) : status(404);
      },
      message: 'open',
    },
    { name: 'guards every method', operations, api: api(always), message: 'refused' },
    {
      name: 'answers preflight requests with headers alone',
      operations,
      api: (request: Request) =>
        isMe(request) && request.method === 'OPTIONS'
          ? new Response(null, { status: 204, headers: { allow: 'GET, HEAD, OPTIONS' } })
          : api(always)(request),
      message: 'refused',
    },
    {
      name: 'answers any HEAD with 200',
      operations,
      api: (request: Request) =>
        request.method === 'HEAD'
          ? new Response(null, { headers: { 'content-length': String(text.length) } })
          : api(always)(request),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'shows nothing worth a name',
      operations,
      api: api(always, () => Response.json({ ok: true })),
      message: 'nothingPrivate',
    },
    {
      name: 'breaks on anything unusual',
      operations,
      api: (request: Request) =>
        override(request) !== 'GET' || request.method !== 'GET' ? status(500) : api(always)(request),
      message: 'unanswered',
    },
  ],
});
