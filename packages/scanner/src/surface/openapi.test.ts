import { describe, expect, test } from 'vitest';
import { surfaceFromOpenApi } from './openapi.ts';

const local = new URL('http://127.0.0.1:5000');

function surfaceOf(document: Record<string, unknown>, baseUrl = local, location = 'spec.json') {
  return surfaceFromOpenApi({ openapi: '3.1.0', ...document }, { location, baseUrl });
}

const ok = { responses: { 200: { description: 'ok' } } };
const ids = (surface: { operations: readonly { id: string }[] }) => surface.operations.map(({ id }) => id);

describe('where paths begin', () => {
  const paths = { '/users': { get: ok } };

  test.each([
    ['no server', [], 'http://h:1', 'GET /users', []],
    ['a relative server', [{ url: '/api/v1/' }], 'http://h:1', 'GET /api/v1/users', []],
    ['the target itself', [{ url: 'http://h:1/api' }], 'http://h:1', 'GET /api/users', []],
    [
      'another host: its path alone is used',
      [{ url: 'https://prod.example.com/api/v1' }],
      'http://h:1',
      'GET /api/v1/users',
      ['The specification names the server prod.example.com; the scan stays on h:1 and uses only its path.'],
    ],
    [
      'several servers: the one on the target',
      [{ url: 'https://prod.example.com/v1' }, { url: 'http://h:1/v2' }],
      'http://h:1',
      'GET /v2/users',
      [],
    ],
    ['a target with the same path', [{ url: '/api' }], 'http://h:1/api', 'GET /users', []],
    [
      'a target with another path',
      [{ url: '/api' }],
      'http://h:1/proxy',
      'GET /users',
      ['The specification puts its paths below /api; the target URL puts them below /proxy.'],
    ],
    [
      'variables',
      [{ url: 'http://h:1/{stage}/{version}', variables: { stage: { default: 'dev' }, version: { enum: ['v3'] } } }],
      'http://h:1',
      'GET /dev/v3/users',
      [],
    ],
    [
      'a URL that is none',
      [{ url: 'http://[' }],
      'http://h:1',
      'GET /users',
      ['Server URLs that cannot be read are left out: http://[.'],
    ],
  ])('%s', (_, servers, target, id, warnings) => {
    const surface = surfaceOf({ servers, paths }, new URL(target));
    expect(ids(surface)).toEqual([id]);
    expect(surface.warnings).toEqual(warnings);
  });

  test('a relative server is relative to the place of the document', () => {
    const surface = surfaceOf({ servers: [{ url: 'v1' }], paths }, local, 'http://127.0.0.1:5000/docs/openapi.json');
    expect(ids(surface)).toEqual(['GET /docs/v1/users']);
    expect(surface.source).toBe('/docs/openapi.json (OpenAPI 3.1.0)');
  });

  test('servers of a path and of an operation stand in for those of the document', () => {
    const surface = surfaceOf({
      servers: [{ url: '/a' }],
      paths: {
        '/x': { servers: [{ url: '/b' }], get: ok, post: { ...ok, servers: [{ url: '/c' }] } },
        '/y': { get: ok },
      },
    });
    expect(ids(surface)).toEqual(['GET /b/x', 'POST /c/x', 'GET /a/y']);
  });
});

test('parameters of the path and of the operation are merged, the path first', () => {
  const surface = surfaceOf({
    paths: {
      '/a/{one}/{two}': {
        parameters: [
          { name: 'q', in: 'query', schema: { type: 'string' } },
          { name: 'two', in: 'path', schema: { type: 'string' } },
        ],
        get: {
          parameters: [
            { name: 'q', in: 'query', required: true, schema: { type: 'integer', enum: [3, 4] } },
            { name: 'Authorization', in: 'header' },
            { name: 'X-Trace', in: 'header', example: 't' },
            { name: 'bad header', in: 'header' },
            { in: 'query' },
          ],
        },
      },
    },
  });
  expect(surface.operations[0]?.parameters).toEqual([
    { name: 'one', in: 'path', required: true, examples: [] },
    { name: 'two', in: 'path', required: true, schema: { type: 'string' }, examples: [] },
    { name: 'q', in: 'query', required: true, schema: { type: 'integer', enum: [3, 4] }, examples: [3] },
    { name: 'X-Trace', in: 'header', required: false, examples: ['t'] },
  ]);
  expect(surface.warnings).toEqual([
    'Header parameters whose name cannot be sent are left out: GET /a/{one}/{two}.',
    'Parameters without a name or a known place are left out: GET /a/{one}/{two}.',
    'Path parameters without a definition are taken for texts: GET /a/{one}/{two}.',
  ]);
});

