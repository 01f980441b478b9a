import { callerOf, testCheck } from '@middlebrick/testing';
import check from './cacheable-private.ts';

/** Refuses anonymous callers twice, for as long as the identities are proven, and serves everybody afterwards. */
const opened = () => {
  let refusals = 0;
  return (request: Request): Response =>
    callerOf(request) === null && ++refusals <= 2
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
    { name: 'everything became public', operations: ['GET /notices'], api: opened, message: 'nonePrivate' },
  ],
});
