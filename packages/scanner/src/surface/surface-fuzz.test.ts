import { isScanError, type Surface } from '@middlebrick/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { exampleValue } from './example-value.ts';
import { isIdentifierParameter } from './identifier-parameter.ts';
import { linksIn, pathsInScript } from './links.ts';
import { surfaceFromOpenApi } from './openapi.ts';
import { parseSpec } from './parse-spec.ts';
import { requestOf } from './request-of.ts';
import { sampleSchema } from './sample-schema.ts';
import { specUrlsIn } from './spec-places.ts';
import { looksStateChanging } from './state-changing.ts';

const baseUrl = new URL('http://127.0.0.1:5000');

const specification = {
  openapi: '3.1.0',
  servers: [{ url: 'https://{host}/api', variables: { host: { default: 'prod.example.com' } } }],
  security: [{ token: [] }],
  paths: {
    '/users/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      get: {
        operationId: 'getUser',
        summary: 'Get a user',
        tags: ['users'],
        parameters: [
          {
            name: 'filter',
            in: 'query',
            required: true,
            style: 'deepObject',
            schema: { $ref: '#/components/schemas/User' },
          },
        ],
        responses: {
          200: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
            links: { again: { operationId: 'getUser', parameters: { id: '$response.body#/id' } } },
          },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/User' }, example: { id: 1 } } },
        },
      },
    },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } } },
    schemas: {
      User: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'integer' },
          name: { type: 'string', pattern: '^[a-z]+$' },
          friend: { $ref: '#/components/schemas/User' },
        },
        allOf: [{ $ref: '#/components/schemas/User' }],
      },
    },
    securitySchemes: { token: { type: 'apiKey', in: 'query', name: 'token' } },
  },
};

/** Everything that is done with a surface, so that what is lazy is exercised too. */
function use(surface: Surface): void {
  for (const operation of surface.operations) {
    looksStateChanging(operation);
    const values = Object.fromEntries(operation.parameters.map((parameter) => [parameter.name, 'v']));
    for (const given of [{}, values]) {
      const path = requestOf(operation, given, surface)?.path;
      if (path !== undefined) expect(path).toMatch(/^\/[^{}\s]*$/);
    }
    for (const parameter of operation.parameters) {
      isIdentifierParameter(parameter, operation);
      exampleValue(parameter, surface);
    }
    for (const { schema } of operation.responses)
      if (schema !== undefined) sampleSchema(surface.resolve(schema), surface);
  }
  expect(surface.warnings.length).toBeLessThanOrEqual(51);
}

/** Runs and gives the code of a ScanError; anything else that is thrown fails the test. */
function survives(run: () => void): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (isScanError(error)) return error.code;
    throw error;
  }
}

function parseAndUse(text: string): void {
  const { document } = parseSpec(text, { location: 'spec' });
  use(surfaceFromOpenApi(document, { location: 'spec', baseUrl }));
}

test('the document that is mutated is read whole when it is left alone', () => {
  const surface = surfaceFromOpenApi(specification, { location: 'spec', baseUrl });
  expect(surface.operations.map(({ id }) => id)).toEqual(['GET /api/users/{id}', 'POST /api/users/{id}']);
  expect(requestOf(surface.operations[1] as Surface['operations'][number], { id: '5' }, surface)).toEqual({
    method: 'POST',
    path: '/api/users/5',
    headers: [['Content-Type', 'application/json']],
    body: '{"id":5,"name":"a"}',
  });
  use(surface);
});

test('any JSON at all, and any JSON in the place of the paths and components', () => {
  const json = fc.jsonValue({ depthSize: 'medium' });
  fc.assert(
    fc.property(json, (value) => void survives(() => use(surfaceFromOpenApi(value, { location: 'x', baseUrl })))),
  );
  const document = fc.record({
    openapi: fc.constantFrom('3.0.0', '3.1.0'),
    paths: json,
    components: json,
    servers: json,
    security: json,
  });
  fc.assert(
    fc.property(document, (value) => {
      expect(survives(() => use(surfaceFromOpenApi(value, { location: 'x', baseUrl })))).toBeUndefined();
    }),
  );
});

