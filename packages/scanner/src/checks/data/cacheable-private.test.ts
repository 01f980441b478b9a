import { callerOf, testCheck } from '@middlebrick/testing';
import check from './cacheable-private.ts';

/** Notices for everybody, and an item that only its owner is asked for: nobody saw it refused to anyone. */
const notices = (request: Request): Response => {
  const isItem = new URL(request.url).pathname.startsWith('/items/');
  return isItem && callerOf(request) === null
    ? new Response('{}', { status: 401 })
    : Response.json([{ title: 'Closed on Monday' }]);
};

const me = (cacheControl?: string) => (request: Request) => {
  const caller = callerOf(request);
  if (caller === null) return Response.json({ error: 'sign in' }, { status: 401 });
  return Response.json(
    { id: caller, plan: 'basic' },
    cacheControl === undefined ? {} : { headers: { 'cache-control': cacheControl } },
  );
};

testCheck(check, {
  vulnerable: [
    {
      name: 'private answers are public to caches',
      operations: ['GET /me'],
      api: me('public, max-age=600'),
      message: 'shared',
      confidence: 'confirmed',
    },
    { name: 'an age for shared caches', operations: ['GET /me'], api: me('s-maxage=60'), message: 'shared' },
    { name: 'nothing is said', operations: ['GET /me', 'GET /me/plan'], api: me(), message: 'unspecified' },
  ],
  hardened: [
    { name: 'no-store', operations: ['GET /me'], api: me('no-store'), message: 'clean' },
    { name: 'private with an age', operations: ['GET /me'], api: me('private, max-age=60') },
    { name: 'no-cache', operations: ['GET /me'], api: me('No-Cache') },
  ],
  inconclusive: [
    {
      name: 'only what is for everybody was seen by several',
      operations: ['GET /notices', 'GET /items/{item_id}'],
      identities: [{ name: 'alice', bearer: 'token-alice', subjects: ['alice'], owns: { item_id: ['i-4471'] } }],
      api: notices,
      message: 'nonePrivate',
    },
  ],
});
