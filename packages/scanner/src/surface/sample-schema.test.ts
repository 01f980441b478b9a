import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleValue } from './example-value.ts';
import { surfaceFromOpenApi } from './openapi.ts';
import { sampleSchema } from './sample-schema.ts';

const schemas = {
  Node: { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Node' } } },
  Tree: {
    type: 'object',
    required: ['children'],
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
};
const surface = surfaceFromOpenApi(
  { openapi: '3.1.0', paths: {}, components: { schemas } },
  { location: 'x', baseUrl: new URL('http://h:1') },
);

test.each([
  ['text', { type: 'string' }, 'a'],
  ['long text', { type: 'string', minLength: 3 }, 'aaa'],
  ['short text', { type: 'string', format: 'uuid', maxLength: 8 }, '00000000'],
  ['pattern', { type: 'string', pattern: '^[A-Z]{3}-\\d{2,4}$' }, 'AAA-11'],
  ['open pattern', { type: 'string', pattern: '^[a-z]+$', minLength: 4 }, 'aaaa'],
  ['pattern beyond understanding', { type: 'string', pattern: '^(a+)+$' }, undefined],
  ['integer', { type: 'integer' }, 1],
  ['bounds', { type: 'integer', minimum: 10, multipleOf: 4 }, 12],
  ['exclusive bound as a number', { type: 'integer', exclusiveMinimum: 3 }, 4],
  ['exclusive bound as a boolean', { type: 'integer', minimum: 3, exclusiveMinimum: true }, 4],
  ['upper bound', { type: 'number', maximum: -2 }, -2],
  ['open interval', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.5 }, 0.25],
  ['no number fits', { type: 'integer', minimum: 3, maximum: 2 }, undefined],
  ['nullable type', { type: ['null', 'integer'] }, 1],
  ['const', { const: 'x' }, 'x'],
  ['default', { type: 'string', default: 'd' }, 'd'],
  ['first alternative that works', { oneOf: [{ pattern: '(' }, { type: 'boolean' }] }, false],
  ['list', { type: 'array', items: { type: 'integer' }, minItems: 2 }, [1, 1]],
  ['object', { required: ['a'], properties: { a: {}, b: {} } }, { a: 'a' }],
  ['allOf', { allOf: [{ properties: { a: { type: 'integer' } } }, { required: ['a'] }] }, { a: 1 }],
  ['a circle of required properties', { $ref: '#/components/schemas/Node' }, undefined],
  ['a circle that a list breaks', { $ref: '#/components/schemas/Tree' }, { children: [] }],
])('%s', (_, schema, value) => {
  expect(sampleSchema(schema, surface)).toEqual(value);
});

test('references that fan out do not multiply', () => {
  const wide = Object.fromEntries(
    Array.from({ length: 6 }, (_, level) => {
      const names = Array.from({ length: 10 }, (_unused, index) => `p${index}`);
      const properties = Object.fromEntries(
        names.map((name) => [name, { $ref: `#/components/schemas/L${level + 1}` }]),
      );
      return [`L${level}`, { type: 'object', required: names, properties }];
    }),
  );
  let asked = 0;
  const resolve = (node: Record<string, unknown>) => {
    asked++;
    const name = String(node.$ref).split('/').at(-1) ?? '';
    return wide[name] ?? {};
  };
  expect(sampleSchema({ $ref: '#/components/schemas/L0' }, { resolve })).toBeUndefined();
  expect(asked).toBeLessThanOrEqual(400);
});

test('examples in a circle or without measure are not used', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  let deep: unknown = 1;
  for (let depth = 0; depth < 10_000; depth++) deep = [deep];
  const parameter = { name: 'q', in: 'query', required: true, examples: [circle, deep, 'good'] } as const;
  expect(exampleValue({ ...parameter, examples: [...parameter.examples] }, surface)).toBe('good');
  expect(sampleSchema({ type: 'string', example: circle }, surface)).toBe('a');
});

describe('what is sampled is legal', () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const small = fc.integer({ min: 0, max: 6 });
  const { schema } = fc.letrec<{ schema: Record<string, unknown> }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 4 },
      fc
        .record(
          {
            type: fc.constant('string'),
            minLength: small,
            format: fc.constantFrom('date', 'date-time', 'uuid', 'email', 'uri'),
          },
          { requiredKeys: ['type'] },
        )
        .filter((node) => !('format' in node && 'minLength' in node)),
      fc.record({ type: fc.constant('string'), minLength: small, maxLength: fc.integer({ min: 6, max: 9 }) }),
      fc.record(
        {
          type: fc.constant('integer'),
          minimum: small,
          exclusiveMaximum: fc.integer({ min: 9, max: 20 }),
          multipleOf: fc.constantFrom(1, 2),
        },
        { requiredKeys: ['type'] },
      ),
      fc.constant({ type: 'boolean' }),
      fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.integer({ min: 0, max: 2 }) }),
      fc.record({
        type: fc.constant('object'),
        required: fc.subarray(['a', 'b']),
        properties: fc.record({ a: tie('schema'), b: tie('schema') }),
      }),
    ),
  }));

  test('by the judgement of a validator', () => {
    fc.assert(
      fc.property(schema, (node) => {
        const value = sampleSchema(node, surface);
        expect([value === undefined, ajv.validate(node, value)]).toEqual([false, true]);
      }),
    );
  });
});
