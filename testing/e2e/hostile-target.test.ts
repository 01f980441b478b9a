import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport, TransportRequest } from '@middlebrick/http';
import { fnv1a64, isScanError, type Report, reportSchema } from '@middlebrick/model';
import { renderHtml, renderJson, renderSarif, renderTerminal } from '@middlebrick/report';
import { checks, type IdentityInput, identityConfigSchema, type ScanEvent, scan } from '@middlebrick/scanner';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutTo, type HostileAnswer, hostileAnswer, hostileJson, hostileNames, hostileTexts } from './hostile-values.ts';

const seed = 20_240_607;
const maxRequests = 700;
const identities: readonly IdentityInput[] = [
  { name: 'alice', bearer: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl', subjects: ['alice'] },
  { name: 'bob', bearer: 'token-of-bob-4471', cookie: 'session=cookie-of-bob-9913', subjects: ['bob'] },
];

const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);
let folder = '';

beforeAll(async () => {
  process.on('unhandledRejection', onRejection);
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
});
afterAll(async () => {
  process.off('unhandledRejection', onRejection);
  await rm(folder, { recursive: true, force: true });
});

interface Hostile {
  answer: (request: TransportRequest, count: number) => HostileAnswer;
  spec?: string;
  identities?: readonly IdentityInput[];
}

interface Outcome {
  report?: Report;
  code?: string;
  requests: number;
}

/** Scans one hostile target with every check. Anything thrown but a ScanError fails the test. */
async function scanHostile(hostile: Hostile): Promise<Outcome> {
  let requests = 0;
  const transport: Transport = {
    dispatch: async (request) => cutTo(hostile.answer(request, requests++), request),
  };
  const spec = hostile.spec === undefined ? undefined : join(folder, 'openapi.json');
  if (spec !== undefined) await writeFile(spec, hostile.spec ?? '');
  const events: ScanEvent[] = [];
  try {
    const report = await scan({
      target: 'http://hostile.test',
      ...(spec === undefined ? {} : { spec }),
      identities: (hostile.identities ?? identities).map((identity) => identityConfigSchema.parse(identity)),
      checks,
      seed: 7,
      version: '0.0.0',
      reads: ['POST /search'],
      budget: { maxRequests, requestTimeoutMs: 500, totalTimeoutMs: 20_000, maxBodyBytes: 200_000 },
      transport,
      onEvent: (event) => events.push(event),
    });
    expect(JSON.stringify(events).length).toBeGreaterThan(0);
    return { report, requests };
  } catch (error) {
    if (!isScanError(error)) throw error;
    expect(error.message.length).toBeLessThan(10_000);
    return { code: error.code, requests };
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** What holds of every scan, whatever the target and its specification are. */
function assertSound({ report, requests }: Outcome): void {
  expect(requests).toBeLessThanOrEqual(maxRequests);
  expect(rejections).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  if (report === undefined) return;
  expect(report.coverage.filter((cell) => cell.outcome === 'broken')).toEqual([]);
  const json = renderJson(report);
  const parsed = reportSchema.parse(JSON.parse(json));
  expect(parsed.requests).toBe(requests);
  expect(() => JSON.parse(renderSarif(report))).not.toThrow();
  for (const options of [{}, { verbose: true, width: 40 }, { quiet: true }]) {
    expect(renderTerminal(report, { color: false, width: 80, ...options })).not.toMatch(steering);
  }
  assertInert(renderHtml(report));
}

/** The page has its two scripts and nothing more, and its data is the JSON of one of them. */
function assertInert(page: string): void {
  const scripts = page.match(/<script/g) ?? [];
  expect(scripts).toHaveLength(2);
  const data = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  expect(data).not.toMatch(/[<>\u2028\u2029]/);
  expect(() => JSON.parse(data)).not.toThrow();
}

/** One of these answers for each question, the same one each time unless `moody`. */
function pick(pool: readonly HostileAnswer[], isMoody: boolean): Hostile['answer'] {
  return (request, count) => {
    const caller = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
    const index = fnv1a64(`${request.path} ${caller} ${isMoody ? count : ''}`) % BigInt(pool.length);
    return pool[Number(index)] as HostileAnswer;
  };
}

function json(value: unknown, status = 200): HostileAnswer {
  const body = Buffer.from(JSON.stringify(value) ?? 'null');
  return { status, headers: [['content-type', 'application/json']], body };
}

/** An API that works and tells everybody everything, and whose ids, names and values are hostile. */
function leaky(ids: readonly string[], extra: unknown, names: readonly string[]): Hostile['answer'] {
  return (request) => {
    const { pathname } = new URL(request.origin + request.path);
    const caller = request.headers.some(([name]) => name.toLowerCase() === 'authorization');
    if (pathname.endsWith('/me')) return caller ? json({ id: ids[0], username: 'alice', extra }) : json({}, 401);
    const objects = ids.map((id, index) => ({
      id,
      owner_id: index % 2 === 0 ? 'alice' : 'bob',
      ...Object.fromEntries(names.map((name, at) => [name, `${hostileTexts[(at * 7 + index) % 20]} secret ${id}`])),
      extra,
    }));
    const wanted = safelyDecoded(pathname.split('/').at(-1) ?? '');
    const found = objects.find((object) => object.id === wanted);
    if (found !== undefined) return json(found);
    return /notes|search|users$/.test(pathname) ? json({ items: objects, next_cursor: ids[1] }) : json({ wanted }, 404);
  };
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an id of this API.
    return text;
  }
}

const specification = {
  openapi: '3.1.0',
  info: { title: 'hostile', version: '1' },
  servers: [{ url: 'http://attacker.test:9/{v}', variables: { v: { default: '../x' } } }],
  security: [{ token: [] }],
  paths: {
    '/me': { get: { responses: { 200: { description: 'ok' } } } },
    '/notes': {
      get: {
        parameters: [
          { name: 'owner_id', in: 'query', schema: { type: 'string' } },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          { name: 'cursor', in: 'query', schema: { type: 'string' } },
        ],
        responses: { 200: { description: 'ok' } },
      },
    },
    '/notes/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      get: {
        summary: 'Read a note',
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } },
        },
      },
    },
    '/users/{user_id}/notes/{id}': { get: { parameters: [{ $ref: '#/components/parameters/id' }] } },
    '/search': {
      post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } } },
    },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'n-1' } },
    schemas: {
      Note: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string' },
          title: { type: 'string', pattern: '^(a+)+$' },
          next: { $ref: '#/components/schemas/Note' },
        },
      },
    },
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
};

