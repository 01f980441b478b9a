import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateSpec } from './generate-spec.ts';

const operationsOf = (spec: Record<string, unknown>): string[] =>
  Object.entries(spec.paths as Record<string, Record<string, unknown>>).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path}`),
  );

test('a specification has as many operations as asked for, and none twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6000 }), (count) => {
      expect(new Set(operationsOf(generateSpec(count, 'terse'))).size).toBe(count);
    }),
    { numRuns: 30 },
  );
});

test('the same number gives the same text', () => {
  expect(JSON.stringify(generateSpec(60))).toBe(JSON.stringify(generateSpec(60)));
});

test('every reference leads somewhere', () => {
  const spec = generateSpec(35);
  const references = [...JSON.stringify(spec).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const resolve = (pointer: string): unknown =>
    pointer.split('/').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], spec);
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
});

test('one resource has the five usual operations on two paths', () => {
  expect(operationsOf(generateSpec(5, 'terse'))).toEqual([
    'GET /organisations/{organisation_id}/amber-accounts',
    'POST /organisations/{organisation_id}/amber-accounts',
    'GET /organisations/{organisation_id}/amber-accounts/{id}',
    'PATCH /organisations/{organisation_id}/amber-accounts/{id}',
    'DELETE /organisations/{organisation_id}/amber-accounts/{id}',
  ]);
});
