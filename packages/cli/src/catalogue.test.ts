import { expect, test } from 'vitest';
import { catalogue, countOf, pageOf } from './catalogue.ts';

test.each(catalogue.map((entry) => [entry.id, entry] as const))('%s has a page that says what it finds', (_, entry) => {
  const [heading, ...rest] = pageOf(entry).split('\n');
  expect(heading).toBe(`# ${entry.title}`);
  expect(rest.join('\n')).toMatch(/^## Fix$/m);
});

test('no two have the same id', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
});

test('scans and audits are counted apart', () => {
  const [check] = catalogue;
  const rule = catalogue.at(-1);
  expect(check && rule && [countOf([check]), countOf([rule, rule]), countOf([check, rule])]).toEqual([
    '1 check of a scan',
    '2 rules of an audit',
    '1 check of a scan, 1 rule of an audit',
  ]);
});