const hostilePath = fc.constantFrom(
  '/a\r\nHost: attacker.test/{id}',
  '//attacker.test/{id}',
  'http://attacker.test/{id}',
  '/{__proto__}/{constructor}',
  '/{a{b}c}/{}',
  '/$(touch owned)/`id`/{id}',
  '/\u202e/\u001b[2J/{id}',
  '/notes/{id}/../../{id}',
  '/%00/%/%zz/{id}',
  `/${'{id}/'.repeat(50)}`,
  `/${'x'.repeat(1_900)}/{id}`,
  '/</script>/{id}',
  '/𝕏/{𝕏}',
  '/notes/{id}?x={y}#{z}',
);

const weirdNode: fc.Arbitrary<unknown> = fc.oneof(
  hostileJson,
  fc.constantFrom<unknown[]>(
    { $ref: '#' },
    { $ref: '#/components/schemas/Note' },
    { $ref: '#/components/parameters/id/../id' },
    { $ref: 'http://attacker.test/spec.json#/x' },
    { $ref: '../../../../etc/passwd' },
    { $ref: 'openapi.json#/paths' },
    { $ref: '#/__proto__' },
    { $ref: 5 },
    { allOf: [{ $ref: '#/components/schemas/Note' }, { $ref: '#/components/schemas/Note' }] },
    { name: 'a\r\nHost: x', in: 'header', required: true, example: 'v\r\nx: y' },
    { name: '__proto__', in: 'path', required: true, example: '__proto__' },
    { name: 'authorization', in: 'header', required: true, example: 'Bearer x' },
    { name: 'host', in: 'header', required: true, example: 'attacker.test' },
    { name: 'transfer-encoding', in: 'header', required: true, example: 'chunked' },
    { name: 'x y', in: 'cookie', required: true, example: ';\u0000' },
    { type: 'string', pattern: '(a+)+$', minLength: 1e9, maxLength: -1, example: undefined },
    { type: 'array', minItems: 1e12, items: { type: 'integer', minimum: 1e300, multipleOf: 1e-300 } },
    { type: ['object', 'null', 5], required: 'id', properties: [] },
    Array.from({ length: 3_000 }, (_, index) => ({ name: `p${index}`, in: 'query', required: true, example: 'x' })),
  ),
);

