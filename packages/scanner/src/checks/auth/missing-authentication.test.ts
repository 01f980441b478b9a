import { callerOf, operation, smallSpec, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './missing-authentication.ts';

const notes: Readonly<Record<string, { id: string; owner: string; title: string; text: string }>> = {
  'n-77120': { id: 'n-77120', owner: 'alice', title: 'Rivers know the way', text: 'Lock 4471, blue door' },
  'n-77121': { id: 'n-77121', owner: 'bob', title: 'Nails before paint', text: 'Lock 9052, green door' },
};
const records: Readonly<Record<string, object>> = {
  alice: { login: 'alice', national_insurance_number: 'QQ123456C', ssn: '536-22-8145', salary: 61200 },
  bob: { login: 'bob', ssn: '219-09-4521', salary: 58300 },
};
const status = (code: number): Response => Response.json({ error: 'refused' }, { status: code });
const whoami = (request: Request): Response =>
  callerOf(request) === null ? status(401) : Response.json({ login: callerOf(request) });
const listOf = (caller: string | null): Response =>
  caller === null ? status(401) : Response.json(Object.values(notes).filter(({ owner }) => owner === caller));
const noteAt = (path: string): Response => {
  const note = notes[path.slice('/notes/'.length)];
  return note === undefined ? status(404) : Response.json(note);
};

function api(routes: Readonly<Record<string, (request: Request, path: string) => Response>>) {
  return (request: Request): Response => {
    const path = new URL(request.url).pathname;
    if (path === '/whoami') return whoami(request);
    const route = Object.keys(routes).find(
      (prefix) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)),
    );
    return route === undefined ? status(404) : (routes[route]?.(request, path) ?? status(404));
  };
}

const noteOperations = ['GET /whoami', 'GET /notes', 'GET /notes/{id}'];
const secured = (operations: readonly string[]) =>
  smallSpec(operations, {
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });

testCheck(check, {
  vulnerable: [
    {
      name: 'hands out identity documents and pay to anyone',
      operations: ['GET /whoami', 'GET /staff'],
      api: api({ '/staff': () => Response.json(Object.values(records)) }),
      message: 'class',
      finding: {
        severity: 'critical',
        proof: [
          { role: 'owner', label: 'alice' },
          { label: 'a credential that nobody issued' },
          { role: 'anonymous', note: 'the same private values' },
        ],
      },
    },
    {
      name: 'hands them out where nobody can sign in',
      operations: ['GET /staff'],
      identities: [],
      api: api({ '/staff': () => Response.json(Object.values(records)) }),
      message: 'class',
      confidence: 'firm',
      finding: {
        proof: [{ label: 'a credential that nobody issued' }, { label: 'anonymous', note: 'private values' }],
      },
    },
    {
      name: 'promises a credential and hands out addresses without one',
      spec: secured(['GET /whoami', 'GET /members']),
      api: api({ '/members': () => Response.json([{ name: 'Alice Moor', email: 'alice.moor@rivers.example' }]) }),
      message: 'declared',
      finding: { severity: 'high', details: { class: 'contact data' } },
    },
    {
      name: 'guards the list of notes and forgets the note',
      operations: noteOperations,
      api: api({ '/notes': (request) => listOf(callerOf(request)), '/notes/': (_, path) => noteAt(path) }),
      message: 'guarded',
      confidence: 'firm',
      finding: {
        severity: 'high',
        details: { guard: 'GET /notes' },
        proof: [
          { role: 'owner', label: 'alice (owner)' },
          { role: 'control', label: 'anonymous, GET /notes', exchange: { response: { status: 401 } } },
          { role: 'control', label: 'a credential that nobody issued' },
          { role: 'anonymous' },
        ],
      },
    },
    {
      name: 'promises a credential and serves the note without one',
      spec: secured(noteOperations),
      api: api({ '/notes': (request) => listOf(callerOf(request)), '/notes/': (_, path) => noteAt(path) }),
      message: 'declared',
      confidence: 'confirmed',
    },
  ],
  hardened: [
    {
      name: 'refuses with 401',
      operations: noteOperations,
      api: api({
        '/notes': (request) => listOf(callerOf(request)),
        '/notes/': (request, path) => (callerOf(request) === null ? status(401) : noteAt(path)),
      }),
      message: 'refused',
    },
    {
      name: 'sends anonymous callers to the login page',
      operations: ['GET /whoami', 'GET /staff'],
      api: api({
        '/staff': (request) =>
          callerOf(request) === null
            ? new Response(null, { status: 302, headers: { location: '/login' } })
            : Response.json(Object.values(records)),
      }),
      message: 'refused',
    },
    {
      name: 'is a public catalogue',
      operations: ['GET /whoami', 'GET /books'],
      api: api({
        '/books': () =>
          Response.json([{ id: 1, title: 'A history of bridges', price: 21.5, publisher: 'contact@bridges.example' }]),
      }),
      message: 'public',
    },
    {
      name: 'shows public profiles beside private ones',
      operations: ['GET /whoami', 'GET /users/{login}'],
      api: api({ '/users/': (_, path) => Response.json({ login: path.slice(7), bio: 'I build bridges and boats' }) }),
      message: 'public',
    },
    {
      name: 'answers anonymous callers with an empty list',
      operations: ['GET /whoami', 'GET /staff'],
      api: api({ '/staff': (request) => Response.json(callerOf(request) === null ? [] : Object.values(records)) }),
      message: 'other',
    },
  ],
  inconclusive: [
    {
      name: 'breaks without a credential',
      operations: ['GET /whoami', 'GET /staff'],
      api: api({
        '/staff': (request) => (callerOf(request) === null ? status(500) : Response.json(Object.values(records))),
      }),
      message: 'unanswered',
    },
  ],
});

test('asks of reads that were called', () => {
  const asks = (id: string, known: object) =>
    check.appliesTo(operation(id), { baselines: [], objects: [], ...known } as never);
  const called = { baselines: [{ operation: 'GET /other' }, { operation: 'GET /mine' }] };
  expect(asks('GET /mine', called)).toBe(true);
  expect(asks('GET /mine', { objects: [{ operation: 'GET /mine' }] })).toBe(true);
  expect(asks('GET /nowhere', called)).toMatch(/could not be called/);
  expect(asks('POST /mine', { baselines: [{ operation: 'POST /mine' }] })).toMatch(/^Only reads/);
});
