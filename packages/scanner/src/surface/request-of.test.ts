import { type Operation, type Parameter, pathParameters, type Surface } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surfaceFromOpenApi } from './openapi.ts';
import type { StyledParameter } from './openapi-parameters.ts';
import { requestOf } from './request-of.ts';

const empty: Surface = { operations: [], securitySchemes: [], source: '', warnings: [], resolve: (node) => node };

function operation(path: string, parameters: readonly (Partial<StyledParameter> & { name: string })[] = []): Operation {
  const full = parameters.map((given): Parameter => ({ in: 'query', required: true, examples: [], ...given }));
  return {
    id: `GET ${path}`,
    method: 'GET',
    path,
    parameters: full,
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'openapi',
  };
}

const text = { type: 'string' };

describe('values go where their parameter stands', () => {
  test.each([
    ['path', operation('/users/{id}'), { id: 'a/b c?' }, { path: '/users/a%2Fb%20c%3F' }],
    ['dots in a path', operation('/users/{id}'), { id: '..' }, { path: '/users/%2E%2E' }],
    ['half a surrogate pair', operation('/users/{id}'), { id: '\ud800' }, { path: '/users/%EF%BF%BD' }],
    ['two in one segment', operation('/a/{x}-{y}.json'), { x: '1', y: '2' }, { path: '/a/1-2.json' }],
    ['literals are encoded, encoded ones are not', operation('/a b/%41/{x/ü'), {}, { path: '/a%20b/%41/%7Bx/%C3%BC' }],
    ['query', operation('/a', [{ name: 'q&', required: false }]), { 'q&': 'x=&y' }, { path: '/a?q%26=x%3D%26y' }],
    [
      'header',
      operation('/a', [{ name: 'X-Tenant', in: 'header' }]),
      { 'X-Tenant': 't' },
      { path: '/a', headers: [['X-Tenant', 't']] },
    ],
    [
      'cookie',
      operation('/a', [
        { name: 'a', in: 'cookie' },
        { name: 'b', in: 'cookie' },
      ]),
      { a: '1;', b: '2' },
      { path: '/a', headers: [['Cookie', 'a=1%3B; b=2']] },
    ],
    ['values of no parameter are not sent', operation('/a'), { other: 'x' }, { path: '/a' }],
  ])('%s', (_, given, values, request) => {
    expect(requestOf(given, values, empty)).toEqual({ method: 'GET', ...request });
  });
});

describe('required parameters without a value', () => {
  test.each([
    ['an example', { name: 'q', examples: ['shoes', 'hats'] }, '/a?q=shoes'],
    ['an allowed value', { name: 'kind', examples: ['x'], schema: { enum: ['x', 'y'] } }, '/a?kind=x'],
    ['the least legal value', { name: 'year', schema: { type: 'integer', minimum: 2000 } }, '/a?year=2000'],
    ['a format', { name: 'day', schema: { type: 'string', format: 'date' } }, '/a?day=2024-01-01'],
    ['a list', { name: 'q', examples: [['a', 'b']] }, '/a?q=a&q=b'],
    ['a list in one', { name: 'q', examples: [['a', 'b,c']], explode: false }, '/a?q=a,b%2Cc'],
    ['a list with pipes', { name: 'q', examples: [['a', 'b']], style: 'pipeDelimited' }, '/a?q=a%7Cb'],
    ['a list with spaces', { name: 'q', examples: [['a', 'b']], style: 'spaceDelimited' }, '/a?q=a%20b'],
    ['an object', { name: 'q', examples: [{ a: 1, b: 'x' }] }, '/a?a=1&b=x'],
    ['an object in one', { name: 'q', examples: [{ a: 1, b: 'x' }], explode: false }, '/a?q=a,1,b,x'],
    ['a deep object', { name: 'q', examples: [{ a: 1 }], style: 'deepObject' }, '/a?q[a]=1'],
  ])('are filled with %s', (_, parameter, path) => {
    expect(requestOf(operation('/a', [parameter]), {}, empty)?.path).toBe(path);
  });

  test.each([
    ['an id in the path', operation('/users/{id}', [{ name: 'id', in: 'path', examples: ['7'] }]), {}],
    ['an id in the query', operation('/a', [{ name: 'user_id', examples: ['7'] }]), {}],
    ['an empty segment', operation('/users/{id}'), { id: '' }],
    ['a pattern that is not understood', operation('/a', [{ name: 'q', schema: { ...text, pattern: '(a)\\1' } }]), {}],
    ['a header with a line break', operation('/a', [{ name: 'X-A', in: 'header' }]), { 'X-A': 'a\r\nb: c' }],
  ])('%s: no request', (_, given, values) => {
    expect(requestOf(given, values, empty)).toBeUndefined();
  });

  test('the path of a choice is filled, as no object is chosen by it', () => {
    const given = operation('/{lang}/news', [{ name: 'lang', in: 'path', examples: ['en'] }]);
    expect(requestOf(given, {}, empty)?.path).toBe('/en/news');
  });

  test('parameters of a security scheme are left to the credential', () => {
    const surface: Surface = {
      ...empty,
      securitySchemes: [{ name: 'k', type: 'apiKey', in: 'query', parameter: 'API_KEY' }],
    };
    expect(requestOf(operation('/a', [{ name: 'api_key', examples: ['x'] }]), {}, surface)?.path).toBe('/a');
  });

  test('names of the prototype find nothing', () => {
    const given = operation('/a', [
      { name: 'constructor', required: false },
      { name: 'toString', required: false },
    ]);
    expect(requestOf(given, {}, empty)).toEqual({ method: 'GET', path: '/a' });
  });
});

