import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prefixOfCode, routeShape } from './route-shape.ts';

const routes = (...ids: string[]): { method: string; path: string }[] =>
  ids.map((id) => {
    const [method = '', path = ''] = id.split(' ');
    return { method, path };
  });

describe('what stands before the paths of the code', () => {
  test.each([
    ['nothing', ['GET /users/{id}', 'GET /posts'], ['GET /users/{user_id}', 'GET /posts'], ''],
    ['a path of a proxy', ['GET /v1/users/{id}', 'GET /v1/posts'], ['GET /users/{user_id}', 'GET /posts'], '/v1'],
    ['two segments', ['GET /shop/v1/users/{id}'], ['GET /users/{id}'], '/shop/v1'],
    ['what most routes speak for', ['GET /a/x', 'GET /b/y', 'GET /b/z'], ['GET /x', 'GET /y', 'GET /z'], '/b'],
    ['nothing, where both would do', ['GET /api/me', 'GET /me'], ['GET /me'], ''],
    ['the root of the code', ['GET /v1'], ['GET /'], undefined],
    ['another method', ['POST /v1/users'], ['GET /users'], undefined],
    ['no route that is known', ['GET /users'], ['GET /orders'], undefined],
    ['no operation at all', [], ['GET /orders'], undefined],
  ])('%s', (_, known, code, prefix) => {
    expect(prefixOfCode(routes(...known), routes(...code))).toBe(prefix);
  });

  const segment = fc.constantFrom('api', 'v1', 'users', 'posts', '{id}', '{name}');
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);

  test('is found again when all of them have it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 3, maxLength: 8, selector: routeShape }), (paths) => {
        const code = paths.map((one) => ({ method: 'GET', path: one }));
        const known = paths.map((one) => ({ method: 'GET', path: `/outer${one}` }));
        expect(prefixOfCode(known, code)).toBe('/outer');
      }),
    );
  });
});
