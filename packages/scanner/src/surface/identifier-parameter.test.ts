import type { Operation, Parameter } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { isIdentifierParameter } from './identifier-parameter.ts';

const identifiers =
  'id ids user_id userId userID user-id userid orderid X-User-Id uuid guid key pk sk slug username handle email account ' +
  'accountNumber account_number order_number phone_number filter[user_id] user owner tenant sku iban reference page_id';

const others =
  'page page_size pageSize pageNumber per_page limit offset sort sort_by sortKey order orderBy format lang locale version ' +
  'api-version api_version q query search fields include cursor next_token startKey LastEvaluatedKey api_key apikey ' +
  'access_token client_id X-Request-Id x-correlation-id Idempotency-Key valid paid grid android from to status name title type';

describe('by name', () => {
  test('names of objects', () => {
    expect(identifiers.split(' ').filter((name) => !isIdentifierParameter(name))).toEqual([]);
  });

  test('names of anything else', () => {
    expect(others.split(' ').filter((name) => isIdentifierParameter(name))).toEqual([]);
  });
});

const parameter = (name: string, place: Parameter['in'], schema?: Record<string, unknown>): Parameter => ({
  name,
  in: place,
  required: true,
  examples: [],
  ...(schema === undefined ? {} : { schema }),
});

test.each([
  ['anything in a path', parameter('title', 'path'), true],
  ['a language in a path', parameter('lang', 'path'), false],
  ['a version in a path', parameter('version', 'path'), false],
  ['one of few in a path', parameter('colour', 'path', { enum: ['red', 'blue'] }), false],
  ['a title in a query', parameter('title', 'query'), false],
  ['an id in a cookie', parameter('account_id', 'cookie'), true],
  ['a flag called like an account', parameter('account', 'query', { type: 'boolean' }), false],
])('by place and schema: %s', (_, given, expected) => {
  expect(isIdentifierParameter(given)).toBe(expected);
});

test('a bare name is looked up in its operation', () => {
  const operation = {
    path: '/books/{title}',
    parameters: [parameter('colour', 'query', { enum: ['a'] })],
  } as unknown as Operation;
  expect(isIdentifierParameter('title', operation)).toBe(true);
  expect(isIdentifierParameter('title')).toBe(false);
  expect(isIdentifierParameter('colour', operation)).toBe(false);
});

test('a word of control names an object below a collection of that name', () => {
  const paths = ['/orders/{order}', '/api/pages/{page}', '/search/{order}', '/orders/{id}/{sort}', '/{page}'];
  const names = paths.filter((path) => {
    const name = /\{(?!id)(\w+)\}/.exec(path)?.[1] ?? '';
    return isIdentifierParameter(name, { path, parameters: [] } as unknown as Operation);
  });
  expect(names).toEqual(['/orders/{order}', '/api/pages/{page}']);
});