describe('bodies', () => {
  const spec = (schema: unknown, mediaType = 'application/json', extra = {}) =>
    surfaceFromOpenApi(
      {
        openapi: '3.1.0',
        paths: {
          '/search': { post: { requestBody: { required: true, content: { [mediaType]: { schema, ...extra } } } } },
        },
        components: {
          schemas: {
            Page: { type: 'object', required: ['limit'], properties: { limit: { type: 'integer', minimum: 5 } } },
          },
        },
      },
      { location: 'spec.json', baseUrl: new URL('http://h:1') },
    );
  const request = (surface: Surface, values: Record<string, string> = {}) =>
    requestOf(surface.operations[0] as Operation, values, surface);
  const schema = {
    type: 'object',
    required: ['text', 'user_id', 'exact'],
    properties: { text, user_id: { type: 'integer' }, exact: { type: 'boolean' }, unused: text, note: text },
  };

  test('required fields from the schema, values in the type of their field', () => {
    expect(request(spec(schema), { user_id: '42', note: 'n', exact: 'true' })).toEqual({
      method: 'POST',
      path: '/search',
      headers: [['Content-Type', 'application/json']],
      body: '{"text":"a","user_id":42,"exact":true,"note":"n"}',
    });
  });

  test('a required field that names an object and has no value: no request', () => {
    expect(request(spec(schema))).toBeUndefined();
  });

  test('an example is the ground to build on', () => {
    const surface = spec(schema, 'application/json', {
      example: { text: 'hello', user_id: 1, exact: false, more: [1] },
    });
    expect(request(surface, { user_id: '2' })?.body).toBe('{"text":"hello","user_id":2,"exact":false,"more":[1]}');
  });

  test('parts of allOf add up', () => {
    const surface = spec({
      allOf: [{ $ref: '#/components/schemas/Page' }, { required: ['q'], properties: { q: text } }],
    });
    expect(request(surface)?.body).toBe('{"limit":5,"q":"a"}');
  });

  test('forms', () => {
    const surface = spec(
      { type: 'object', required: ['q'], properties: { q: text } },
      'application/x-www-form-urlencoded',
    );
    expect(request(surface, { q: 'a&b' })).toMatchObject({
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'q=a%26b',
    });
  });

  test('media types that are not made: no request', () => {
    expect(request(spec(schema, 'multipart/form-data'), { user_id: '1' })).toBeUndefined();
  });
});

const names = fc.oneof(
  fc.constantFrom('id', 'user_id', 'a', '__proto__', 'constructor', 'x.y', 'é'),
  fc.string({ maxLength: 8 }),
);
const templates = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 8 }),
      names.map((name) => `{${name}}`),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join('/'));

test('a path always begins with a slash and has nothing unfilled, unsafe or raised in it', () => {
  fc.assert(
    fc.property(templates, fc.dictionary(names, fc.string({ unit: 'binary' })), (template, given) => {
      const values = {
        ...given,
        ...Object.fromEntries(pathParameters(template).map((name) => [name, given[name] ?? 'v'])),
      };
      const path = requestOf(operation(template), values, empty)?.path;
      if (path === undefined) return;
      expect(path).toMatch(/^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/%]*$/);
      expect(path.split('/').length).toBeLessThanOrEqual(template.split('/').length + 1);
    }),
  );
});

test('the value of a path parameter comes back out of the path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
      const path = requestOf(operation('/users/{id}/posts'), { id: value }, empty)?.path ?? '';
      expect(decodeURIComponent(path.split('/')[2] ?? '')).toBe(value);
    }),
  );
});
