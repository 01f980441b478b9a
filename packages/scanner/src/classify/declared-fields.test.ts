import type { SchemaNode } from '@middlebrick/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undeclaredFields } from './declared-fields.ts';

const resolve = (node: SchemaNode): SchemaNode => {
  if (node.$ref === '#/Node')
    return {
      type: 'object',
      properties: { id: {}, child: { $ref: '#/Node' }, list: { type: 'array', items: { $ref: '#/Node' } } },
    };
  return node.$ref === undefined ? node : {};
};
const object = (...names: string[]): SchemaNode => ({
  properties: Object.fromEntries(names.map((name) => [name, {}])),
});
const paths = (value: Parameters<typeof undeclaredFields>[0], schema: SchemaNode): string[] =>
  undeclaredFields(value, schema, resolve).map((field) => field.path);

describe('undeclaredFields', () => {
  it('names what the properties do not, with its value when it is a scalar', () => {
    expect(undeclaredFields({ id: 1, extra: 2, more: { x: 1 } }, object('id'), resolve)).toEqual([
      { path: 'extra', key: 'extra', value: '2' },
      { path: 'more', key: 'more', value: '' },
    ]);
  });

  it.each([
    [
      'references, also circular ones',
      { $ref: '#/Node' },
      { id: 1, child: { child: { x: 1 } }, list: [{ y: 1 }] },
      ['child.child.x', 'list[].y'],
    ],
    ['all parts of allOf', { allOf: [object('a'), object('b')] }, { a: 1, b: 1, c: 1 }, ['c']],
    ['own properties beside allOf', { ...object('a'), allOf: [object('b')] }, { a: 1, b: 1, c: 1 }, ['c']],
    ['alternatives', { oneOf: [object('a'), object('b')] }, { a: 1, c: 1 }, ['c']],
    ['closed objects', { ...object('a'), additionalProperties: false }, { a: 1, b: 1 }, ['b']],
    ['open objects', { ...object('a'), additionalProperties: {} }, { a: 1, b: 1 }, []],
    ['an open part of a composition', { allOf: [object('a'), { additionalProperties: true }] }, { b: 1 }, []],
    ['no properties at all', { type: 'object' }, { b: 1 }, []],
    ['patterns', { ...object('a'), patternProperties: { '^(a+)+$': {} } }, { b: 1 }, []],
    ['a property that is true', { properties: { a: true } }, { a: { b: 1 } }, []],
    ['items of lists', { items: object('a') }, [{ a: 1 }, { b: 1 }], ['[].b']],
    ['names of the prototype', object('a'), { constructor: 1, toString: 2 }, ['constructor', 'toString']],
    ['scalars', object('a'), 'text', []],
  ])('%s', (_, schema, value, expected) => {
    expect(paths(value as never, schema as SchemaNode)).toEqual(expected);
  });

  it('ends on schemas that hold themselves', () => {
    const schema: { allOf: unknown[]; properties: object } = { allOf: [], properties: { a: {} } };
    schema.allOf.push(schema);
    expect(paths({ a: 1, b: 1 }, schema)).toEqual([]);
  });

  it('takes any value and any schema', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.object(), (value, schema) => {
        expect(Array.isArray(undeclaredFields(value as never, schema, (node) => node))).toBe(true);
      }),
    );
  });
});
