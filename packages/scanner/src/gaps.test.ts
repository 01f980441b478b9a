import type { Activity, CoverageCell, Method, NotMade, Operation, ReportedIdentity } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import noLoginThrottle from './checks/auth/no-login-throttle.ts';
import foreignObjectWrite from './checks/bola/foreign-object-write.ts';
import type { Hit } from './define-check.ts';
import { gapsOf, identityRemedy, untestedReasons } from './gaps.ts';
import type { ReportParts } from './report.ts';

function operation(id: string): Operation {
  const [method = 'GET', path = '/'] = id.split(' ');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  return {
    id,
    method: method as Method,
    path,
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' }, examples: [] })),
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'link',
  };
}

const names = ['alice', 'bob'];

function person(name: string): ReportedIdentity {
  return { name, credential: 'bearer', subjects: [], isPrivileged: false, isAlive: true, proof: 'GET /me' };
}

interface Scan {
  mode?: 'read-only' | 'active';
  operations?: string[];
  identities?: string[];
  coverage?: CoverageCell[];
  hits?: Hit[];
  registration?: Activity['registration'];
  notMade?: NotMade[];
}

const shop = ['GET /notes', 'POST /register', 'POST /login', 'POST /notes', 'PUT /notes/{note_id}', 'POST /ping'];

function parts(scan: Scan): ReportParts {
  const { mode = 'active', operations = shop, identities = names, coverage = [], hits = [] } = scan;
  const { registration, notMade = [] } = scan;
  const all = operations.map(operation);
  const callable = all.filter(({ method }) => method === 'GET');
  return {
    facts: {
      start: {
        id: 's',
        seed: 7,
        mode,
        startedAt: '2026-11-21T09:30:00.000Z',
        target: 'http://127.0.0.1:5000',
        scope: [],
        checks: [],
      },
      surface: { source: 'links', warnings: [], operations: all, callable },
      end: {
        survey: { objects: 0, owned: 0, requests: 0, statuses: [], stack: [] },
        skipped: [],
        lost: [],
        identities: identities.map(person),
        cells: [],
        policy: null,
        requests: 0,
        finishedAt: '2026-11-21T09:30:01.000Z',
        ...(registration === undefined
          ? {}
          : { activity: { registration, made: 0, removed: 0, leftovers: [], notMade } }),
      },
    },
    checks: [foreignObjectWrite, noLoginThrottle],
    decided: { coverage, hits },
    findings: [],
    stack: [],
    settings: { version: '0.1.0' },
  };
}

const write = 'bola/foreign-object-write';
const registered: Activity['registration'] = {
  accounts: 2,
  how: 'POST /register, then POST /login',
  operations: ['POST /register', 'POST /login'],
};
const writesOf = (scan: Scan) => gapsOf(parts(scan)).filter(({ subject }) => subject.startsWith('writes'));

test('operations by which nothing could be made are named with what the API said, the first three of them', () => {
  const notMade = ['orders', 'carts', 'tags', 'labels', 'boards'].map((name) => ({
    operation: `POST /${name}`,
    reason: `POST /${name} answers 422 to alice`,
  }));
  const ofMaking = gapsOf(parts({ registration: registered, notMade })).filter(({ subject }) =>
    subject.startsWith('nothing could be made'),
  );
  expect(ofMaking.map(({ count, subject, remedy }) => [count, subject, remedy])).toEqual([
    [1, 'nothing could be made by POST /orders', remedyOf('orders')],
    [1, 'nothing could be made by POST /carts', remedyOf('carts')],
    [1, 'nothing could be made by POST /tags', remedyOf('tags')],
    [
      2,
      'nothing could be made by POST /labels, POST /boards',
      'the JSON report has the reasons under notMade; give their bodies examples that work',
    ],
  ]);
});

function remedyOf(name: string): string {
  return `POST /${name} answers 422 to alice. Give its body an example that works`;
}

describe('the writes that were not tested', () => {
  test('are offered to --active by a scan that only reads', () => {
    expect(writesOf({ mode: 'read-only', identities: [] })).toEqual([
      {
        count: 5,
        unit: 'operation',
        subject: 'writes',
        remedy:
          'give --active: only objects that it makes itself are written to; a POST that only searches can be named under reads:',
      },
    ]);
  });

  test('want two users where nobody can register', () => {
    const [gap] = writesOf({ mode: 'read-only', operations: ['POST /notes'], identities: ['alice'] });
    expect(gap?.remedy).toMatch(/^give --active and two users: /);
    const [enough] = writesOf({ mode: 'read-only', operations: ['POST /notes'] });
    expect(enough?.remedy).toMatch(/^give --active: /);
  });

  test('are told by reason in an active scan', () => {
    const coverage: CoverageCell[] = [
      { check: write, operation: 'PUT /notes/{note_id}', outcome: 'inconclusive', reason: 'No spare object was made.' },
      { check: write, operation: 'POST /notes', outcome: 'hardened' },
      { check: 'auth/no-login-throttle', operation: null, outcome: 'hardened' },
    ];
    expect(writesOf({ coverage, registration: { ...registered, operations: ['POST /register'] } })).toEqual([
      {
        count: 1,
        unit: 'operation',
        subject: 'writes: POST /login',
        remedy: 'registers, signs in or out: asked about as a whole, by auth/no-login-throttle',
      },
      {
        count: 1,
        unit: 'operation',
        subject: 'writes: PUT /notes/{note_id}',
        remedy: 'no spare object was made',
      },
      {
        count: 1,
        unit: 'operation',
        subject: 'writes: POST /ping',
        remedy: 'names nobody and no object, so no check has a question for it',
      },
    ]);
  });

  test('share a row where they share a reason, and a long row is cut', () => {
    const operations = ['POST /a', 'POST /b', 'POST /c', 'POST /d'];
    expect(writesOf({ operations }).map(({ count, subject }) => [count, subject])).toEqual([
      [4, 'writes: POST /a, POST /b, POST /c, …'],
    ]);
  });

  test('do not hold those by which users registered, nor those that a finding names', () => {
    const hit: Hit = {
      check: noLoginThrottle,
      operation: undefined,
      judgment: { outcome: 'vulnerable', message: 'm', confidence: 'confirmed', proof: [], places: ['POST /ping'] },
    };
    const reasons = untestedReasons(parts({ registration: registered, hits: [hit] }));
    expect([...reasons.keys()]).toEqual(['POST /notes', 'PUT /notes/{note_id}']);
  });
});

describe('what would give two users to compare', () => {
  const remedy = (scan: Scan) => identityRemedy(parts(scan).facts);

  test('is --active, where the API registers users', () => {
    expect(remedy({ mode: 'read-only', identities: [] })).toBe(
      'give --active, which registers users of its own, or two identities: --as alice=bearer:… --as bob=bearer:…',
    );
    expect(remedy({ mode: 'read-only', operations: ['GET /notes'], identities: ['alice'] })).toBe(
      'give a second identity: --as bob=bearer:…',
    );
  });

  test('is what the registration that failed asks for', () => {
    const failed = { accounts: 0, how: 'it wants a captcha', remedy: 'give users that exist' };
    expect(remedy({ identities: [], registration: failed })).toBe('give users that exist');
    const gap = gapsOf(parts({ identities: [], registration: failed })).find(({ unit }) => unit === 'check');
    expect(gap).toMatchObject({
      subject: 'object level: who else can read or write it',
      remedy: 'give users that exist',
    });
  });
});
