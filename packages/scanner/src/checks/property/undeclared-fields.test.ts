import type { JsonObject, Operation } from '@middlebrick/model';
import { operation, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './undeclared-fields.ts';

const spec = (schema: JsonObject, schemas: JsonObject = {}): JsonObject => ({
  openapi: '3.1.0',
  info: { title: 'small', version: '1' },
  paths: { '/me': { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } } },
  components: { schemas },
});
const user: JsonObject = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
const answers = (body: unknown) => (_: Request) => Response.json(body);

testCheck(check, {
  vulnerable: [
    {
      name: 'one field more',
      spec: spec(user),
      api: answers({ id: '1', name: 'A', ssn: '123-45-6789' }),
      message: 'undeclared',
      confidence: 'confirmed',
      finding: {
        severity: 'medium',
        details: { fields: 'ssn' },
        values: [{ path: 'ssn' }],
        proof: [{ shows: ['ssn'] }],
      },
    },
    {
      name: 'an address of a person',
      spec: spec(user),
      api: answers({ id: '1', email: 'a@example.com', colour: 'red' }),
      message: 'undeclared',
      finding: {
        severity: 'low',
        details: { fields: 'email, colour' },
        values: [{ path: 'email' }, { path: 'colour' }],
      },
    },
    {
      name: 'a field of no class, and one that is empty',
      spec: spec(user),
      api: answers({ id: '1', colour: 'red', shade: '' }),
      message: 'undeclared',
      finding: { severity: 'info', values: [{ path: 'colour' }], proof: [{ shows: ['colour', 'shade'] }] },
    },
    {
      name: 'a secret and an address',
      spec: spec(user),
      api: answers({ id: '1', api_key: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc', email: 'a@example.com' }),
      message: 'undeclared',
      finding: { severity: 'low' },
    },
    {
      name: 'inside a list behind references',
      spec: spec({ type: 'array', items: { $ref: '#/components/schemas/User' } }, { User: user }),
      api: answers([
        { id: '1', email: 'a@example.com' },
        { id: '2', plan: 'x' },
      ]),
      message: 'undeclared',
    },
    {
      name: 'beyond all parts of allOf',
      spec: spec({ allOf: [user, { type: 'object', properties: { role: { type: 'string' } } }] }),
      api: answers({ id: '1', role: 'x', colour: 'red' }),
      message: 'undeclared',
    },
    {
      name: 'a credential and something else',
      spec: spec(user),
      api: answers({ id: '1', password: 'hunter2', colour: 'red' }),
      message: 'undeclared',
    },
  ],
  hostileExceptions: {
    'is public': 'a field beyond the schema is one whoever reads it',
    'echoes the request': 'the echo holds other fields than the schema names',
  },
  hardened: [
    { name: 'what is declared', spec: spec(user), api: answers({ id: '1', name: 'A' }), message: 'clean' },
    {
      name: 'additional properties are allowed',
      spec: spec({ ...user, additionalProperties: true }),
      api: answers({ id: '1', extra: 1 }),
    },
    {
      name: 'a map',
      spec: spec({ type: 'object', additionalProperties: { type: 'string' } }),
      api: answers({ a: '1', b: '2' }),
    },
    {
      name: 'any of the alternatives',
      spec: spec({ oneOf: [user, { type: 'object', properties: { code: { type: 'string' } } }] }),
      api: answers({ code: 'x', name: 'A' }),
    },
    {
      name: 'only what other checks tell',
      spec: spec(user),
      api: answers({ id: '1', password: 'hunter2', internal_notes: 'x' }),
      message: 'toldElsewhere',
    },
  ],
  inconclusive: [
    {
      name: 'nobody is served',
      spec: spec(user),
      api: (_: Request) => Response.json({}, { status: 403 }),
      message: 'unserved',
    },
  ],
});

const { appliesTo } = check as { appliesTo: (of: Operation, survey: object) => true | string };
const responses = [{ status: 200, schema: user }, { status: 404 }] as unknown as Operation['responses'];

test('is no question where no answer has a schema', () => {
  const nothing = { baselines: [] };
  expect(appliesTo(operation('GET /me'), nothing)).toMatch(/declares no schema/);
  expect(appliesTo(operation('GET /me', { responses: responses.slice(1) }), nothing)).toMatch(/declares no schema/);
  expect(appliesTo(operation('GET /me', { responses }), nothing)).not.toMatch(/declares no schema/);
});
