import { type JsonObject, leavesOf, type SchemaNode } from '@middlebrick/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surfaceFromOpenApi } from '../surface/openapi.ts';
import { noDemands } from './demands.ts';
import { type FillOptions, fillBody } from './fill-body.ts';

/** `canary00`, `canary01`, …: as short as a canary may be. */
function counter(): () => string {
  let next = 0;
  return () => `canary${String(next++).padStart(2, '0')}`;
}

const plain = { resolve: (node: SchemaNode) => node };

function fill(schema: SchemaNode, options: Partial<FillOptions> = {}) {
  return fillBody(schema, { surface: plain, unique: counter(), fields: 'required', ...options });
}

/** The value of one required field. */
function filledField(name: string, schema: SchemaNode, options: Partial<FillOptions> = {}) {
  return fill({ type: 'object', required: [name], properties: { [name]: schema } }, options)?.value[name];
}

test('a free string holds a canary, and every canary is listed with its path', () => {
  const schema = {
    type: 'object',
    required: ['title', 'lines', 'nested'],
    properties: {
      title: { type: 'string' },
      lines: { type: 'array', items: { type: 'object', required: ['note'], properties: { note: { type: 'string' } } } },
      nested: { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 12 } } },
      optional: { type: 'string' },
    },
  };
  expect(fill(schema)).toEqual({
    value: { title: 'canary00', lines: [{ note: 'canary01' }], nested: { text: 'canary02cana' } },
    canaries: [
      { path: 'title', value: 'canary00' },
      { path: 'lines[].note', value: 'canary01' },
      { path: 'nested.text', value: 'canary02' },
    ],
  });
});

test.each<[string, SchemaNode, unknown]>([
  ['email', { type: 'string' }, 'canary00@example.com'],
  ['contact_email', { type: 'string', format: 'email' }, 'canary00@example.com'],
  ['website', { type: 'string' }, 'https://example.com/canary00'],
  ['country', { type: 'string' }, 'US'],
  ['country', { type: 'string', minLength: 3, maxLength: 3 }, 'USA'],
  ['country', { type: 'string', example: 'DE' }, 'DE'],
  ['currency', { type: 'string' }, 'USD'],
  ['locale', { type: 'string' }, 'en-US'],
  ['phone_number', { type: 'string' }, expect.stringMatching(/^\+1\d{3}55501\d\d$/)],
  ['birth_date', { type: 'string', format: 'date' }, '1993-04-22'],
  ['status', { type: 'string', example: 'draft' }, 'draft'],
  ['status', { enum: ['open', 'closed'] }, 'open'],
  ['visibility', { enum: ['public', 'private'] }, 'private'],
  ['role', { enum: ['admin', 'user'] }, 'user'],
  ['accept_terms', { type: 'boolean' }, true],
  ['is_public', { type: 'boolean', default: true }, false],
  ['quantity', { type: 'integer' }, 1],
  ['price', { type: 'number', minimum: 5, multipleOf: 0.25 }, 5],
  ['code', { type: 'string', pattern: '^[A-Z]{3}-\\d{2}$' }, 'AAA-11'],
  ['code', { type: 'string', pattern: '^(?:item|thing)-[a-z0-9]{2,30}$' }, 'item-canary00'],
  ['code', { type: 'string', pattern: '^[a-z]+(?:-[a-z]+)*$' }, 'canaryzaza'],
  ['code', { type: 'string', pattern: '^(a)\\1$', example: 'aa' }, 'aa'],
  ['nothing', { const: 7 }, 7],
  ['maybe', { type: ['null', 'boolean'] }, false],
  ['tags', { type: 'array', items: { enum: ['a', 'b', 'c'] }, minItems: 2, uniqueItems: true }, ['a', 'b']],
  ['title', { type: 'string', maxLength: 3 }, 'c00'],
  ['title', { type: 'string', example: 'My title' }, 'canary00'],
])('%s: %j', (name, schema, value) => {
  expect(filledField(name, schema, { today: '2026-02-28' })).toEqual(value);
});

test('a text too short for a canary is listed as none', () => {
  const schema = { type: 'object', required: ['title'], properties: { title: { type: 'string', maxLength: 7 } } };
  expect(fill(schema)).toEqual({ value: { title: 'canary00'.replace('a', '') }, canaries: [] });
});

