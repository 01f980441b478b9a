import { callerOf, testCheck } from '@middlebrick/testing';
import check from './field-selection.ts';

const record: Record<string, unknown> = {
  id: '1',
  name: 'Alice',
  email: 'alice@example.com',
  ssn: '123-45-6789',
  password_hash: '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW',
  internal_notes: 'vip',
};
const pick = (names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]]));

/** `choose` gives the fields of the answer for the query of the request. */
const api = (choose: (query: URLSearchParams) => unknown) => (request: Request) =>
  callerOf(request) === null
    ? Response.json({}, { status: 401 })
    : Response.json(choose(new URL(request.url).searchParams));
const listOf = (query: URLSearchParams, parameter: string): string[] =>
  query.get(parameter)?.split(',') ?? ['id', 'name'];

testCheck(check, {
  vulnerable: [
    {
      name: 'fields takes any name',
      operations: ['GET /me'],
      api: api((query) => pick(listOf(query, 'fields'))),
      message: 'selected',
      confidence: 'confirmed',
    },
    {
      name: 'expand brings the account with its notes',
      operations: ['GET /me'],
      api: api((query) => ({
        ...pick(['id']),
        ...(query.get('expand')?.includes('account') ? { account: { internal_notes: 'vip' } } : {}),
      })),
      message: 'selected',
    },
    {
      name: 'a list shows the addresses of all',
      operations: ['GET /people'],
      api: api((query) =>
        ['a', 'b'].map((id) => (query.has('select') ? { id, email: `${id}${id}@example.com` } : { id })),
      ),
      message: 'selected',
    },
  ],
  hardened: [
    { name: 'selection is ignored', operations: ['GET /me'], api: api(() => pick(['id', 'name'])), message: 'clean' },
    {
      name: 'only allowed names are selected',
      operations: ['GET /me'],
      api: api((query) => pick(listOf(query, 'fields').filter((name) => ['id', 'name', 'email'].includes(name)))),
    },
    {
      name: 'the request is repeated',
      operations: ['GET /me'],
      api: api((query) => ({ id: '1', query: Object.fromEntries(query) })),
    },
    {
      name: 'any query at all brings the long form, which is normal',
      operations: ['GET /me'],
      api: api((query) => (query.size > 0 ? record : pick(['id']))),
    },
  ],
  inconclusive: [
    {
      name: 'nobody is served',
      operations: ['GET /me'],
      api: (_: Request) => Response.json({}, { status: 403 }),
      message: 'noAnswer',
    },
  ],
});
