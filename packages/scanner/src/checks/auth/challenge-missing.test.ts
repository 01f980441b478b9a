import { answered, callerOf, refusedWith, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
import check from './challenge-missing.ts';

const operations = ['GET /me', 'GET /notes'];
const api =
  (headers: Record<string, string>, code = 401) =>
  (request: Request): Response =>
    callerOf(request) === null
      ? Response.json({ error: 'sign in' }, { status: code, headers })
      : Response.json({ login: callerOf(request) });

testCheck(check, {
  vulnerable: [
    { name: 'refuses without a word', operations, api: api({}), message: 'missing', confidence: 'confirmed' },
  ],
  hardened: [
    {
      name: 'names the scheme',
      operations,
      api: api({ 'WWW-Authenticate': 'Bearer realm="notes"' }),
      message: 'present',
    },
    {
      name: 'names two schemes',
      operations,
      api: api({ 'www-authenticate': 'Bearer, Basic realm="notes"' }),
      message: 'present',
    },
  ],
  inconclusive: [],
  neverInconclusive: true,
});

test('asks where something was answered with 401, and of that alone', () => {
  const of = (...statuses: number[]) =>
    statuses.map((status) => ({ operation: `GET /${status}`, exchange: answered({}, { status }) }));
  expect(check.appliesTo({ baselines: of(200, 401) } as never)).toBe(true);
  expect(check.appliesTo({ baselines: of(200, 403) } as never)).toMatch(/^Nothing was answered/);
  const twice = [...of(401), ...of(401)];
  expect(check.judge(twice)).toMatchObject({ message: 'missing', places: ['GET /401'] });
  expect(check.judge([{ operation: 'GET /a', exchange: refusedWith(401) }])).toMatchObject({ places: ['GET /a'] });
});