test('passwords fit their rules, repetitions are equal, and neither is a canary', () => {
  const pattern = '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[@$!%*?&])[A-Za-z\\d@$!%*?&]{8,20}$';
  const filled = fill({
    type: 'object',
    required: ['password', 'password_confirmation', 'confirmPassword', 'password2'],
    properties: { password: { type: 'string', pattern } },
  });
  const value = filled?.value ?? {};
  expect(value.password).toMatch(new RegExp(pattern));
  expect(new Set(Object.values(value)).size).toBe(1);
  expect(filled?.canaries).toEqual([]);
});

test('a period ends after it starts', () => {
  const date = { type: 'string', format: 'date-time' };
  const value = fill({
    type: 'object',
    required: ['start_date', 'end_date', 'expires_at', 'created_on'],
    properties: { start_date: date, end_date: date, expires_at: date },
  })?.value;
  const times = [value?.start_date, value?.end_date, value?.expires_at].map(String);
  expect(times).toEqual([...times].sort());
});

test.each<[string, SchemaNode]>([
  ['a list', { type: 'array', items: { type: 'string' } }],
  ['a text', { allOf: [{ type: 'string' }] }],
])('no body is made for a schema of %s', (_, schema) => {
  expect(fill(schema)).toBeUndefined();
});

describe('names of other objects', () => {
  const schema = {
    type: 'object',
    required: ['project_id', 'title'],
    properties: {
      project_id: { type: 'integer' },
      title: { type: 'string' },
      label_ids: { type: 'array', items: { type: 'integer' } },
      slug: { type: 'string' },
    },
  };

  test('are never made up', () => {
    expect(fill(schema)).toBeUndefined();
    expect(fill({ ...schema, required: ['title'] }, { fields: 'all' })?.value).toEqual({
      title: 'canary00',
      label_ids: [],
    });
  });

  test('are filled with the values given, in the type of the field', () => {
    const values = { project_id: '12', label_ids: '3' };
    expect(fill(schema, { values })?.value).toEqual({ project_id: 12, title: 'canary00', label_ids: [3] });
  });

  test('are unique texts where the client chooses them', () => {
    const filled = fill({ ...schema, required: ['slug'] }, { ownKeys: ['slug'] });
    expect(filled).toEqual({ value: { slug: 'canary00' }, canaries: [] });
  });

  test('may be called like the prototype', () => {
    const hostile = JSON.parse(
      '{"type":"object","required":["__proto__","constructor"],"properties":{"__proto__":{"type":"integer"},"constructor":{"type":"boolean"}}}',
    ) as SchemaNode;
    expect(Object.entries(fill(hostile)?.value ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', false],
    ]);
  });
});

test('what the server decides and what asks for rights is left out unless it is required', () => {
  const properties = {
    id: { type: 'integer' },
    created_at: { type: 'string', format: 'date-time' },
    secret: { type: 'string', readOnly: true },
    role: { enum: ['admin', 'user'] },
    title: { type: 'string' },
  };
  expect(fill({ type: 'object', properties }, { fields: 'all' })?.value).toEqual({ title: 'canary00' });
  expect(fill({ type: 'object', required: ['role', 'secret'], properties })?.value).toEqual({ role: 'user' });
});

describe('alternatives', () => {
  const schemas = {
    Cat: {
      type: 'object',
      required: ['kind', 'lives'],
      properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
    },
    Dog: {
      type: 'object',
      required: ['kind', 'tricks'],
      properties: { kind: { type: 'string' }, tricks: { type: 'string' } },
    },
    Pet: {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: {
        propertyName: 'kind',
        mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
      },
    },
  };
  const document = { openapi: '3.1.0', paths: {}, components: { schemas } };
  const surface = surfaceFromOpenApi(document, { location: 'x', baseUrl: new URL('http://h:1') });
  const pet = { $ref: '#/components/schemas/Pet' };

  test('are chosen with their discriminator', () => {
    expect(fill(pet, { surface })?.value).toEqual({ kind: 'cat', lives: 1 });
  });

  test('take turns after a refusal of the whole', () => {
    expect(fill(pet, { surface, demands: { ...noDemands, turn: 1 } })?.value).toEqual({
      kind: 'dog',
      tricks: 'canary00',
    });
  });

  test('are ruled out by the choices that a complaint named', () => {
    const demands = { ...noDemands, fields: new Map([['kind', { choices: ['dog'] }]]) };
    expect(fill(pet, { surface, demands })?.value).toEqual({ kind: 'dog', tricks: 'canary00' });
  });

  test('stand beside properties of their own', () => {
    const properties = { a: { type: 'integer' }, b: { type: 'boolean' } };
    const schema = { type: 'object', properties, anyOf: [{ required: ['b'] }, { required: ['a'] }] };
    expect(fill(schema)?.value).toEqual({ b: false });
  });

  test('that match a value both are made to differ', () => {
    const a = { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, b: { type: 'integer' } } };
    const b = { type: 'object', required: ['b'], properties: { a: { type: 'integer' }, b: { type: 'integer' } } };
    expect(fill({ oneOf: [a, b] }, { fields: 'all' })?.value).toEqual({ a: 3 });
  });
});

