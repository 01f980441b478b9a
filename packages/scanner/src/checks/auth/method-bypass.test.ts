import type { Exchange } from '@middlebrick/model';
import { answered, callerOf, operation, refusedWith, testCheck, unanswered } from '@middlebrick/testing';
import { expect, test } from 'vitest';
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
      name: 'forgets OPTIONS on the second of two operations that refuse alike',
      operations: two,
      api: lockerApi((request) => request.method === 'OPTIONS'),
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
});
