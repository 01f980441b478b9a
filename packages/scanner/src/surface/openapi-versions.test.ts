import type { Operation, Surface } from '@middlebrick/model';
import { upgrade } from '@scalar/openapi-upgrader';
import { describe, expect, test } from 'vitest';
import { surfaceFromOpenApi } from './openapi.ts';

const baseUrl = new URL('http://127.0.0.1:5000');

const note = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, pinned: { type: 'boolean' } },
};

const version2 = {
  swagger: '2.0',
  host: '127.0.0.1:5000',
  basePath: '/api',
  schemes: ['http'],
  consumes: ['application/json'],
  produces: ['application/xml', 'application/json'],
  security: [{ token: [] }],
  securityDefinitions: {
    token: { type: 'apiKey', in: 'header', name: 'X-Token' },
    login: { type: 'basic' },
  },
  paths: {
    '/notes': {
      get: {
        operationId: 'listNotes',
        summary: 'List notes',
        tags: ['notes'],
        security: [],
        parameters: [
          { name: 'tag', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' },
          { name: 'limit', in: 'query', type: 'integer', default: 20 },
        ],
        responses: {
          200: { description: 'ok', schema: { type: 'array', items: { type: 'object' } } },
          401: { description: 'no' },
        },
      },
      post: {
        security: [{ login: [] }, {}],
        parameters: [{ name: 'note', in: 'body', required: true, schema: { $ref: '#/definitions/Note' } }],
        responses: { 201: { description: 'made', schema: { $ref: '#/definitions/Note' } } },
      },
    },
    '/notes/{note_id}': {
      parameters: [{ $ref: '#/parameters/noteId' }],
      get: { deprecated: true, responses: { default: { description: 'ok', schema: { $ref: '#/definitions/Note' } } } },
      put: {
        consumes: ['application/x-www-form-urlencoded'],
        parameters: [
          { name: 'title', in: 'formData', type: 'string', required: true },
          { name: 'pinned', in: 'formData', type: 'boolean' },
        ],
        responses: { 204: { description: 'done' } },
      },
    },
  },
  parameters: { noteId: { name: 'note_id', in: 'path', required: true, type: 'string', description: 'Which note' } },
  definitions: { Note: note },
};

const json = (schema: unknown) => ({ content: { 'application/xml': { schema }, 'application/json': { schema } } });
const noteReference = { $ref: '#/components/schemas/Note' };

const version3 = (openapi: string) => ({
  openapi,
  servers: [
    {
      url: 'http://{host}:5000/{base}',
      variables: { host: { default: '127.0.0.1' }, base: { enum: ['api'], default: 'api' } },
    },
  ],
  security: [{ token: [] }],
  paths: {
    '/notes': {
      get: {
        operationId: 'listNotes',
        summary: 'List notes',
        tags: ['notes'],
        security: [],
        parameters: [
          { name: 'tag', in: 'query', style: 'pipeDelimited', schema: { type: 'array', items: { type: 'string' } } },
          { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } },
        ],
        responses: {
          200: { description: 'ok', ...json({ type: 'array', items: { type: 'object' } }) },
          401: { description: 'no' },
        },
      },
      post: {
        security: [{ login: [] }, {}],
        requestBody: { required: true, content: { 'application/json': { schema: noteReference } } },
        responses: { 201: { $ref: '#/components/responses/Made' } },
      },
    },
    '/notes/{note_id}': {
      parameters: [{ $ref: '#/components/parameters/noteId' }],
      get: { deprecated: true, responses: { default: { description: 'ok', ...json(noteReference) } } },
      put: {
        requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: noteReference } } },
        responses: { 204: { description: 'done' } },
      },
    },
  },
  components: {
    parameters: {
      noteId: { name: 'note_id', in: 'path', required: true, description: 'Which note', schema: { type: 'string' } },
    },
    responses: { Made: { description: 'made', ...json(noteReference) } },
    schemas: { Note: note },
    securitySchemes: {
      token: { type: 'apiKey', in: 'header', name: 'X-Token' },
      login: { type: 'http', scheme: 'Basic' },
    },
  },
});

