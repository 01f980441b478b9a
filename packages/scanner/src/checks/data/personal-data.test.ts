import { callerOf, smallSpec, testCheck } from '@middlebrick/testing';
import check from './personal-data.ts';

const people = ['carol', 'dave', 'erin', 'frank'].map((name) => ({ name, email: `${name}@example.com` }));
const only = (body: (caller: string) => unknown) => (request: Request) => {
  const caller = callerOf(request);
  return caller === null ? Response.json({ error: 'sign in' }, { status: 401 }) : Response.json(body(caller));
};
const ssns: Record<string, string> = { alice: '123-45-6789', bob: '223-45-6789' };

testCheck(check, {
  vulnerable: [
    {
      name: 'anybody reads the directory',
      operations: ['GET /people'],
      api: (_: Request) => Response.json(people),
      message: 'anonymous',
      confidence: 'confirmed',
    },
    {
      name: 'anybody reads a person',
      operations: ['GET /people/first'],
      api: (_: Request) => Response.json({ ssn: '123-45-6789' }),
      message: 'anonymous',
    },
    {
      name: 'every user reads the whole directory',
      operations: ['GET /people'],
      api: only(() => ({ items: people })),
      message: 'strangers',
      confidence: 'confirmed',
    },
    {
      name: 'addresses of authors on a page that is declared public',
      spec: smallSpec(['GET /authors'], { security: [] }),
      api: (_: Request) => Response.json(people),
      message: 'anonymous',
    },
    {
      name: 'a list shows the other caller as well',
      operations: ['GET /me', 'GET /payroll'],
      api: (request) =>
        request.url.endsWith('/me')
          ? only((me) => ({ id: me, ssn: ssns[me] }))(request)
          : only(() => Object.entries(ssns).map(([id, ssn]) => ({ id, ssn })))(request),
      message: 'strangers',
    },
  ],
  hardened: [
    {
      name: 'callers read themselves',
      operations: ['GET /me'],
      api: only((me) => ({ id: me, email: `${me}@example.com`, ssn: ssns[me] })),
      message: 'clean',
    },
    {
      name: 'everybody has an address book of their own',
      operations: ['GET /contacts'],
      api: only((me) => people.map(({ name }) => ({ name, email: `${name}@${me}.example.com` }))),
    },
    {
      name: 'the mailbox of the business is public',
      operations: ['GET /about'],
      api: (_: Request) => Response.json({ email: 'support@example.com', phone: '1-800-275-2273' }),
    },
    {
      name: 'numbers that only look like cards',
      operations: ['GET /orders'],
      api: only(() => people.map((_, index) => ({ order_id: `411111111111111${index}`, at: '2026-01-15T10:00:00Z' }))),
    },
  ],
  inconclusive: [
    {
      name: 'nobody is served',
      operations: ['GET /people'],
      api: (_: Request) => Response.json({}, { status: 403 }),
      message: 'unserved',
    },
    {
      name: 'one identity reads a list of people',
      operations: ['GET /people'],
      identities: [{ name: 'alice', bearer: 'token-alice', subjects: ['alice'] }],
      api: only(() => people),
      message: 'alone',
    },
    {
      name: 'colleagues of one tenant find each other in a directory',
      operations: ['GET /people'],
      identities: ['alice', 'bob'].map((name) => ({ name, bearer: `token-${name}`, subjects: [name], tenant: 'acme' })),
      api: only(() => people),
      message: 'colleagues',
    },
  ],
});
