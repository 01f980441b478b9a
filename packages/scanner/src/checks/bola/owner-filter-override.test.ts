import type { Exchange, Operation } from '@middlebrick/model';
import {
  answered,
  notes,
  notesApi,
  notesOf,
  operation,
  refusal,
  refusedWith,
  runCheck,
  served,
  testCheck,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import check from './owner-filter-override.ts';

const operations = ['GET /me', 'GET /notes'];
const declared = ['GET /me', 'GET /notes?owner_id&limit'];
const alice = { name: 'alice', bearer: 'token-alice', subjects: ['alice'] };
const rowsOf = (name: string): Response => served({ items: notesOf(name) });
/** A list that takes the owner from a query parameter if there is one. */
const filteredBy = (parameter: string) =>
  notesApi({ list: (me, url) => rowsOf(url.searchParams.get(parameter) ?? me) });

testCheck(check, {
  skipped: [
    {
      name: 'is no list, an empty one, or refused',
      operations: ['GET /me', 'GET /notes', 'GET /about', 'GET /away'],
      api: notesApi({
        list: () => served([]),
        other: (_, { pathname }) => (pathname === '/about' ? served({ version: 1 }) : refusal(403)),
      }),
    },
  ],
  vulnerable: [
    {
      name: 'believes a declared owner_id',
      operations: declared,
      api: filteredBy('owner_id'),
      message: 'disclosed',
      confidence: 'confirmed',
    },
    { name: 'believes a user_id that no spec mentions', operations, api: filteredBy('user_id'), message: 'disclosed' },
    { name: 'believes userId', operations, api: filteredBy('userId'), message: 'disclosed' },
    {
      name: 'believes an e-mail address',
      operations: ['GET /me', 'GET /notes?email'],
      identities: ['alice', 'bob'].map((name) => ({
        name,
        bearer: `token-${name}`,
        subjects: [name, `${name}@example.com`],
      })),
      api: notesApi({ list: (me, url) => rowsOf(url.searchParams.get('email')?.replace(/@.*/, '') ?? me) }),
      message: 'disclosed',
    },
    {
      name: 'demands that two undeclared names agree with different columns, so that together they give no rows',
      operations,
      api: notesApi({
        list: (me, { searchParams }) =>
          searchParams.has('user_id') && searchParams.has('userId')
            ? served({ items: [] })
            : rowsOf(searchParams.get('user_id') ?? me),
      }),
      message: 'disclosed',
    },
    {
      name: 'refuses more than one undeclared name',
      operations,
      api: notesApi({
        list: (me, { searchParams }) =>
          searchParams.size > 1 ? refusal(400) : rowsOf(searchParams.get('owner_id') ?? me),
      }),
      message: 'disclosed',
    },
    {
      name: 'believes a user_id in a list that is numbered anew with every answer',
      operations,
      api: () => {
        let count = 0;
        return notesApi({
          list: (me, { searchParams }) =>
            served({ serial: ++count, items: notesOf(searchParams.get('user_id') ?? me) }),
        });
      },
      message: 'disclosed',
    },
  ],
  hardened: [
    {
      name: 'ignores undeclared names in a list that is numbered anew with every answer',
      operations,
      api: () => {
        let count = 0;
        return notesApi({ list: (me) => served({ serial: ++count, items: notesOf(me) }) });
      },
      message: 'ignored',
    },
    { name: 'ignores names that no spec mentions', operations, api: notesApi({ list: rowsOf }), message: 'ignored' },
    { name: 'ignores the parameter', operations: declared, api: notesApi({ list: rowsOf }), message: 'ignored' },
    {
      name: 'refuses another owner',
      operations: declared,
      api: notesApi({
        list: (me, url) => ((url.searchParams.get('owner_id') ?? me) === me ? rowsOf(me) : refusal(403)),
      }),
      message: 'ignored',
    },
    {
      name: 'filters the own rows, so another owner gives none',
      operations: declared,
      api: notesApi({
        list: (me, url) =>
          served({ items: notesOf(me).filter((note) => (url.searchParams.get('owner_id') ?? me) === note.owner_id) }),
      }),
      message: 'ignored',
    },
    {
      name: 'repeats the filter',
      operations: declared,
      api: notesApi({ list: (me, url) => served({ filter: url.searchParams.get('owner_id'), items: notesOf(me) }) }),
      message: 'ignored',
    },
    {
      name: 'obeys administrators only',
      operations: declared,
      identities: [alice, { name: 'bob', bearer: 'token-bob', subjects: ['bob'], role: 'admin' }],
      api: notesApi({ list: (me, url) => rowsOf(me === 'bob' ? (url.searchParams.get('owner_id') ?? me) : me) }),
      message: 'ignored',
    },
  ],
  inconclusive: [
    {
      name: 'shows everybody the same rows anyway',
      operations: declared,
      api: notesApi({ list: () => served({ items: notes }) }),
      message: 'notPerCaller',
    },
    {
      name: 'shows everybody the same rows and describes no filter',
      operations,
      api: notesApi({ list: () => served({ items: notes }) }),
      message: 'notPerCaller',
    },
    {
      name: 'only one identity is given',
      operations: declared,
      identities: [alice],
      api: filteredBy('owner_id'),
      message: 'notPerCaller',
    },
    {
      name: 'shows titles of the other owner and hides the rest',
      operations: declared,
      api: notesApi({
        list: (me, url) => {
          const owner = url.searchParams.get('owner_id') ?? me;
          return owner === me ? rowsOf(me) : served({ items: notesOf(owner).map(({ title }) => ({ title })) });
        },
      }),
      message: 'undecided',
    },
    {
      name: 'breaks when an owner is named',
      operations: declared,
      api: notesApi({ list: (me, { searchParams }) => (searchParams.has('owner_id') ? refusal(500) : rowsOf(me)) }),
      message: 'undecided',
    },
  ],
});

/** Whether rows of another user are found behind a declared filter of this name. */
const isFound = async (name: string, identities = [alice, { name: 'bob', bearer: 'token-bob', subjects: ['bob'] }]) => {
  const entry = {
    name,
    operations: ['GET /me', `GET /notes?${name}`],
    api: filteredBy(name.replace('!', '')),
    identities,
  };
  return (await runCheck(check, entry)).messages.includes('vulnerable:disclosed');
};

test.each([
  'owner',
  'ownerId',
  'user_name',
  'account_id',
  'customerid',
  'tenant_uuid',
  'org',
  'organization_id',
  'member',
  'author_name',
  'creator',
  'client_id',
  'patientId',
  'created_by',
  'createdBy',
  'for',
  'username',
  'uid',
])('a filter by %s is asked about', async (name) => {
  expect(await isFound(name)).toBe(true);
});

test.each([
  'coowner',
  'owner_idea',
  'ownership',
  'username_x',
  'my_uid',
  'before',
])('a filter by %s is none of an owner', async (name) => {
  expect(await isFound(name)).toBe(false);
});

test.each(['email', 'owner_email'])('an address is given where %s asks for one', async (name) => {
  const identities = ['alice', 'bob'].map((user) => ({
    name: user,
    bearer: `token-${user}`,
    subjects: [user, `${user}@example.com`],
  }));
  const api = notesApi({
    list: (me, url) => {
      const wanted = url.searchParams.get(name);
      return wanted?.includes('@') === false ? refusal(400) : rowsOf(wanted?.replace(/@.*/, '') ?? me);
    },
  });
  const { messages } = await runCheck(check, { name, operations: ['GET /me', `GET /notes?${name}`], api, identities });
  expect(messages).toEqual(['vulnerable:disclosed']);
});

const row = { id: 'n-1', owner: 'alice', title: 'Blood test on Friday' };
const list = (identity: string, exchange: Exchange, path = '/notes') => ({
  operation: 'GET /notes',
  identity,
  exchange,
  values: {},
  request: { method: 'GET', path },
});

test('asks of lists that somebody was shown with rows', () => {
  const asks = (id: string, ...baselines: object[]) => check.appliesTo(operation(id), { baselines } as never);
  const [full, empty, refused] = [answered([row]), answered([]), answered([row], { status: 403 })].map((exchange) =>
    list('alice', exchange),
  );
  expect(asks('GET /notes', empty ?? {}, full ?? {})).toBe(true);
  expect(asks('GET /notes', empty ?? {})).toMatch(/is not a list/);
  expect(asks('GET /notes', refused ?? {})).toMatch(/is not a list/);
  expect(asks('GET /other', full ?? {})).toMatch(/is not a list/);
});

/** What the check asks for on lists of Alice and Bob, when `answer` says what comes back. */
async function probed(
  of: string,
  {
    baselines = [
      list('alice', answered([row])),
      list('bob', answered([{ ...row, id: 'n-2', owner: 'bob', title: 'Nails' }])),
    ],
    subjects = ['alice', 'a-4471', 'third-id', 'alice@example.com'],
    answer = (_path: string, _name: string) => answered([{ ...row, title: 'Another list' }]),
    isPrivileged = false,
    parameters = operation(of).parameters,
  }: {
    baselines?: ReturnType<typeof list>[];
    subjects?: string[];
    answer?: (path: string, name: string) => Exchange;
    isPrivileged?: boolean;
    parameters?: Operation['parameters'];
  } = {},
) {
  const asked: string[] = [];
  const again: string[] = [];
  const send = (request: { path: string }, as: { name: string }, _: string, options: { second?: boolean } = {}) => {
    (options.second === true ? again : asked).push(`${as.name} ${request.path}`);
    return Promise.resolve(answer(request.path, as.name));
  };
  const identities = [
    { name: 'alice', subjects, isPrivileged: false },
    { name: 'bob', subjects: ['bob'], isPrivileged },
  ];
  const survey = { identities, baselines };
  const found = await check.probe({
    operation: operation(of, { parameters }),
    survey,
    send,
    lookalike: () => 'zq41',
  } as never);
  return { asked, again, ...found };
}

describe('the filters that are tried', () => {
  const filters = (asked: string[]) => [
    ...new Set(asked.filter((line) => line.startsWith('bob ')).map((line) => line.slice(4))),
  ];

  test('are the declared ones that need not be given, each with two ids of the owner', async () => {
    const { asked, attempts } = await probed('GET /notes?owner_id&user_id!&limit&email', {
      baselines: [list('bob', answered([row])), list('alice', answered([row]))],
    });
    expect(filters(asked).sort()).toEqual([
      '/notes',
      '/notes?email=alice%40example.com',
      '/notes?email=zq41',
      '/notes?owner_id=a-4471',
      '/notes?owner_id=alice',
      '/notes?owner_id=zq41',
    ]);
    expect(attempts[0]?.evidence.echoes).toEqual({ object: ['alice'], nonexistent: ['zq41'], own: [] });
  });

  test('are those of the query alone', async () => {
    const parameters: Operation['parameters'] = [{ name: 'uid', in: 'cookie', required: false, examples: [] }];
    const { asked } = await probed('GET /notes', { parameters });
    expect(asked.join(' ')).not.toContain('uid=');
  });

  test('replace what the list was asked with, and keep the rest', async () => {
    const path = '/notes?owner_id=bob&limit=5';
    const { asked } = await probed('GET /notes?owner_id', {
      baselines: [list('bob', answered([row]), path), list('alice', answered([row]), '/notes?limit=5')],
    });
    expect(filters(asked)).toContain('/notes?limit=5&owner_id=alice');
  });

  test('are guessed together where none is declared, and alone where that changes the answer', async () => {
    const same = { baselines: [list('bob', answered([row])), list('alice', answered([row]))] };
    const unmoved = await probed('GET /notes', { ...same, answer: () => answered([row]) });
    expect(filters(unmoved.asked)).toEqual([
      '/notes?user_id=alice&owner_id=alice&userId=alice',
      '/notes?user_id=a-4471&owner_id=a-4471&userId=a-4471',
    ]);
    expect(unmoved.unmoved.map(({ subject }) => subject)).toEqual(['alice', 'a-4471']);
    expect(unmoved.again).toEqual(['alice /notes', 'alice /notes']);
    const moved = await probed('GET /notes', {
      ...same,
      answer: (path) => answered(path.includes('=alice') ? [] : [row]),
    });
    expect(filters(moved.asked)).toContain('/notes?owner_id=alice');
    expect(filters(moved.asked)).not.toContain('/notes?owner_id=a-4471');
    expect(moved.unmoved.map(({ subject }) => subject)).toEqual(['a-4471']);
  });

  test('are not tried alone on a list that is numbered anew with every answer and otherwise stays', async () => {
    let serial = 0;
    const numbered = () => answered({ serial: ++serial, items: [row] });
    const { asked, again, unmoved } = await probed('GET /notes', {
      baselines: [list('bob', numbered()), list('alice', numbered())],
      answer: numbered,
      subjects: ['alice'],
    });
    expect(asked).toEqual(['bob /notes?user_id=alice&owner_id=alice&userId=alice']);
    expect(again).toEqual(['bob /notes', 'alice /notes']);
    expect(unmoved).toHaveLength(1);
  });

  test('end with the first that brings private rows, and not with rows that may be of anybody', async () => {
    const baselines = [list('bob', answered([])), list('alice', answered([row]))];
    const answer = (rows: object[]) => (path: string, name: string) =>
      name === 'alice' || (name === 'bob' && path.includes('=a')) ? answered(rows) : refusedWith(404);
    const of = 'GET /notes?owner_id';
    expect((await probed(of, { baselines, answer: answer([row]) })).attempts).toHaveLength(1);
    expect((await probed(of, { baselines, answer: answer([{ open: true }]) })).attempts).toHaveLength(2);
  });

  test('are tried the other way round where no id of the first owner is known', async () => {
    const { asked } = await probed('GET /notes?owner_id', {
      baselines: [list('bob', answered([row])), list('anonymous', answered([row])), list('alice', answered([row]))],
      subjects: [],
    });
    expect(asked).toContain('alice /notes?owner_id=bob');
  });

  test('name an owner that is signed in', async () => {
    const { asked } = await probed('GET /notes?owner_id', {
      baselines: [list('bob', answered([row])), list('anonymous', answered([row])), list('alice', answered([row]))],
    });
    expect(asked).toContain('bob /notes?owner_id=alice');
  });

  test('are not tried by administrators, nor on lists that nobody else was shown', async () => {
    const both = [list('bob', answered([row])), list('alice', answered([row]))];
    expect((await probed('GET /notes?owner_id', { baselines: both.slice(0, 1) })).asked).toEqual([]);
    const byAdmin = await probed('GET /notes?owner_id', { baselines: both, isPrivileged: true });
    expect(byAdmin.asked.filter((line) => line.includes('owner_id=alice'))).toEqual([]);
    const nobodys = [list('bob', answered([row])), list('anonymous', answered([row]))];
    expect((await probed('GET /notes?owner_id', { baselines: nobodys })).asked).toEqual([]);
    const elsewhere = [list('bob', answered([row])), { ...list('alice', answered([row])), values: { page: '2' } }];
    expect((await probed('GET /notes?owner_id', { baselines: elsewhere as never })).asked).toEqual([]);
  });
});

test('what the tries say', () => {
  const [alices, bobs] = [
    answered([row]),
    answered([{ ...row, id: 'n-2', owner: 'bob', title: 'Nails before paint' }]),
  ];
  const attempt = (other: Exchange, parts: object = {}) => ({
    evidence: {
      owner: [alices, alices],
      anonymous: refusedWith(401),
      nonexistent: answered([]),
      own: bobs,
      other,
      repeat: other,
      echoes: { object: ['alice'], nonexistent: ['zq41'], own: [] },
      isMember: false,
      isPrivileged: false,
      listings: [],
      ...parts,
    },
    owner: 'alice',
    other: 'bob',
    parameter: 'owner_id',
  });
  const unmoved = (answer: Exchange) => ({ owner: [alices, alices], own: bobs, answer, subject: 'alice' });
  const judged = (attempts: object[], still: object[] = []) =>
    check.judge({ attempts, unmoved: still } as never, operation('GET /notes'));
  expect(judged([attempt(bobs), attempt(alices)])).toMatchObject({
    message: 'disclosed',
    details: { owner: 'alice', other: 'bob', parameter: 'owner_id' },
  });
  expect(judged([attempt(bobs)])).toEqual({ outcome: 'hardened', message: 'ignored' });
  expect(judged([], [unmoved(bobs)])).toEqual({ outcome: 'hardened', message: 'ignored' });
  expect(judged([], [unmoved(alices)])).toEqual({ outcome: 'inconclusive', message: 'notPerCaller' });
  expect(judged([], [unmoved(alices), unmoved(bobs)])).toEqual({ outcome: 'hardened', message: 'ignored' });
  expect(judged([])).toEqual({ outcome: 'inconclusive', message: 'notPerCaller' });
  // An id that a refusal repeats is little of what the owner reads.
  expect(judged([attempt(refusedWith(403, { about: 'n-1' }))])).toEqual({ outcome: 'hardened', message: 'ignored' });
  const counted = answered([{ notes: 3 }]);
  const ofAnybody = { owner: [counted, counted], own: counted, nonexistent: refusedWith(404) };
  expect(judged([attempt(counted, ofAnybody)])).toEqual({ outcome: 'inconclusive', message: 'notPerCaller' });
  const [toAlice, toBob] = ['alice', 'bob'].map((reader) => answered([{ title: 'House rules', reader }]));
  expect(judged([], [{ ...unmoved(toBob as Exchange), owner: [toAlice, toAlice], own: toBob }])).toEqual({
    outcome: 'inconclusive',
    message: 'notPerCaller',
  });
});