/** Operations with their schemas resolved, since each version keeps them in another place. */
function resolved(surface: Surface): Operation[] {
  const withSchema = <T extends { schema?: Record<string, unknown> }>(holder: T): T =>
    holder.schema === undefined ? holder : { ...holder, schema: surface.resolve(holder.schema) };
  return surface.operations.map((operation) => ({
    ...operation,
    parameters: operation.parameters.map(withSchema),
    responses: operation.responses.map(withSchema),
    ...(operation.body === undefined ? {} : { body: withSchema(operation.body) }),
  }));
}

const noteId = {
  name: 'note_id',
  in: 'path',
  required: true,
  description: 'Which note',
  schema: { type: 'string' },
  examples: [],
};
const common = { tags: [], deprecated: false, source: 'openapi' };

const expected = [
  {
    ...common,
    id: 'GET /api/notes',
    method: 'GET',
    path: '/api/notes',
    operationId: 'listNotes',
    summary: 'List notes',
    tags: ['notes'],
    security: [],
    parameters: [
      {
        name: 'tag',
        in: 'query',
        required: false,
        style: 'pipeDelimited',
        schema: { type: 'array', items: { type: 'string' } },
        examples: [],
      },
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', default: 20 }, examples: [20] },
    ],
    responses: [
      { status: '200', mediaType: 'application/json', schema: { type: 'array', items: { type: 'object' } } },
      { status: '401' },
    ],
  },
  {
    ...common,
    id: 'POST /api/notes',
    method: 'POST',
    path: '/api/notes',
    security: [['login'], []],
    parameters: [],
    body: { mediaType: 'application/json', required: true, schema: note, examples: [] },
    responses: [{ status: '201', mediaType: 'application/json', schema: note }],
  },
  {
    ...common,
    id: 'GET /api/notes/{note_id}',
    method: 'GET',
    path: '/api/notes/{note_id}',
    deprecated: true,
    security: [['token']],
    parameters: [noteId],
    responses: [{ status: 'default', mediaType: 'application/json', schema: note }],
  },
  {
    ...common,
    id: 'PUT /api/notes/{note_id}',
    method: 'PUT',
    path: '/api/notes/{note_id}',
    security: [['token']],
    parameters: [noteId],
    body: { mediaType: 'application/x-www-form-urlencoded', required: true, schema: note, examples: [] },
    responses: [{ status: '204' }],
  },
];

describe('one API written in each version gives the same operations', () => {
  test.each([
    ['2.0', version2],
    ['3.0.3', version3('3.0.3')],
    ['3.1.0', version3('3.1.0')],
    ['3.2.0', version3('3.2.0')],
  ])('%s', (version, document) => {
    const surface = surfaceFromOpenApi(document, { location: 'notes.json', baseUrl });
    expect(resolved(surface)).toEqual(expected);
    expect(surface.securitySchemes).toEqual([
      { name: 'token', type: 'apiKey', in: 'header', parameter: 'X-Token' },
      { name: 'login', type: 'http', scheme: 'basic' },
    ]);
    expect(surface.source).toBe(`notes.json (OpenAPI ${version})`);
    expect(surface.warnings).toEqual([]);
  });

  test('reading 2.0 as it stands agrees with upgrading it first', () => {
    const native = surfaceFromOpenApi(version2, { location: 'notes.json', baseUrl });
    const upgraded = surfaceFromOpenApi(upgrade(structuredClone(version2), '3.1'), { location: 'notes.json', baseUrl });
    // The upgrade does not say that a form with required fields is itself required, nor does it know `pipes`.
    const comparable = (surface: Surface) =>
      resolved(surface).map(({ body, parameters, ...rest }) => ({
        ...rest,
        body: body && [body.mediaType, body.schema],
        parameters: parameters.map(({ name, required, schema }) => [name, required, schema?.type]),
      }));
    expect(comparable(upgraded)).toEqual(comparable(native));
  });
});
