import { answered, callerOf, operation, refusedWith, smallSpec, testCheck, unanswered } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './declared-not-enforced.ts';

const status = (code: number): Response => Response.json({ error: 'refused' }, { status: code });
const secured = smallSpec(['GET /whoami', 'GET /stations'], {
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
});
const stations = (): Response => Response.json([{ id: 4, place: 'Harbour bridge', level: 2.1 }]);

const api =
  (answer: (caller: string | null, request: Request) => Response) =>
  (request: Request): Response => {
    const caller = callerOf(request);
    if (new URL(request.url).pathname === '/whoami')
      return caller === null ? status(401) : Response.json({ login: caller });
    return new URL(request.url).pathname === '/stations' ? answer(caller, request) : status(404);
  };

testCheck(check, {
  vulnerable: [
    {
      name: 'never asks for the token it declares',
      spec: secured,
      api: api(stations),
      message: 'ignored',
      confidence: 'confirmed',
    },
  ],
  hardened: [
    {
      name: 'asks for it',
      spec: secured,
      api: api((caller) => (caller === null ? status(401) : stations())),
      message: 'enforced',
    },
    {
      name: 'refuses with 403',
      spec: secured,
      api: api((caller) => (caller === null ? status(403) : stations())),
      message: 'enforced',
    },
    {
      name: 'refuses a made-up token only',
      spec: secured,
      api: api((caller, request) =>
        caller === null && request.headers.has('authorization') ? status(422) : stations(),
      ),
      message: 'enforced',
    },
    {
      name: 'gives anonymous callers an empty list',
      spec: secured,
      api: api((caller) => (caller === null ? Response.json([]) : stations())),
      message: 'enforced',
    },
    {
      name: 'serves what is private, which is another finding',
      spec: secured,
      api: api(() => Response.json([{ name: 'Alice', ssn: '536-22-8145' }])),
      message: 'private',
    },
  ],
  inconclusive: [
    { name: 'is empty for everybody', spec: secured, api: api(() => Response.json([])), message: 'empty' },
    {
      name: 'breaks without a credential',
      spec: secured,
      api: api((caller) => (caller === null ? status(500) : stations())),
      message: 'unanswered',
    },
    {
      name: 'serves the same data at every path',
      spec: secured,
      api: () => stations(),
      message: 'everywhere',
    },
  ],
});

const required = operation('GET /mine', { security: [['bearer']] as never });
const at = (path: string, body: unknown) => answered(body, { url: `http://small.test${path}` });
const open = { state: 'open', places: 4 };
/** What is served to nobody; `parts` say what differs from the same small thing for everybody. */
const judged = (parts: object, of = required) =>
  check.judge(
    {
      owner: at('/mine', open),
      anonymous: at('/mine', open),
      served: { again: at('/mine', open), garbage: at('/mine', open) },
      absent: refusedWith(404),
      echoes: [],
      ...parts,
    } as never,
    of,
  );

test('what is served to anybody although a credential is required', () => {
  const several = operation('GET /mine', { security: [['bearer'], ['key', 'bearer']] as never });
  expect(judged({}, several)).toMatchObject({
    message: 'ignored',
    confidence: 'confirmed',
    details: { schemes: 'bearer or key' },
    proof: [{ role: 'owner' }, { role: 'control' }, { role: 'control' }, { role: 'anonymous' }],
  });
  expect(judged({ owner: undefined })).toMatchObject({ confidence: 'firm', proof: [{}, {}, {}] });
});

test.each<[string, object, string]>([
  [
    'a made-up credential brings other fields',
    { served: { again: at('/mine', open), garbage: at('/mine', { no: 1 }) } },
    'enforced',
  ],
  ['the owner is given other fields', { owner: at('/mine', { ...open, mine: 'more' }) }, 'enforced'],
  [
    'other values in the same fields',
    {
      served: { again: at('/mine', open), garbage: at('/mine', { places: 7, state: 'x' }) },
    },
    'ignored',
  ],
  ['a made-up credential breaks it', { served: { again: at('/mine', open), garbage: refusedWith(500) } }, 'unanswered'],
  ['nobody is refused', { anonymous: refusedWith(401), served: undefined }, 'enforced'],
  ['no answer came', { anonymous: unanswered(), served: undefined }, 'unanswered'],
  [
    'nothing is kept there for anybody',
    {
      owner: at('/mine', {}),
      anonymous: at('/mine', {}),
      served: { again: at('/mine', {}), garbage: at('/mine', {}) },
    },
    'empty',
  ],
  [
    'nobody is given an empty answer',
    { anonymous: at('/mine', {}), served: { again: at('/mine', {}), garbage: at('/mine', {}) } },
    'enforced',
  ],
  ['every path is answered alike', { absent: at('/zq41', open) }, 'everywhere'],
  ['no path to compare with was asked', { absent: null }, 'enforced'],
  [
    'nobody is refused the second time',
    { served: { again: refusedWith(401), garbage: at('/mine', open) } },
    'enforced',
  ],
  [
    'the owner is given other values in the same fields',
    { owner: at('/mine', { state: 'open since Monday morning', places: 4 }) },
    'enforced',
  ],
  [
    'a made-up credential brings an empty page',
    {
      owner: at('/mine', 'Open today'),
      anonymous: at('/mine', 'Open today'),
      served: { again: at('/mine', 'Open today'), garbage: at('/mine', '') },
    },
    'enforced',
  ],
  [
    'texts',
    {
      owner: at('/mine', 'Open today'),
      anonymous: at('/mine', 'Open today'),
      served: { again: at('/mine', 'Open today'), garbage: at('/mine', 'Shut today') },
    },
    'ignored',
  ],
])('%s', (_, parts, message) => {
  expect(judged(parts)).toMatchObject({ message });
});

test.each([
  ['/v1/stations?since=4', '/v1/no-stations'],
  ['/v1/stations/', '/v1/stations/no-no-such-place'],
  ['/', '/no-no-such-place'],
])('beside %s the path that nothing serves is %s', async (path, absent) => {
  const sent: string[] = [];
  const send = async (request: { path: string }) => {
    sent.push(request.path);
    return at(request.path, open);
  };
  const objects = ['GET /other', 'GET /mine'].map((id) => ({
    operation: id,
    owner: 'alice',
    values: {},
    request: { method: 'GET', path: id === required.id ? path : '/other' },
    exchange: at(path, open),
  }));
  const tools = {
    survey: { identities: [], baselines: [], objects },
    surface: { securitySchemes: [] },
    operation: required,
    send,
    derive: () => ({}),
    lookalike: (value: string) => `no-${value}`,
  };
  expect(await check.probe(tools as never)).toMatchObject({ absent: { response: { status: 200 } } });
  expect(sent).toEqual([path, path, path, absent]);
});

test('asks of reads that require a credential and were called', () => {
  const asks = (of: typeof required, known: object) =>
    check.appliesTo(of, { baselines: [], objects: [], ...known } as never);
  const called = { baselines: [{ operation: 'GET /other' }, { operation: 'GET /mine' }] };
  expect(asks(required, called)).toBe(true);
  expect(asks(required, { objects: [{ operation: 'GET /mine' }] })).toBe(true);
  expect(asks(required, { baselines: called.baselines.slice(0, 1) })).toMatch(/could not be called/);
  expect(asks({ ...required, method: 'POST' }, called)).toMatch(/^Only reads/);
  expect(asks({ ...required, security: null }, called)).toMatch(/requires no credential/);
});
