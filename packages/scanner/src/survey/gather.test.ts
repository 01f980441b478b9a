import type { Operation } from '@middlebrick/model';
import {
  type Api,
  notes,
  notesApi,
  notesOf,
  operation,
  reading,
  refusal,
  served,
  toStrangers,
} from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { type IdentityInput, identityConfigSchema } from '../identities/identity-config.ts';
import { clientOf, surfaceOf } from '../identities/session-api.fixture.ts';
import { openSessions } from '../identities/sessions.ts';
import { gatherSurvey } from './gather.ts';
import type { Survey } from './survey.ts';

const alice: IdentityInput = { name: 'alice', bearer: 'token-alice', subjects: ['alice'] };
const bob: IdentityInput = { name: 'bob', bearer: 'token-bob', subjects: ['bob'] };

interface Gathered {
  survey: Survey;
  /** Every request, `alice GET /notes`. */
  sent: string[];
}

async function gathered(api: Api, operations: (string | Operation)[], identities = [alice, bob]): Promise<Gathered> {
  const sent: string[] = [];
  await using client = await clientOf((request) => {
    const caller = /token-(\w+)/.exec(request.headers.get('authorization') ?? '')?.[1] ?? 'nobody';
    sent.push(`${caller} ${request.method} ${new URL(request.url).pathname}`);
    return api(request);
  });
  const configs = identities.map((identity) => identityConfigSchema.parse(identity));
  const surface = surfaceOf(operations.map((entry) => (typeof entry === 'string' ? operation(entry) : entry)));
  const sessions = await openSessions(client, configs);
  await sessions.prove(surface);
  sent.length = 0;
  return { survey: await gatherSurvey({ surface, sessions, configs, reads: new Set() }), sent };
}

const ownersOf = ({ objects }: Survey): string[] =>
  objects.map(({ owner, values, evidence }) => `${owner} ${Object.values(values).join('/')} ${evidence}`).sort();
const plain = ['GET /me', 'GET /notes', 'GET /notes/{id}'];

describe('the owner of an object', () => {
  test('is the one whom alone a list shows it', async () => {
    const idsOnly = notesApi(reading(({ id, title }) => served({ id, title })));
    expect(ownersOf((await gathered(idsOnly, plain)).survey)).toEqual(['alice n-7f31c9 listed', 'bob n-51e6aa listed']);
  });

  test('is found for a second object, in reserve, where a list shows everybody the first', async () => {
    const index = notesApi({ list: () => served(notes.map(({ id, owner_id }) => ({ id, owner_id }))) });
    expect(ownersOf((await gathered(index, plain)).survey)).toEqual([
      'alice n-7f31c9 attribute',
      'alice n-b02d48 attribute',
      'bob n-51e6aa attribute',
      'bob n-c8904e attribute',
    ]);
  });

  test('is the one whom an object names that only the examples of the description lead to', async () => {
    const detail = operation('GET /notes/{id}');
    const [id] = detail.parameters;
    const withExample = { ...detail, parameters: id === undefined ? [] : [{ ...id, examples: ['n-51e6aa'] }] };
    const { survey } = await gathered(notesApi(reading(served)), ['GET /me', withExample]);
    expect(ownersOf(survey)).toEqual(['bob n-51e6aa attribute']);
  });

  test('is the one whom the object names, whoever is shown it', async () => {
    const index = notesApi({
      ...reading(served),
      list: () => served(notes.map(({ id, owner_id }) => ({ id, owner_id }))),
    });
    expect(ownersOf((await gathered(index, plain)).survey)).toEqual([
      'alice n-7f31c9 attribute',
      'alice n-b02d48 attribute',
      'bob n-51e6aa attribute',
      'bob n-c8904e attribute',
    ]);
  });

  test('is the one whose own id is asked for', async () => {
    const people = notesApi({
      other: (me, url) => (url.pathname === `/users/${me}` ? served({ plan: 'free' }) : undefined),
    });
    expect(ownersOf((await gathered(people, ['GET /me', 'GET /users/{user_id}'])).survey)).toEqual([
      'alice alice subject',
      'bob bob subject',
    ]);
  });

  test('is the one to whom the configuration gives it', async () => {
    const owns = { id: ['n-51e6aa'] };
    const { survey } = await gathered(notesApi(), ['GET /me', 'GET /notes/{id}'], [alice, { ...bob, owns }]);
    expect(ownersOf(survey)).toEqual(['bob n-51e6aa config']);
  });

  test('is nobody when it cannot read it', async () => {
    const closed = notesApi({ read: () => refusal(403) });
    expect(ownersOf((await gathered(closed, plain)).survey)).toEqual([]);
  });

  test('is nobody when an answer holds the records of several', async () => {
    const topics = notesApi({
      list: () => served([{ topic: 'rivers' }]),
      other: (_, url) => (url.pathname === '/topics/rivers' ? served(notes) : undefined),
    });
    const { survey } = await gathered(topics, ['GET /me', 'GET /notes', 'GET /topics/{topic}']);
    expect(ownersOf(survey)).toEqual([]);
    expect(survey.baselines.some(({ operation: id }) => id === 'GET /topics/{topic}')).toBe(true);
  });

  test('is found for children through lists of lists', async () => {
    const api = notesApi({
      other: (me, url) => {
        const id = /^\/notes\/(.+)\/pages$/.exec(url.pathname)?.[1];
        return id !== undefined && notesOf(me).some((note) => note.id === id)
          ? served([{ page_id: `${id}-p1` }])
          : undefined;
      },
      read: ({ me, url }) => {
        const [, , id = '', , page] = url.pathname.split('/');
        if (!notesOf(me).some((note) => note.id === id)) return refusal(404);
        return page === undefined ? served([{ page_id: `${id}-p1` }]) : served({ page, text: `Page of ${id}` });
      },
    });
    const operations = ['GET /me', 'GET /notes', 'GET /notes/{id}/pages', 'GET /notes/{id}/pages/{page_id}'];
    const { survey } = await gathered(api, operations);
    const leaves = survey.objects.filter((object) => object.operation.endsWith('{page_id}'));
    expect(leaves.map(({ owner, values }) => [owner, values]).sort()).toEqual(
      [...notesOf('alice').slice(0, 1), ...notesOf('bob').slice(0, 1)].map(({ id, owner_id }) => [
        owner_id,
        { id, page_id: `${id}-p1` },
      ]),
    );
  });

  test('is found behind a declared link', async () => {
    const linking = operation('GET /notes', {
      responses: [
        {
          status: '200',
          links: [{ target: 'GET /papers/{paper}', parameter: 'paper', expression: '$response.body#/latest' }],
        },
      ],
    });
    const api = notesApi({
      list: (me) => served({ latest: `paper-of-${me}` }),
      other: (me, url) => (url.pathname === `/papers/paper-of-${me}` ? served({ text: 'Something' }) : undefined),
    });
    expect(ownersOf((await gathered(api, ['GET /me', linking, 'GET /papers/{paper}'])).survey)).toEqual([
      'alice paper-of-alice listed',
      'bob paper-of-bob listed',
    ]);
  });
});

