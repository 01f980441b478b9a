import type { Exchange, JsonObject } from '@middlebrick/model';
import {
  type ApiCase,
  answered,
  callerOf,
  operation,
  refusedWith,
  runCheck,
  smallSpec,
  testCheck,
  unanswered,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
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
const emptyFor = (isMeant: boolean): Response | undefined => (isMeant ? new Response(null) : undefined);

const two = ['GET /me', 'GET /locker'];
/** Two operations behind one refusal; only what `isForgotten` says of the second is let through. */
const lockerApi =
  (isForgotten: (request: Request) => boolean) =>
  (request: Request): Response => {
    const isLocker = new URL(request.url).pathname === '/locker';
    if (!isMe(request) && !isLocker) return status(404);
    if (callerOf(request) === null && !(isLocker && isForgotten(request))) return status(401);
    const profile = profileOf(callerOf(request));
    return request.method === 'HEAD'
      ? new Response(null, { headers: { 'content-length': String(text.length) } })
      : profile;
  };

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
    {
      name: 'serves OPTIONS what one of two identities may read',
      operations: two,
      api: (request: Request) => {
        if (isMe(request)) return api(always)(request);
        if (request.method === 'OPTIONS') return Response.json(profiles.bob);
        return callerOf(request) === 'alice' ? status(403) : lockerApi(() => false)(request);
      },
      message: 'served',
      finding: { proof: [{ shows: ['nickname', 'motto', 'locker'] }, { shows: [] }, {}] },
    },
    {
      name: 'forgets OPTIONS on the second of two operations that refuse alike',
      operations: two,
      api: lockerApi((request) => request.method === 'OPTIONS'),
      message: 'served',
    },
    {
      name: 'refuses OPTIONS on the second of two operations with the data in the body',
      operations: two,
      api: (request: Request) =>
        request.method === 'OPTIONS' && !isMe(request)
          ? Response.json(profiles.alice, { status: 401 })
          : lockerApi(() => false)(request),
      message: 'served',
    },
    {
      name: 'obeys an override to OPTIONS on the second of two operations that refuse alike',
      operations: two,
      api: lockerApi((request) => request.method !== 'OPTIONS' && override(request) === 'OPTIONS'),
      message: 'served',
    },
    {
      name: 'forgets HEAD on the second of two operations that refuse alike',
      operations: two,
      api: lockerApi((request) => request.method === 'HEAD'),
      message: 'headers',
    },
    {
      name: 'forgets OPTIONS everywhere',
      operations: two,
      api: (request: Request) =>
        request.method === 'OPTIONS' ? profileOf(callerOf(request)) : lockerApi(() => false)(request),
      message: 'served',
      count: 2,
    },
  ],
  hardened: [
    {
      name: 'guards two operations in the same way',
      operations: two,
      api: lockerApi(() => false),
      message: 'alike',
    },
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
      name: 'shows only what changes with every reading',
      operations,
      api: () => {
        let count = 0;
        return api(always, () => Response.json({ ticket: `ticket-${count++}-of-many` }));
      },
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

const reading = (identity: string, exchange: Exchange, id = 'GET /mine') => ({
  operation: id,
  identity,
  exchange,
  values: {},
  request: { method: 'GET', path: id.replace('GET ', '') },
});

test('asks of reads that somebody can make and nobody may', () => {
  const asks = (id: string, ...baselines: object[]) => check.appliesTo(operation(id), { baselines } as never);
  const [mine, other] = [reading('alice', answered({})), reading('alice', refusedWith(403))];
  const nobody = (exchange: Exchange) => reading('anonymous', exchange);
  expect(asks('GET /mine', mine)).toBe(true);
  expect(asks('GET /mine', nobody(refusedWith(401)), mine)).toBe(true);
  expect(asks('GET /mine', nobody(refusedWith(403)), other, mine)).toBe(true);
  expect(asks('POST /mine', mine)).toMatch(/^Only reads/);
  expect(asks('GET /mine', nobody(answered({})), mine)).toMatch(/does not refuse/);
  expect(asks('GET /mine', nobody(refusedWith(404)), mine)).toMatch(/does not refuse/);
  expect(asks('GET /mine', nobody(refusedWith(401)), other)).toMatch(/No identity/);
  expect(asks('GET /nowhere', mine)).toMatch(/No identity/);
});

test('asks no more of what turns out to be open', async () => {
  const sent: string[] = [];
  const open = (request: Request): Response => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/users/')) sent.push(request.method);
    if (pathname === '/me' && callerOf(request) === null) return status(401);
    return Response.json({ id: 'alice', nickname: 'Alice the first' });
  };
  const { messages } = await runCheck(check, { name: 'open', operations: ['GET /me', 'GET /users/{id}'], api: open });
  expect(messages).toContain('hardened:open');
  expect(new Set(sent)).toEqual(new Set(['GET']));
});

