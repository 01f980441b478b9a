import type { Method, Operation, Parameter, Surface } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { surfaceOfCode, withRoutes } from './routes-of-code.ts';

function operation(id: string, more: Partial<Operation> = {}): Operation {
  const [method, path = '/'] = id.split(' ');
  return {
    id,
    method: method as Method,
    path,
    parameters: [],
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'code',
    ...more,
  };
}

const code = (...ids: string[]) => ({ operations: ids.map((id) => operation(id)), source: 'the code in x' });

const described = (...operations: Operation[]): Surface => ({
  operations: operations.map((one) => ({ ...one, source: 'openapi' })),
  securitySchemes: [],
  source: 'openapi.yaml (OpenAPI 3.1.0)',
  warnings: ['a remark'],
  resolve: (node) => ({ ...node, isResolved: true }),
});

const idsOf = ({ operations }: Surface): string[] => operations.map(({ id, source }) => `${id} ${source}`);

describe('a surface of code alone', () => {
  test.each([
    ['http://h/', ['GET /a', 'GET /b/{id}'], ['GET /a code', 'GET /b/{id} code'], []],
    // A proxy serves it below /v1.
    ['http://h/v1/', ['GET /a'], ['GET /a code'], []],
    // The code has the path itself.
    [
      'http://h/v1',
      ['GET /v1/a', 'GET /health'],
      ['GET /a code'],
      ['1 route of the code is not below /v1 and left out.'],
    ],
    [
      'http://h/v1',
      ['GET /v1/a', 'GET /x', 'GET /y'],
      ['GET /a code'],
      ['2 routes of the code are not below /v1 and left out.'],
    ],
  ])('below %s %j', (url, ids, expected, warnings) => {
    const surface = surfaceOfCode(code(...ids), new URL(url), ['before']);
    expect(idsOf(surface)).toEqual(expected);
    expect(surface.warnings).toEqual(['before', ...warnings]);
    expect(surface.source).toBe('the code in x');
  });
});

describe('a specification and the code', () => {
  test('are one surface: routes that are not described come after it', () => {
    const surface = withRoutes(
      described(operation('GET /users/{userId}')),
      code('GET /users/{id}', 'GET /hidden'),
      new URL('http://h/'),
    );
    expect(idsOf(surface)).toEqual(['GET /users/{userId} openapi', 'GET /hidden code']);
    expect(surface.source).toBe('openapi.yaml (OpenAPI 3.1.0) and the code in x');
    expect(surface.warnings).toEqual(['a remark']);
    expect(surface.resolve({ type: 'string' })).toEqual({ type: 'string', isResolved: true });
  });

  test('the path that only the specification has stands before routes of the code, too', () => {
    const surface = withRoutes(
      described(operation('GET /v1/users'), operation('GET /v1/users/{id}')),
      code('GET /users', 'GET /users/{name}', 'GET /hidden'),
      new URL('http://h/'),
    );
    expect(idsOf(surface)).toEqual(['GET /v1/users openapi', 'GET /v1/users/{id} openapi', 'GET /v1/hidden code']);
  });

  test('the base URL may hold that path as well', () => {
    const surface = withRoutes(
      described(operation('GET /users')),
      code('GET /v1/users', 'GET /v1/hidden'),
      new URL('http://h/v1'),
    );
    expect(idsOf(surface)).toEqual(['GET /users openapi', 'GET /hidden code']);
  });

  test('the code adds what the specification leaves out, and changes nothing that it says', () => {
    const schema = { type: 'string', format: 'uuid' };
    const body = { mediaType: 'application/json', required: true, schema: { type: 'object' }, examples: [] };
    const inPath: Parameter = { name: 'id', in: 'path', required: true, examples: [] };
    const query: Parameter = {
      name: 'limit',
      in: 'query',
      required: false,
      schema: { type: 'integer' },
      examples: [],
    };
    const inCode = operation('PUT /notes/{id}', { parameters: [{ ...inPath, schema }, query], body });
    const of = (...parts: Operation[]) =>
      withRoutes(described(...parts), { operations: [inCode], source: 'x' }, new URL('http://h/')).operations;
    const named = { ...inPath, name: 'noteId' };
    expect(of(operation('PUT /notes/{noteId}', { parameters: [named] }))).toEqual([
      operation('PUT /notes/{noteId}', { parameters: [{ ...named, schema }, query], body, source: 'openapi' }),
    ]);
    const whole = operation('PUT /notes/{noteId}', {
      parameters: [
        { ...named, schema: { type: 'integer' } },
        { ...query, schema: { type: 'string' } },
      ],
      body: { ...body, mediaType: 'text/csv' },
    });
    expect(of(whole)).toEqual([{ ...whole, source: 'openapi' }]);
  });

  test('without code nothing changes', () => {
    const surface = described(operation('GET /a'));
    expect(withRoutes(surface, undefined, new URL('http://h/'))).toBe(surface);
  });
});