test('fields that come with others come with them', () => {
  const schema = {
    type: 'object',
    required: ['card'],
    properties: { card: { type: 'boolean' }, holder: { type: 'string' }, street: { type: 'string' } },
    dependentRequired: { card: ['holder'] },
    dependentSchemas: { holder: { required: ['street'] } },
  };
  expect(fill(schema)?.value).toEqual({ card: false, holder: 'canary00', street: 'canary01' });
});

test('a body that was accepted keeps its values but for free strings, own keys and the values given', () => {
  const schema = {
    type: 'object',
    required: ['title', 'count', 'project_id', 'slug'],
    properties: {
      title: { type: 'string' },
      count: { type: 'integer' },
      project_id: { type: 'integer' },
      slug: { type: 'string' },
      status: { type: 'string' },
      parts: { type: 'array', items: { type: 'object', properties: { note: { type: 'string' } } } },
    },
  };
  const base: JsonObject = {
    title: 'old',
    count: 99,
    project_id: 4,
    slug: 'old',
    extra: true,
    parts: [{ note: 'old' }],
  };
  expect(fill(schema, { base, ownKeys: ['slug'], values: { project_id: '5' } })).toEqual({
    value: {
      title: 'canary00',
      count: 99,
      project_id: 5,
      slug: 'canary01',
      extra: true,
      parts: [{ note: 'canary02' }],
    },
    canaries: [
      { path: 'title', value: 'canary00' },
      { path: 'parts[].note', value: 'canary02' },
    ],
  });
});

test('fields that complaints asked for are added, those that they refused are not', () => {
  const schema = {
    type: 'object',
    required: ['title', 'nick'],
    properties: { title: { type: 'string' }, nick: { type: 'string' } },
  };
  const fields = new Map([
    ['nick', { isForbidden: true }],
    ['address.zip', { isRequired: true }],
    ['count', { isRequired: true, type: 'integer' }],
  ]);
  const value = fill(schema, { demands: { ...noDemands, fields } })?.value;
  expect(value).toEqual({ title: 'canary00', address: { zip: '10001' }, count: 1 });
});

