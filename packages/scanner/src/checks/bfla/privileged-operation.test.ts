import { notesApi, refusal, served, smallSpec, testCheck } from '@middlebrick/testing';
import check from './privileged-operation.ts';

const operations = ['GET /me', 'GET /admin/users'];
const alice = { name: 'alice', bearer: 'token-alice', subjects: ['alice'] };
const root = { name: 'rosa', bearer: 'token-rosa', subjects: ['rosa'], role: 'admin' };
const identities = [alice, root];
const users = {
  users: [
    { name: 'alice', plan: 'free' },
    { name: 'bob', plan: 'team' },
  ],
};

/** `GET /admin/users` as `answer` says. */
const admin = (answer: (me: string) => Response, anonymous?: () => Response) =>
  notesApi({
    other: (me, url) => (url.pathname === '/admin/users' ? answer(me) : undefined),
    anonymous: ({ url }) => (url.pathname === '/admin/users' ? anonymous?.() : undefined),
  });
const onlyRosa = (others: (me: string) => Response) => admin((me) => (me === 'rosa' ? served(users) : others(me)));

testCheck(check, {
  vulnerable: [
    {
      name: 'asks only whether one is signed in',
      operations,
      identities,
      api: admin(() => served(users)),
      message: 'sameAsAdmin',
      confidence: 'confirmed',
    },
    {
      name: 'asks nothing',
      operations,
      identities,
      api: admin(
        () => served(users),
        () => served(users),
      ),
      message: 'anonymousToo',
      confidence: 'confirmed',
    },
    {
      name: 'answers ordinary users, and no administrator is there to compare',
      operations,
      api: admin(() => served(users)),
      message: 'withoutAdmin',
      confidence: 'tentative',
    },
    {
      name: 'calls itself administrative by a tag',
      spec: {
        ...smallSpec(['GET /me']),
        paths: {
          '/me': { get: { responses: { 200: { description: 'ok' } } } },
          '/reports': { get: { tags: ['Back-office', 'Admin'], responses: { 200: { description: 'ok' } } } },
        },
      },
      identities,
      api: notesApi({ other: (_, url) => (url.pathname === '/reports' ? served(users) : undefined) }),
      message: 'sameAsAdmin',
    },
  ],
  hardened: [
    {
      name: 'refuses ordinary users with 403',
      operations,
      identities,
      api: onlyRosa(() => refusal(403)),
      message: 'refused',
    },
    { name: 'hides itself behind 404', operations, identities, api: onlyRosa(() => refusal(404)), message: 'refused' },
    {
      name: 'answers with an empty list',
      operations,
      identities,
      api: onlyRosa(() => served({ users: [] })),
      message: 'refused',
    },
    {
      name: 'shows every user itself',
      operations,
      identities,
      api: onlyRosa((me) => served({ users: [{ name: me }] })),
      message: 'different',
    },
    {
      name: 'is declared to be public',
      spec: { ...smallSpec(operations), security: [] },
      identities,
      api: admin(
        () => served(users),
        () => served(users),
      ),
      message: 'declaredPublic',
    },
    {
      name: 'has an administrator in the text only',
      operations: ['GET /me', 'GET /admin/users'],
      identities,
      api: onlyRosa(() => served({})),
      message: 'refused',
    },
  ],
  inconclusive: [
    {
      name: 'is a gateway with one answer for everything',
      operations,
      api: notesApi({ other: () => served({ message: 'welcome to the gateway' }) }),
      message: 'noAnswer',
    },
    {
      name: 'is a gateway that tells every user what was asked for',
      operations,
      api: notesApi({ other: (me, url) => served({ hello: me, path: url.pathname, link: url.href }) }),
      message: 'noAnswer',
    },
    {
      name: 'refuses the administrator as well',
      operations,
      identities,
      api: admin(() => refusal(403)),
      message: 'adminRefused',
    },
    { name: 'breaks for everybody', operations, identities, api: admin(() => refusal(500)), message: 'noAnswer' },
    {
      name: 'breaks for ordinary users',
      operations,
      identities,
      api: onlyRosa(() => refusal(500)),
      message: 'noAnswer',
    },
    {
      name: 'only the administrator is given',
      operations,
      identities: [root],
      api: onlyRosa(() => refusal(403)),
      message: 'notCalled',
    },
    {
      name: 'needs an id that nobody knows',
      operations: ['GET /me', 'GET /admin/users/{user_code}'],
      identities,
      api: notesApi(),
      message: 'notCalled',
    },
  ],
});