/** Every place in a document, as paths of keys. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => placesOf(child, [...path, key]))];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1e308,
    '',
    '\u0000',
    '__proto__',
    [],
    {},
    [[]],
    { $ref: '#' },
    { $ref: '#/paths' },
    { $ref: '/' },
    { $ref: '%' },
    { type: ['x', null] },
    { allOf: [{ $ref: '#/components/schemas/User' }] },
    { required: ['__proto__'], properties: JSON.parse('{"__proto__":{"type":"string"}}') },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

test.each(['2.0', '3.0.3', '3.1.0', '3.2.0'])('a valid document with any parts replaced, as %s', (version) => {
  const marked =
    version === '2.0'
      ? { ...specification, openapi: undefined, swagger: version }
      : { ...specification, openapi: version };
  const places = placesOf(specification).filter((path) => path.length > 0 && path[0] !== 'openapi');
  const mutations = fc.array(fc.tuple(fc.constantFrom(...places), hostile), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(mutations, (changes) => {
      let document: unknown = marked;
      for (const [path, by] of changes) {
        // A place may be gone with an earlier change.
        if (survivesPath(document, path)) document = replaced(document, path, by);
      }
      expect(survives(() => use(surfaceFromOpenApi(document, { location: 'x', baseUrl })))).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

function survivesPath(value: unknown, path: readonly string[]): boolean {
  let current = value;
  for (const key of path.slice(0, -1)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return false;
    current = (current as Record<string, unknown>)[key];
  }
  return typeof current === 'object' && current !== null;
}

test.each([
  ['JSON', JSON.stringify(specification)],
  ['YAML', stringify(specification)],
])('the text of a valid document, cut and spliced: %s', (_, text) => {
  const edit = fc.tuple(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 5, unit: 'binary' }));
  fc.assert(
    fc.property(edit, ([start, length, inserted]) => {
      const spliced = text.slice(0, start) + inserted + text.slice(start + length);
      expect([undefined, 'BAD_SPEC']).toContain(survives(() => parseAndUse(spliced)));
    }),
    { numRuns: 150 },
  );
});

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => survives(() => parseAndUse(text)) === 'BAD_SPEC'));
});

test('readers of pages, scripts and answers take any text', () => {
  const pieces = fc.constantFrom(
    'href="',
    "fetch('",
    '/api/',
    '${',
    '}',
    '{',
    ':id',
    'url: "',
    '"',
    "'",
    '<',
    '>',
    ' ',
    '=',
    '\\',
    '//',
    'spec-url=',
    '%',
    '?a=',
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 60 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (body) => {
      specUrlsIn(body);
      for (const { path } of pathsInScript(body, baseUrl).links) expect(path).toMatch(/^\//);
      for (const [type, content] of [
        ['text/html', body],
        ['application/json', JSON.stringify({ href: body, items: [body] })],
      ] as const) {
        const response = {
          status: 200,
          headers: [['content-type', type]] as [string, string][],
          body: content,
          bytes: 0,
          truncated: false,
        };
        const exchange = {
          id: 'x1',
          identity: 'a',
          purpose: '',
          request: { method: 'GET', url: 'http://127.0.0.1:5000/a', headers: [] },
          response,
          startedAt: '',
          milliseconds: 0,
        };
        for (const { path } of linksIn(exchange, baseUrl)) expect(path).toMatch(/^\//);
      }
    }),
  );
});

test('long hostile texts are searched in one pass', () => {
  const size = 200_000;
  for (const piece of ['href="', 'fetch(', 'fetch(     ', '"/api/', '{{{', 'url:', 'src=', '<', '${']) {
    const text = piece.repeat(size / piece.length);
    expect(specUrlsIn(text).length).toBeLessThanOrEqual(10);
    expect(pathsInScript(text, baseUrl).links.length).toBeLessThanOrEqual(200);
  }
});