describe('by the judgement of a validator', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const small = fc.integer({ min: 0, max: 12 });
  const names = fc.constantFrom(
    'title',
    'note',
    'email',
    'country',
    'start_date',
    'count',
    'accepted',
    'address',
    'parts',
  );
  const { schema } = fc.letrec<{ schema: SchemaNode }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 4 },
      fc.record(
        { type: fc.constant('string'), minLength: small, maxLength: fc.integer({ min: 12, max: 40 }) },
        { requiredKeys: ['type'] },
      ),
      fc.record({
        type: fc.constant('string'),
        format: fc.constantFrom('date', 'date-time', 'uuid', 'email', 'uri', 'ipv4', 'hostname', 'byte'),
      }),
      fc.record({
        type: fc.constant('string'),
        pattern: fc.constantFrom(
          '^[a-z]{3,20}$',
          '^[A-Z]{2}\\d{4}$',
          '^(?:ab|cd)+$',
          '^\\w+@\\w+\\.com$',
          '^(?=.*\\d)[a-z\\d]{9,}$',
          '\\d{3}',
          '^[^<>]*$',
          '^\\S+ \\S+$',
        ),
      }),
      fc.record(
        {
          type: fc.constantFrom('integer', 'number'),
          minimum: fc.integer({ min: -9, max: 6 }),
          exclusiveMaximum: fc.integer({ min: 9, max: 20 }),
          multipleOf: fc.constantFrom(1, 2, 0.5),
        },
        { requiredKeys: ['type'] },
      ),
      fc.record({ type: fc.constantFrom('boolean', 'null') }),
      fc.record({ enum: fc.uniqueArray(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 3 }) }),
      fc.record(
        {
          type: fc.constant('array'),
          items: tie('schema'),
          minItems: fc.integer({ min: 0, max: 2 }),
          maxItems: fc.integer({ min: 2, max: 3 }),
        },
        { requiredKeys: ['type', 'items'] },
      ),
      tie('schema').map((node) => ({ anyOf: [node, { type: 'null' }] })),
      tie('schema').map((node) => ({ allOf: [node, {}] })),
      fc
        .tuple(fc.dictionary(names, tie('schema'), { maxKeys: 4 }), fc.boolean(), fc.func(fc.boolean()))
        .map(([properties, isClosed, isRequired]) => ({
          type: 'object',
          properties,
          required: Object.keys(properties).filter((name) => isRequired(name)),
          ...(isClosed ? { additionalProperties: false } : {}),
        })),
    ),
  }));
  const body = fc.dictionary(names, schema, { minKeys: 1, maxKeys: 5 }).map((properties) => ({
    type: 'object',
    properties,
    required: Object.keys(properties).slice(0, 2),
  }));
  const fields = fc.constantFrom<FillOptions['fields']>('required', 'all');

  test('what is filled is legal, and its canaries stand where they are said to', () => {
    fc.assert(
      fc.property(body, fields, (node, which) => {
        const filled = fill(node, { fields: which });
        expect(filled).toBeDefined();
        expect([ajv.validate(node, filled?.value), ajv.errors]).toEqual([true, null]);
        const leaves = leavesOf(filled?.value ?? null);
        for (const { path, value } of filled?.canaries ?? []) {
          expect(value.length).toBeGreaterThanOrEqual(8);
          expect(leaves.filter((leaf) => leaf.path === path && String(leaf.value).includes(value))).toHaveLength(1);
        }
        expect(new Set(filled?.canaries.map(({ value }) => value)).size).toBe(filled?.canaries.length);
        expect(fill(node, { fields: which })).toEqual(filled);
      }),
      { numRuns: 400 },
    );
  });

  test('and legal again when it is varied', () => {
    fc.assert(
      fc.property(body, fields, (node, which) => {
        const base = fill(node, { fields: which })?.value as JsonObject;
        const filled = fill(node, { fields: which, base });
        expect([ajv.validate(node, filled?.value), ajv.errors]).toEqual([true, null]);
      }),
    );
  });
});

describe('hostile schemas', () => {
  const keywords = fc.constantFrom(
    'type',
    'properties',
    'required',
    'items',
    'oneOf',
    'anyOf',
    'allOf',
    'enum',
    'const',
    'pattern',
    'format',
    'minLength',
    'maxLength',
    'minItems',
    'minimum',
    'multipleOf',
    'discriminator',
    'dependentSchemas',
    'additionalProperties',
    '$ref',
    '__proto__',
    'title',
    'id',
  );
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      keywords,
      fc.constantFrom('object', 'array', 'string', 'integer', '(a+)+$', '[', '#', '\u0000'),
      fc.double(),
      fc.constantFrom(null, true, -1, 1e308, Number.MAX_SAFE_INTEGER),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(keywords, tie('node'), { maxKeys: 5 }),
    ),
  }));

  test('anything in the place of a schema is survived', () => {
    fc.assert(
      fc.property(fc.dictionary(keywords, node), (schema) => {
        const filled = fill(schema, { fields: 'all' });
        if (filled !== undefined) JSON.stringify(filled);
      }),
      { numRuns: 500 },
    );
  });

  test('references that fan out, and a schema that is its own alternative', () => {
    let asked = 0;
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
    const wide: SchemaNode = {
      type: 'object',
      required: names,
      properties: Object.fromEntries(names.map((name) => [name, { $ref: 'x' }])),
    };
    const resolve = (schema: SchemaNode) => {
      asked++;
      return '$ref' in schema ? wide : schema;
    };
    expect(fill({ $ref: 'x' }, { surface: { resolve } })).toBeUndefined();
    const own: { oneOf: unknown[]; allOf?: unknown[] } = { oneOf: [] };
    own.oneOf = [{ $ref: 'own' }, { allOf: [{ $ref: 'own' }, { type: 'object' }] }];
    const circle = (schema: SchemaNode) => {
      asked++;
      return '$ref' in schema ? (own as SchemaNode) : schema;
    };
    fill({ $ref: 'own' }, { surface: { resolve: circle } });
    expect(asked).toBeLessThan(12_000);
  });
});