describe('one operation stands for others', () => {
  /** What an anonymous caller gets; 401 where nothing is said. */
  type Refusal = (request: Request, path: string) => Response | undefined;
  const all = async (refusal: Refusal, entry: Partial<ApiCase>): Promise<unknown[]> => {
    const guarded = (request: Request): Response => {
      const path = new URL(request.url).pathname;
      if (callerOf(request) === null) return refusal(request, path) ?? status(401);
      const kind = path.split('/')[1];
      const records = [1, 2].map((number) => ({ id: `${kind}-4${number}`, motto: `Rivers know the way to ${number}` }));
      return Response.json(/s$/.test(path) ? records : records[0]);
    };
    const { report } = await runCheck(check, { name: 'many', operations: two, api: guarded, ...entry });
    const asked = report.coverage.filter(({ outcome }) => outcome !== 'skipped');
    return asked.map(({ operation, reason = '' }) => /answered as at (.+?),/.exec(reason)?.[1] ?? operation);
  };
  const isLocker = (path: string): boolean => path === '/locker';
  const says = (error: string): Response => Response.json({ error }, { status: 401 });
  const secured = smallSpec(two, { security: [{ token: [] }] });
  const free: JsonObject = { '/free': { get: { security: [], responses: { 200: { description: 'ok' } } } } };
  const spec: JsonObject = { ...secured, paths: { ...free, ...(secured.paths as JsonObject) } };

  test.each<[string, Refusal, unknown[], Partial<ApiCase>?]>([
    ['for the next that refuses alike', () => undefined, ['GET /me', 'GET /me']],
    [
      'with answers to OPTIONS that hold nothing',
      ({ method }) => emptyFor(method === 'OPTIONS'),
      ['GET /me', 'GET /me'],
    ],
    ['not for one that refuses in other words', (_, path) => (isLocker(path) ? says('no key') : undefined), two],
    [
      'not for one that is not refused alike under another method',
      ({ method }, path) => (method === 'HEAD' && isLocker(path) ? status(405) : undefined),
      two,
    ],
    [
      'for one whose refusal only names another object',
      (_, path) => says(`no token for ${path.split('/')[2] ?? 'lists'}`),
      ['GET /notes', 'GET /notes/{id}', 'GET /notes', 'GET /notes/{id}'],
      { operations: ['GET /notes', 'GET /notes/{id}', 'GET /files', 'GET /files/{id}'] },
    ],
    ['for one that declares the same security', () => undefined, ['GET /free', 'GET /me', 'GET /me'], { spec }],
    ['not when OPTIONS brings something', ({ method }) => (method === 'OPTIONS' ? status(200) : undefined), two],
    [
      'not for one whose OPTIONS brings more',
      ({ method }, path) =>
        method !== 'OPTIONS' ? undefined : isLocker(path) ? status(200) : new Response(null, { status: 200 }),
      two,
    ],
    ['not when HEAD succeeds', ({ method }) => emptyFor(method === 'HEAD'), two],
    [
      'not when it breaks under one spelling',
      (request) => (override(request) === 'HEAD' ? status(500) : undefined),
      two,
    ],
    [
      'when it is among the first three',
      (_, path) => (path < '/d' ? says(`not to ${path}`) : undefined),
      ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e'],
      { operations: ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e'] },
    ],
    [
      'when it is among the first three that are guarded',
      (_, path) => (path < '/d' ? Response.json({ path }) : undefined),
      ['GET /d', 'GET /d'],
      { operations: ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e'] },
    ],
    [
      'when it is asked with GET',
      () => undefined,
      ['GET /me'],
      { operations: ['POST /search', 'GET /me'], reads: ['POST /search'] },
    ],
  ])('%s', async (_, refusal, expected, entry = {}) => {
    expect(await all(refusal, entry)).toEqual(expected);
  });
});

test('what came of the other methods', () => {
  const held = answered({ title: 'Blood test on Friday', body: 'Fasting since the evening' });
  const judged = (parts: object) =>
    check.judge(
      {
        owner: [held, held],
        refused: refusedWith(401),
        echoes: [],
        tried: [],
        head: null,
        nowhere: null,
        example: '',
        ...parts,
      } as never,
      operation('GET /mine'),
    );
  const [refused, lost] = [
    { kind: 'POST', exchange: refusedWith(405) },
    { kind: 'PUT', exchange: unanswered() },
  ];
  expect(judged({ tried: [refused, lost] })).toEqual({ outcome: 'hardened', message: 'refused' });
  expect(judged({ tried: [lost, lost] })).toMatchObject({ message: 'unanswered' });
  expect(judged({ tried: [refused], example: 'GET /other' })).toEqual({
    outcome: 'hardened',
    message: 'alike',
    details: { example: 'GET /other' },
  });
  expect(judged({ tried: [refused, { kind: 'TRACE', exchange: held }] })).toMatchObject({
    message: 'served',
    kind: 'TRACE',
    details: { way: 'TRACE' },
    proof: [{ role: 'owner' }, { role: 'control' }, { role: 'anonymous' }],
  });
  expect(judged({ refused: refusedWith(404), tried: [refused] })).toMatchObject({ message: 'open' });
  expect(judged({ refused: refusedWith(500) })).toMatchObject({ message: 'unanswered' });
  expect(judged({ owner: [answered({}), answered({})], tried: [refused] })).toMatchObject({
    message: 'nothingPrivate',
  });
  const common = { clinic: 'Blue River Clinic' };
  expect(
    judged({
      owner: [answered(common), answered(common)],
      refused: refusedWith(401, { error: 'sign in', ...common }),
      tried: [{ kind: 'OPTIONS', exchange: answered(common) }],
    }),
  ).toMatchObject({ message: 'nothingPrivate' });

  const headed = (length: number, parts: object = {}, status = 200) => {
    const head = answered('', { status, headers: [['content-length', `${length}`]] });
    return judged({ tried: [refused], head, nowhere: refusedWith(404), ...parts });
  };
  const bytes = held.response?.bytes ?? 0;
  expect(headed(bytes)).toMatchObject({
    message: 'headers',
    severity: 'low',
    proof: [{ role: 'owner' }, { role: 'control' }, { role: 'control' }, { role: 'anonymous' }],
  });
  expect(headed(bytes + 1)).toMatchObject({ message: 'refused' });
  expect(headed(bytes, {}, 401)).toMatchObject({ message: 'refused' });
  expect(headed(bytes, { nowhere: answered('') })).toMatchObject({ message: 'refused' });
  expect(headed(2, { owner: [answered({}), answered({})] })).toMatchObject({ message: 'nothingPrivate' });
});
