import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepSources } from '../../flow/sources.ts';
import { requested } from '../tools.ts';
import { valueText } from './run-javascript.fixture.ts';
import { restricted, type Schema } from './schemas.ts';

const site = {
  module: { path: 'a.ts', language: 'javascript', body: [], errors: [], directives: [], lines: [0] },
  span: { start: 0, end: 0 },
} as const;

const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 6 });

const schemas: fc.Memo<Schema> = fc.memo((depth) =>
  depth <= 1
    ? fc.constantFrom<Schema>({ kind: 'any' }, { kind: 'single', isNumber: true, treatments: ['capped'] })
    : fc.oneof(
        fc.tuple(names, fc.boolean(), schemas()).map(
          ([keys, isOpen, inner]): Schema => ({
            kind: 'object',
            fields: new Map(keys.map((key) => [key, inner])),
            isOpen,
          }),
        ),
        schemas().map((element): Schema => ({ kind: 'list', element })),
      ),
);

test('an object that is not open holds what is declared and nothing else', () => {
  fc.assert(
    fc.property(names, fc.boolean(), schemas(3), (keys, isOpen, inner) => {
      const schema: Schema = { kind: 'object', fields: new Map(keys.map((key) => [key, inner])), isOpen };
      const { shape, treatments } = restricted(requested('body', '', site), schema);
      if (shape.kind !== 'dict') throw new Error('not an object');
      expect([...shape.fields.keys()]).toEqual(keys);
      expect(shape.rest === null).toBe(!isOpen);
      expect(treatments.has('picked')).toBe(!isOpen);
    }),
  );
});

test('everything still comes from the request', () => {
  fc.assert(
    fc.property(schemas(4), (schema) => {
      const sources = deepSources(restricted(requested('body', 'a', site), schema));
      expect(sources.every((source) => source.kind === 'request' && source.name.startsWith('a'))).toBe(true);
    }),
  );
});

test('schemas inside each other are read only so deep', () => {
  let schema: Schema = { kind: 'any' };
  for (let depth = 0; depth < 5000; depth++)
    schema = { kind: 'object', fields: new Map([['a', schema]]), isOpen: false };
  expect(valueText(restricted(requested('body', '', site), schema)).length).toBeLessThan(400);
});
