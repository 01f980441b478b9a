import { callerOf, operation, runCheck, testCheck } from '@middlebrick/testing';
import { expect, test } from 'vitest';
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
      finding: {
        places: [{ operation: 'GET /me', parameter: 'fields' }],
        details: { parameter: 'fields', fields: 'password_hash, ssn, internal_notes' },
      },
    },
    {
      name: 'the first caller gets no JSON',
      operations: ['GET /me', 'GET /card'],
      api: (request) => {
        const { pathname, searchParams } = new URL(request.url);
        const me = callerOf(request);
        if (me === null) return Response.json({}, { status: 401 });
        if (pathname === '/me') return Response.json({ id: me });
        return me === 'alice' ? new Response('<p>Welcome</p>') : Response.json(pick(listOf(searchParams, 'fields')));
      },
      message: 'selected',
      finding: { proof: [{ label: 'bob, normal request' }, { label: 'bob, fields given' }] },
    },
    {
      name: 'as many fields come, but others',
      operations: ['GET /me'],
      api: api((query) => pick(query.has('fields') ? ['id', 'ssn'] : ['id', 'name'])),
      message: 'selected',
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
    {
      name: 'a filter would drop what another name brings',
      operations: ['GET /me'],
      api: api((query) => {
        const account = query.has('include') ? { account: { internal_notes: 'vip' } } : {};
        const whole: Record<string, unknown> = { ...pick(['id', 'name']), ...account };
        const names = query.get('fields')?.split(',') ?? Object.keys(whole);
        return Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name)));
      }),
      message: 'selected',
    },
    {
      name: 'several names at once are refused and one is taken',
      operations: ['GET /me'],
      api: (request: Request) =>
        new URL(request.url).searchParams.size > 1
          ? Response.json({ error: 'choose one way to select' }, { status: 400 })
          : api((query) => pick(listOf(query, 'fields')))(request),
      message: 'selected',
    },
    {
      name: 'names of relations are refused among fields',
      operations: ['GET /me'],
      api: (request: Request) =>
        new URL(request.url).searchParams.get('fields')?.includes('payment_methods') === true
          ? Response.json({ error: 'no such field' }, { status: 422 })
          : api((query) => pick(listOf(query, 'fields')))(request),
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

test('asks of what was called', () => {
  const asks = (id: string) =>
    check.appliesTo(operation(id), { baselines: [{ operation: 'GET /a' }, { operation: 'GET /b' }] } as never);
  expect(asks('GET /b')).toBe(true);
  expect(asks('GET /c')).toMatch(/was not called/);
});

test('where all names at once make no difference, none is asked alone', async () => {
  const asked = async (answer: (query: URLSearchParams) => object): Promise<number> => {
    const queries = new Set<string>();
    const counting = (request: Request): Response => {
      const { search, searchParams } = new URL(request.url);
      if (callerOf(request) === null) return Response.json({}, { status: 401 });
      if (search !== '') queries.add(search);
      return Response.json(answer(searchParams));
    };
    await runCheck(check, { name: 'asked', operations: ['GET /me'], api: counting });
    return queries.size;
  };
  expect(await asked(() => pick(['id', 'name']))).toBe(1);
  expect(await asked((query) => pick(query.has('fields') ? ['id'] : ['id', 'name']))).toBeGreaterThan(5);
  expect(await asked((query) => pick(query.has('fields') ? ['id', 'email'] : ['id', 'name']))).toBeGreaterThan(5);
});

test('a refusal of all names at once is a difference', async () => {
  const strict = (request: Request): Response => {
    const { searchParams } = new URL(request.url);
    if (callerOf(request) === null) return Response.json({}, { status: 401 });
    if (searchParams.size > 1) return Response.json(pick(['id', 'name']), { status: 400 });
    return Response.json(pick(listOf(searchParams, 'fields')));
  };
  const { messages } = await runCheck(check, { name: 'strict', operations: ['GET /me'], api: strict });
  expect(messages).toContain('vulnerable:selected');
});