/** The specification with some of its parts replaced, wherever they are. */
function mutated(changes: readonly (readonly [number, unknown])[], paths: readonly string[]): string {
  const document = structuredClone(specification) as unknown as Record<string, unknown>;
  for (const [position, value] of changes) {
    const places = placesIn(document);
    const place = places[position % places.length];
    if (place !== undefined)
      Object.defineProperty(place.holder, place.key, { value, enumerable: true, writable: true, configurable: true });
  }
  const original = specification.paths['/notes/{id}'];
  const more = Object.fromEntries(paths.map((path) => [path, original]));
  return JSON.stringify({ ...document, paths: { ...(Object(document.paths) as object), ...more } });
}

function placesIn(value: unknown): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [{ holder: value, key }, ...placesIn(child)]);
}

describe('a hostile target gives a sound report or an error in words', () => {
  test('whatever it answers, found by its links', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileAnswer, { minLength: 1, maxLength: 12 }), fc.boolean(), async (pool, isMoody) =>
        assertSound(await scanHostile({ answer: pick(pool, isMoody) })),
      ),
      { seed, numRuns: 8 },
    );
  });

  test('whatever it answers to what its specification says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileAnswer, { minLength: 1, maxLength: 12 }), fc.boolean(), async (pool, isMoody) =>
        assertSound(await scanHostile({ answer: pick(pool, isMoody), spec: JSON.stringify(specification) })),
      ),
      { seed, numRuns: 25 },
    );
  });

  test('whatever its ids and values are, when it leaks them all', async () => {
    let found = 0;
    const ids = fc.uniqueArray(
      fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 12 })),
      {
        minLength: 2,
        maxLength: 6,
      },
    );
    const names = fc.uniqueArray(fc.constantFrom(...hostileNames), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(ids, hostileJson, names, async (given, extra, fields) => {
        const outcome = await scanHostile({ answer: leaky(given, extra, fields), spec: JSON.stringify(specification) });
        assertSound(outcome);
        found += outcome.report?.findings.length ?? 0;
      }),
      { seed, numRuns: 25 },
    );
    // Otherwise nothing hostile was ever in a report.
    expect(found).toBeGreaterThan(20);
  });

  test('whatever its specification is', async () => {
    const change = fc.tuple(fc.nat(500), weirdNode);
    const answer = leaky(['n-7f31c9', 'n-51e6aa'], 'x', ['title', 'email']);
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 6 }),
        fc.array(hostilePath, { maxLength: 4 }),
        async (changes, paths) => assertSound(await scanHostile({ answer, spec: mutated(changes, paths) })),
      ),
      { seed, numRuns: 50 },
    );
  });

  test.each([
    ['ten thousand levels deep', `{"openapi":"3.1.0","paths":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_001)}`],
    ['a reference to itself', '{"openapi":"3.1.0","paths":{"$ref":"#/paths"}}'],
    ['schemas that unfold without end', doubling()],
    [
      'aliases that unfold without end',
      `openapi: 3.1.0\na0: &a0 [x,x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}\npaths: {}`,
    ],
    ['many operations', manyOperations()],
    ['many parameters', manyParameters()],
  ])('a specification with %s', async (_name, spec) => {
    assertSound(await scanHostile({ answer: leaky(['n-1', 'n-2'], 'x', ['title']), spec }));
  });
});

/** Every schema holds the next one twice, so that its sample would double forty times. */
function doubling(): string {
  const schemas = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `#/components/schemas/S${index + 1}` };
      return [
        `S${index}`,
        { type: 'object', required: ['a', 'b'], properties: { a: next, b: next }, allOf: [next, next] },
      ];
    }),
  );
  const body = { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } } };
  const responses = { 200: { description: 'ok', ...body } };
  return JSON.stringify({
    openapi: '3.1.0',
    paths: { '/search': { post: { requestBody: body, responses } }, '/notes/{id}': { get: { responses } } },
    components: { schemas },
  });
}

function manyOperations(): string {
  const paths = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`/notes${index}/{id}`, { get: {} }]));
  return JSON.stringify({ openapi: '3.1.0', paths });
}

function manyParameters(): string {
  const parameters = Array.from({ length: 5_000 }, (_, index) => ({ name: `id_${index}`, in: 'query', example: 'x' }));
  return JSON.stringify({ openapi: '3.1.0', paths: { '/notes': { get: { parameters } }, '/notes/{id}': { get: {} } } });
}