describe('the survey', () => {
  test('calls every operation without an id as everybody, and nothing else than reads', async () => {
    const operations = [...plain, 'POST /notes', 'DELETE /notes/{id}', 'GET /logout', 'GET /maintenance/reset'];
    const { survey, sent } = await gathered(notesApi(), operations);
    const free = survey.baselines.filter(({ values }) => Object.keys(values).length === 0);
    expect(free.map(({ identity, operation: id }) => `${identity} ${id}`).sort()).toEqual(
      ['alice', 'anonymous', 'bob'].flatMap((name) => [`${name} GET /me`, `${name} GET /notes`]),
    );
    expect(sent.filter((line) => !/ GET \/(?:me|notes|notes\/n-\w+)$/.test(line))).toEqual([]);
    expect(new Set(sent).size).toBe(sent.length);
  });

  test('knows the items of lists with the owner that they name', async () => {
    const api = notesApi({ list: () => served({ items: notes.slice(1, 3) }) });
    const { survey } = await gathered(api, ['GET /me', 'GET /notes'], [alice]);
    const listed = (id: string, title: string, owner?: string) => ({
      operation: 'GET /notes',
      identity: 'alice',
      list: 'items[]',
      ids: { id, owner_id: owner ?? 'bob', title },
      ...(owner === undefined ? {} : { owner }),
    });
    expect(survey.items).toEqual([
      listed('n-b02d48', 'Blood test on Friday', 'alice'),
      listed('n-51e6aa', 'Nails before paint'),
    ]);
  });

  test('learns who a caller is from its own description', async () => {
    const api: Api = (request) => {
      const me = /token-(\w+)/.exec(request.headers.get('authorization') ?? '')?.[1];
      return me === undefined ? refusal(401) : served({ id: `u-${me}`, role: me === 'bob' ? 'admin' : 'user' });
    };
    const { survey } = await gathered(api, ['GET /me']);
    expect(survey.identities.map(({ subjects, isPrivileged }) => [subjects, isPrivileged])).toEqual([
      [['u-alice', 'alice'], false],
      [['u-bob', 'bob'], true],
    ]);
  });

  test('is frozen', async () => {
    const { survey } = await gathered(notesApi(toStrangers(() => refusal(403))), plain);
    expect(Object.isFrozen(survey)).toBe(true);
  });
});

describe('an object that is not found', () => {
  const asked = (sent: readonly string[], request: string): number => sent.filter((one) => one === request).length;
  const gone = notesApi({ read: () => refusal(404) });

  test('is asked for again where a list says that it exists', async () => {
    const { sent } = await gathered(gone, plain);
    expect(asked(sent, 'alice GET /notes/n-7f31c9')).toBe(3);
  });

  test("is asked for once where its id is only the caller's own", async () => {
    const { sent } = await gathered(gone, ['GET /me', 'GET /users/{user_id}']);
    expect(asked(sent, 'alice GET /users/alice')).toBe(1);
  });

  test('leaves the ids of other people alone where the own id opens the own object', async () => {
    const people = notesApi({
      list: () => served([{ user_id: 'alice' }, { user_id: 'bob' }, { user_id: 'carol' }]),
      other: (_, url) => (url.pathname.startsWith('/users/') ? served({ login: url.pathname.slice(7) }) : undefined),
    });
    const { sent } = await gathered(people, ['GET /me', 'GET /notes', 'GET /users/{user_id}']);
    expect(sent.filter((one) => one.includes('/users/')).sort()).toEqual([
      'alice GET /users/alice',
      'bob GET /users/bob',
    ]);
  });
});