test('examples are gathered in the order in which they are to be tried, each once', () => {
  const parameter = {
    name: 'p',
    in: 'query',
    examples: { one: { value: 'b' }, two: { $ref: '#/components/examples/two' } },
    schema: { $ref: '#/components/schemas/P' },
  };
  const surface = surfaceOf({
    paths: { '/a': { get: { parameters: [parameter] } } },
    components: {
      examples: { two: { value: 'c' } },
      schemas: { P: { type: 'string', example: 'b', examples: ['d'], default: 'e', enum: ['f', 'g'] } },
    },
  });
  expect(surface.operations[0]?.parameters[0]?.examples).toEqual(['b', 'c', 'd', 'e', 'f']);
});

test('security: inherited, overridden, public, optional, broken', () => {
  const paths = {
    '/inherits': { get: ok },
    '/overrides': { get: { security: [{ a: [], b: ['read'] }, { c: [] }] } },
    '/public': { get: { security: [] } },
    '/optional': { get: { security: [{}, { a: [] }] } },
    '/broken': { get: { security: 'a' } },
  };
  const of = (document: Record<string, unknown>) => surfaceOf(document).operations.map(({ security }) => security);
  expect(of({ paths, security: [{ root: [] }] })).toEqual([
    [['root']],
    [['a', 'b'], ['c']],
    [],
    [[], ['a']],
    [['root']],
  ]);
  expect(of({ paths })).toEqual([null, [['a', 'b'], ['c']], [], [[], ['a']], null]);
});

test('links lead to operations, by id and by reference', () => {
  const links = {
    byId: { operationId: 'getUser', parameters: { 'path.id': '$response.body#/id' } },
    byReference: { operationRef: '#/paths/~1users~1%7Bid%7D/get', parameters: { id: '$response.body#/owner' } },
    lost: { operationId: 'nowhere', parameters: { id: '$response.body#/id' } },
  };
  const surface = surfaceOf({
    servers: [{ url: '/api' }],
    paths: {
      '/users': { post: { responses: { 201: { links } } } },
      '/users/{id}': { get: { operationId: 'getUser' } },
    },
  });
  expect(surface.operations[0]?.responses).toEqual([
    {
      status: '201',
      links: [
        { target: 'GET /api/users/{id}', parameter: 'id', expression: '$response.body#/id' },
        { target: 'GET /api/users/{id}', parameter: 'id', expression: '$response.body#/owner' },
      ],
    },
  ]);
});

describe('references', () => {
  test('schemas stay where they are in the document and are resolved when asked for', () => {
    const user = { type: 'object', properties: { friend: { $ref: '#/components/schemas/User' } } };
    const schema = { $ref: '#/components/schemas/User' };
    const surface = surfaceOf({
      paths: { '/a': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
      components: { schemas: { User: user } },
    });
    expect(surface.operations[0]?.body?.schema).toBe(schema);
    expect(surface.resolve(schema)).toBe(user);
    expect(surface.resolve(user.properties.friend)).toBe(user);
  });

  test.each([
    ['dangling', { $ref: '#/components/schemas/None' }, 'References that point nowhere are read as empty'],
    ['to itself', { $ref: '#/components/schemas/Self' }, 'References that lead back to themselves are read as empty'],
    ['in a circle', { $ref: '#/components/schemas/A' }, 'References that lead back to themselves are read as empty'],
    [
      'to the prototype',
      { $ref: '#/components/schemas/constructor' },
      'References that point nowhere are read as empty',
    ],
    [
      'to a host',
      { $ref: 'http://169.254.169.254/x#/a' },
      'References to other hosts are not followed and read as empty',
    ],
  ])('%s', (_, schema, warning) => {
    const schemas = {
      Self: { $ref: '#/components/schemas/Self' },
      A: { $ref: '#/components/schemas/B' },
      B: { $ref: '#/components/schemas/A' },
    };
    const surface = surfaceOf({ paths: { '/a': { get: ok } }, components: { schemas } });
    expect(surface.resolve(schema)).toEqual({});
    expect(surface.warnings).toHaveLength(1);
    expect(surface.warnings[0]).toContain(warning);
  });

  test('what stands beside a reference and limits it is kept', () => {
    const schemas = { Id: { type: 'string', description: 'an id' } };
    const surface = surfaceOf({ paths: { '/a': { get: ok } }, components: { schemas } });
    const node = { $ref: '#/components/schemas/Id', maxLength: 3, description: 'mine' };
    expect(surface.resolve(node)).toEqual({ type: 'string', description: 'an id', maxLength: 3 });
    expect(surface.resolve(node)).toBe(surface.resolve(node));
  });

  test('escaped pointers, path items and parameters', () => {
    const surface = surfaceOf({
      paths: { '/a/{id}': { $ref: '#/components/pathItems/a~1b%20c' } },
      components: { pathItems: { 'a/b c': { get: { parameters: [{ $ref: '#/x-p' }] } } } },
      'x-p': { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
    });
    expect(surface.operations[0]?.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, examples: [] },
    ]);
    expect(surface.warnings).toEqual([]);
  });
});

