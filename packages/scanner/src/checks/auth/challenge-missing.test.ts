import { callerOf, testCheck } from '@middlebrick/testing';
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
