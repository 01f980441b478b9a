import { describe, expect, test } from 'vitest';
import { allow, arn, statementOf, tableEntry } from '../rules/iam/infrastructure.fixture.ts';
import {
  coversEveryIndex,
  coversEveryTable,
  exampleOf,
  hasVariable,
  openPattern,
  tablesNamedBy,
  tablesOf,
  withSamples,
} from './grants-resource.ts';

describe('a resource in the form in which resources are compared', () => {
  test.each<[string, string | undefined]>([
    ['*', '*'],
    ['**', '*'],
    ['*orders', undefined],
    ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders', arn('orders')],
    [`arn:\${?AWS::Partition}:dynamodb:\${?AWS::Region}:*:table/orders/index/*`, arn('orders/index/*')],
    ['arn:aws:dynamodb:*', arn('*').replace('table/*', '*')],
    ['arn:aws:dynamo*:*:*:table/x', arn('x')],
    [`arn:aws:dynamodb:*:*:table/\${aws:PrincipalTag/tenant}-orders`, arn('own-sample-orders')],
    [`arn:aws:dynamodb:*:*:table/\${?Stage}-orders`, arn(`\${?Stage}-orders`)],
    [`\${?TableArn}/index/*`, `\${?TableArn}/index/*`],
    ['arn:aws:s3:::orders', undefined],
    ['orders', undefined],
    ['', undefined],
  ])('%s is %s', (pattern, open) => {
    expect(openPattern(pattern)).toBe(open);
  });
});

test.each<[string, boolean, boolean]>([
  ['*', true, false],
  [arn('z*'), false, false],
  [arn('orders/index/*x'), false, false],
  [arn('orders/**'), false, true],
  [arn('orders/*x'), false, false],
  ['arn:aws:dynamodb:*:*:*', true, false],
  [arn('*'), true, false],
  [arn('orders*'), false, false],
  [arn('orders'), false, false],
  [arn('orders/*'), false, true],
  [arn('orders/index/*'), false, true],
  [arn('orders/index/**'), false, true],
  [arn('*/index/*'), false, true],
  [arn('orders/index/by*'), false, false],
  [arn('orders/stream/*'), false, false],
  [`\${?Arn}/index/*`, false, true],
  [`\${?Arn}`, false, false],
  [arn(`\${?Table}*`), false, false],
  ['arn:aws:s3:::*', false, false],
])('%s takes in every table: %s, every index: %s', (pattern, everyTable, everyIndex) => {
  expect([coversEveryTable(pattern), coversEveryIndex(pattern)]).toEqual([everyTable, everyIndex]);
});

test('tables are known by the resources that name them, their indexes or streams', () => {
  const tables = ['orders', 'orders-archive', `\${?Stage}-users`].map((name) => tableEntry(name));
  const named = (pattern: string) => tablesNamedBy(pattern, tables).map(({ name }) => name);
  expect(named(arn('orders'))).toEqual(['orders']);
  expect(named(arn('orders/index/*'))).toEqual(['orders']);
  expect(named(arn('orders*'))).toEqual(['orders', 'orders-archive']);
  expect(named(arn(`\${?Stage}-users`))).toEqual([`\${?Stage}-users`]);
  expect(named(arn('prod-users'))).toEqual([]);
  expect(named('*')).toHaveLength(3);
});

test('a statement is about the tables that it names, or about the others', () => {
  const tables = ['orders', 'users'].map((name) => tableEntry(name));
  const { Resource, ...rest } = allow('GetItem', [arn('orders'), 's3:x']);
  const named = (statement: ReturnType<typeof statementOf>) => tablesOf(statement, tables).map(({ name }) => name);
  expect(named(statementOf({ ...rest, Resource: Resource ?? [] }))).toEqual(['orders']);
  expect(named(statementOf({ ...rest, NotResource: Resource ?? [] }))).toEqual(['users']);
});

test('an example stands for a pattern', () => {
  expect(exampleOf(`a*b?c\${aws:username}d\${?Stage}\${*}`)).toBe(`axbxcown-sampled\${?Stage}*`);
});

test.each([
  ['a', false],
  [`a\${?Stage}\${*}`, false],
  [`a\${aws:username}`, true],
])('%s has a variable: %s', (text, expected) => {
  expect(hasVariable(text)).toBe(expected);
});

test('samples stand for variables, and for nothing else', () => {
  expect(withSamples(`\${aws:username}#\${a, 'b'}#\${*}\${?}\${$}\${?Stage}\${open`)).toBe(
    `own-sample#own-sample#\${*}\${?}\${$}\${?Stage}\${open`,
  );
});