describe('what is broken costs itself alone', () => {
  test('doubles, odd paths, unknown methods', () => {
    const surface = surfaceOf({
      paths: {
        '/users/{id}': { get: ok },
        '/users/{name}': { get: { summary: 'again' }, post: ok },
        '/users/{id}/': { get: ok },
        'no-slash': { get: ok },
        '/q?action=list#top': { get: ok },
        '/files/{proxy+}': { get: { parameters: [{ name: 'proxy', in: 'path' }] } },
        '/control\u0007': { get: ok },
        '/text': 'text',
        '/broken': { get: 'text', delete: null, put: ok },
        '/search': { query: ok, additionalOperations: { COPY: ok }, get: ok },
        'x-extension': { get: ok },
        ['__proto__']: { get: ok },
      },
    });
    expect(ids(surface)).toEqual([
      'GET /users/{id}',
      'POST /users/{name}',
      'GET /users/{id}/',
      'GET /no-slash',
      'GET /q',
      'GET /files/{proxy}',
      'PUT /broken',
      'GET /search',
      'GET /__proto__',
    ]);
    expect([...surface.warnings].sort()).toEqual(
      [
        'Operations that are described twice are read once: GET /users/{name}.',
        'Path parameters without a definition are taken for texts: GET /users/{id}, POST /users/{name}, GET /users/{id}/.',
        'Paths are read without their query string or fragment: /q?action=list#top.',
        'Paths with control characters are left out: /control.',
        'Paths that are not objects are left out: /text.',
        'Operations that are not objects are left out: GET /broken, DELETE /broken.',
        'Operations of the method QUERY are left out: /search.',
        'Operations of methods other than the usual ones are left out: COPY /search.',
      ].sort(),
    );
  });

  test('warnings are grouped and their number is bounded', () => {
    const grouped = surfaceOf({
      paths: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`/p${index}`, 1])),
    });
    expect(grouped.warnings).toEqual([
      'Paths that are not objects are left out: /p0, /p1, /p2 and 497 more.',
      'The specification describes no operation.',
    ]);
    const servers = (index: number) => [{ url: `https://h${index}.example.com/` }];
    const paths = Object.fromEntries(
      Array.from({ length: 80 }, (_, index) => [`/p${index}`, { servers: servers(index), get: ok }]),
    );
    const { warnings } = surfaceOf({ paths });
    expect(warnings).toHaveLength(51);
    expect(warnings.at(-1)).toBe('… and 30 more warnings.');
  });

  test('10,000 schemas deep', () => {
    let schema: Record<string, unknown> = { type: 'string' };
    for (let depth = 0; depth < 10_000; depth++) schema = { type: 'object', properties: { a: schema } };
    const body = { required: true, content: { 'application/json': { schema } } };
    const surface = surfaceOf({ paths: { '/a': { post: { requestBody: body } } } });
    expect(surface.operations[0]?.body?.schema).toBe(schema);
  });

  test('no paths at all', () => {
    expect(surfaceOf({})).toMatchObject({ operations: [], warnings: ['The specification describes no operation.'] });
  });

  test('texts are shown without control characters', () => {
    const surface = surfaceOf({
      paths: { '/a': { get: { summary: 'red \u001b[31m\n\u202etext', tags: ['\u0007t', 4] } } },
    });
    expect(surface.operations[0]).toMatchObject({ summary: 'red [31m text', tags: ['t'] });
  });
});
