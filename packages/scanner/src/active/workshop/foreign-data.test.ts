import { anonymous, type Headers, type Identity, type Json, type JsonObject, type Operation } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnsafeWrite, type WritePlan } from '../contract.ts';
import { callerIds, callerOf, objectOf, type Workbench, withBody, workbench } from './workbench.fixture.ts';

/**
 * An API without any authorization: whoever asks may change and delete everything, one by one, by ids in bodies and
 * queries, whole collections at once, by method overrides and in other people's names.
 */
interface Design {
  resources: readonly string[];
  ids: 'number' | 'text';
  isNested: boolean;
  /** Whether an update of what is missing makes it. */
  upserts: boolean;
}

type Row = Record<string, unknown>;
type Tables = Map<string, Map<string, Row>>;

const people = { alice: callerIds['alice'], bob: callerIds['bob'], carol: callerIds['carol'], root: 1 };
const text = { type: 'string' };

function tablesOf({ resources, ids }: Design): Tables {
  const tables: Tables = new Map([
    ['users', new Map(Object.entries(people).map(([name, id]) => [String(id), { id, name }]))],
  ]);
  for (const resource of resources) {
    const rows = [1, 2, 3].map((number): [string, Row] => {
      const id = ids === 'number' ? number : `${resource.slice(0, 3)}-${number}`;
      return [String(id), { id, owner_id: number === 3 ? people.carol : people.root, title: `old ${number}` }];
    });
    tables.set(resource, new Map(rows));
  }
  return tables;
}

function lawless(tables: Tables, design: Design): (request: Request) => Promise<Response> {
  let next = 4;
  return async (request) => {
    const url = new URL(request.url);
    const method = request.headers.get('x-http-method-override') ?? url.searchParams.get('_method') ?? request.method;
    const name = callerOf(request);
    const caller = request.headers.get('x-user-id') ?? String(people[name as keyof typeof people] ?? '');
    const body = await bodyOf(request);
    if (url.pathname === '/me') return name === undefined ? signInFirst() : onSelf(method, tables, caller, body);
    const segments = url.pathname
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    const [first = '', second = ''] = segments;
    // `/users/{id}/notes` and `/users/{id}/notes/{id}`: the parent decides nothing.
    const [collection, ids = ''] = segments.length > 2 ? segments.slice(2) : [first, second];
    const rows = tables.get(collection ?? '');
    if (rows === undefined) return Response.json({ error: 'no such place' }, { status: 404 });
    touchReferences(tables, body);
    if (ids === '') return onCollection(method, rows, url, body, () => newId(collection as string, design, next++));
    if (ids !== 'remove') return onItems(method, rows, ids.split(/[,|;/]/), body, design);
    for (const id of named(body)) rows.delete(id);
    return Response.json({ ok: true });
  };
}

async function bodyOf(request: Request): Promise<Row> {
  return request.method === 'GET' ? {} : ((await request.json().catch(() => ({}))) as Row);
}

function signInFirst(): Response {
  return Response.json({ error: 'sign in' }, { status: 401 });
}

function onSelf(method: string, tables: Tables, caller: string, body: Row): Response {
  if (method === 'PATCH') Object.assign(tables.get('users')?.get(caller) ?? {}, body);
  if (method === 'DELETE') tables.get('users')?.delete(caller);
  return Response.json({ id: Number(caller) });
}

function newId(resource: string, { ids }: Design, number: number): number | string {
  return ids === 'number' ? number : `${resource.slice(0, 3)}-${number}`;
}

/** Every row that a body refers to counts who refers to it. */
function touchReferences(tables: Tables, body: Row): void {
  for (const [resource, rows] of tables) {
    for (const field of [`${resource.slice(0, -1)}_id`, resource]) {
      for (const id of [body[field]].flat()) {
        const row = rows.get(String(id));
        if (row !== undefined) row['references'] = Number(row['references'] ?? 0) + 1;
      }
    }
  }
}

function named(body: Row): string[] {
  const nested = body['target'];
  const inside = typeof nested === 'object' && nested !== null ? Object.values(nested) : [];
  return [body['id'], body['ids'], ...inside].flat().map(String);
}

function onCollection(method: string, rows: Map<string, Row>, url: URL, body: Row, makeId: () => number | string) {
  if (method === 'POST') {
    const row = { ...body, id: makeId(), made: true };
    rows.set(String(row.id), row);
    return Response.json(row, { status: 201 });
  }
  if (method === 'DELETE') {
    const ids = url.searchParams.getAll('id');
    for (const id of ids.length > 0 ? ids : [...rows.keys()]) rows.delete(id);
  }
  if (method === 'PATCH' || method === 'PUT') for (const id of named(body)) Object.assign(rows.get(id) ?? {}, body);
  return Response.json([...rows.values()]);
}

function onItems(method: string, rows: Map<string, Row>, ids: string[], body: Row, { upserts }: Design): Response {
  const [id = ''] = ids;
  if (!ids.some((one) => rows.has(one))) {
    if (!upserts || (method !== 'PUT' && method !== 'PATCH'))
      return Response.json({ error: 'missing' }, { status: 404 });
    rows.set(id, { ...body, id, made: true });
    return Response.json(rows.get(id));
  }
  for (const one of ids) {
    const row = rows.get(one);
    if (method === 'DELETE') rows.delete(one);
    else if (method !== 'GET' && row !== undefined) Object.assign(row, body, { id: row['id'] });
  }
  return method === 'DELETE' ? new Response(null, { status: 204 }) : Response.json(rows.get(id));
}

function operationsOf({ resources, ids, isNested }: Design): (string | Operation)[] {
  const id = { type: ids === 'number' ? 'integer' : 'string' };
  const each = resources.flatMap((resource, index): (string | Operation)[] => {
    const noun = resource.slice(0, -1);
    const other = resources[index - 1];
    const reference = other === undefined ? {} : { [`${other.slice(0, -1)}_id`]: id };
    const schema = objectOf({ title: text, ...reference }, ['title']);
    const place = isNested ? `/users/{user_id}/${resource}` : `/${resource}`;
    return [
      withBody(`POST ${place}`, schema),
      `GET ${place}`,
      `DELETE ${place}`,
      `DELETE /${resource}?id`,
      withBody(`PATCH /${resource}`, objectOf({ ids: { type: 'array', items: id }, title: text })),
      withBody(`POST /${resource}/remove`, objectOf({ id })),
      `GET ${place}/{${noun}_id}`,
      withBody(`PUT ${place}/{${noun}_id}`, schema),
      withBody(`PATCH ${place}/{${noun}_id}`, schema),
      `DELETE ${place}/{${noun}_id}`,
    ];
  });
  const users = ['GET /me', withBody('PATCH /me', objectOf({ name: text })), 'DELETE /me', 'GET /users/{user_id}'];
  const all = [
    ...users,
    'DELETE /users/{user_id}',
    withBody('PATCH /users/{user_id}', objectOf({ name: text })),
    ...each,
  ];
  const operations = all.map((entry) => (typeof entry === 'string' ? operation(entry) : entry));
  return [...new Map(operations.map((entry) => [entry.id, entry])).values()];
}

const designs: fc.Arbitrary<Design> = fc.record({
  resources: fc.shuffledSubarray(['notes', 'orders', 'devices'], { minLength: 1 }),
  ids: fc.constantFrom('number', 'text'),
  isNested: fc.boolean(),
  upserts: fc.boolean(),
});

/** Picks are numbers that choose from what is there when the step runs. */
interface Step {
  kind: 'write' | 'make' | 'fill';
  pick: readonly number[];
  callers: number;
  query: boolean;
  header: number;
  body: number;
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('write', 'write', 'write', 'make', 'fill'),
    pick: fc.array(fc.nat(10_000), { minLength: 8, maxLength: 8 }),
    callers: fc.nat(4),
    query: fc.boolean(),
    header: fc.nat(9),
    body: fc.nat(7),
  }),
  { minLength: 10, maxLength: 40 },
);

function valuesIn(tables: Tables, { workshop }: Workbench): string[] {
  const stored = [...tables.values()].flatMap((rows) => [...rows.keys()]);
  const made = workshop.tools.made().flatMap(({ exchange }) => {
    const id = (JSON.parse(exchange.response?.body || '{}') as Row)['id'];
    return id === undefined ? [] : [String(id), String(id)];
  });
  const foreign = stored[0] ?? '1';
  const own = made[0] ?? '4';
  return [
    ...stored,
    ...made,
    String(people.alice),
    String(people.bob),
    'root',
    workshop.tools.lookalike(foreign),
    workshop.tools.unique(),
    `${own},${foreign}`,
    `${workshop.tools.unique()}/${foreign}`,
    `${own}/${foreign}`,
  ];
}

async function take(step: Step, tables: Tables, bench: Workbench, operations: readonly Operation[]): Promise<boolean> {
  const { tools } = bench.workshop;
  const pool = valuesIn(tables, bench);
  const value = (index: number): string => pool[(step.pick[index] ?? 0) % pool.length] as string;
  const alice = bench.identity('alice');
  const forged = bench.sessions.derive(alice, { name: 'forged', bearer: 'token-carol' });
  const callers: Identity[] = [alice, bench.identity('bob'), bench.identity('carol'), anonymous, forged];
  const as = callers[step.callers] as Identity;
  const target = operations[(step.pick[0] ?? 0) % operations.length] as Operation;
  const names = target.parameters.map(({ name }) => name);
  const values = Object.fromEntries([...names, 'id'].map((name, index) => [name, value(1 + (index % 2))]));
  try {
    if (step.kind === 'make') {
      const maker = tools.makers()[(step.pick[0] ?? 0) % tools.makers().length];
      return maker !== undefined && typeof (await tools.make(maker, as, step.query ? values : {})) !== 'string';
    }
    const filled = step.kind === 'fill' ? tools.fill(target, as, { values })?.value : undefined;
    const plan = planOf(step, target, values, value, filled);
    await tools.write(plan, as, 'a hostile check');
    return target.method !== 'GET';
  } catch (error) {
    if (error instanceof UnsafeWrite) return false;
    throw error;
  }
}

function planOf(
  step: Step,
  target: Operation,
  values: WritePlan['values'],
  value: (index: number) => string,
  filled: JsonObject | undefined,
): WritePlan {
  const bodies: (Json | undefined)[] = [
    undefined,
    { title: 'changed' },
    { title: 'changed', id: value(3) },
    { ids: [value(3), value(4)] },
    { id: Number(value(3)) || value(3), title: 'changed' },
    { target: { anything: value(3) }, note_id: value(4) },
    { notes: [value(3)], title: 'x' },
    { name: 'changed' },
  ];
  const headers: Headers[] = [
    [['X-HTTP-Method-Override', 'DELETE']],
    [['X-User-Id', value(5)]],
    [['Authorization', 'Bearer token-carol']],
  ];
  const header = headers[step.header];
  const body = filled ?? bodies[step.body];
  return {
    operation: target,
    values,
    ...(body === undefined ? {} : { body }),
    ...(step.query ? { query: { id: value(6), ...(step.header === 9 ? { _method: 'DELETE' } : {}) } } : {}),
    ...(header === undefined ? {} : { headers: header }),
  };
}

/** What was there before, and the accounts of those who were not registered by the scan. */
function foreignData(tables: Tables): string {
  const own = new Set([String(people.alice), String(people.bob)]);
  return JSON.stringify(
    [...tables].map(([table, rows]) => [
      table,
      [...rows].filter(([id, row]) => row['made'] !== true && !(table === 'users' && own.has(id))),
    ]),
  );
}

const zeros = [0, 0, 0, 0, 0];

/** A value that was given for a creation without being part of its request is no parent of what was made. */
const valueThatWasNotSent: [Design, Step[]] = [
  { resources: ['notes', 'devices'], ids: 'number', isNested: false, upserts: false },
  [
    { kind: 'make', pick: [2749, 0, 0, ...zeros], callers: 0, query: false, header: 0, body: 0 },
    { kind: 'make', pick: [0, 3, 0, ...zeros], callers: 0, query: true, header: 0, body: 0 },
    { kind: 'write', pick: [4747, 0, 0, 150, ...zeros], callers: 0, query: false, header: 3, body: 2 },
    { kind: 'write', pick: [7956, 1732, 0, 2668, ...zeros], callers: 0, query: false, header: 0, body: 6 },
  ],
];

test('whatever a check asks of the tools, data that the scan did not make stays as it was', async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(designs, steps, async (design, course) => {
      const tables = tablesOf(design);
      const before = foreignData(tables);
      const operations = operationsOf(design);
      await using bench = await workbench({ app: lawless(tables, design), operations, given: ['carol'] });
      await bench.workshop.makeFirst();
      expect(foreignData(tables)).toBe(before);
      const known = operations.map((entry) => (typeof entry === 'string' ? operation(entry) : entry));
      for (const step of course) {
        if (await take(step, tables, bench, known)) written++;
        expect(foreignData(tables)).toBe(before);
      }
      await bench.workshop.cleanUp();
      await bench.workshop.recheck(new Set(['alice', 'bob']));
      expect(foreignData(tables)).toBe(before);
    }),
    { numRuns: 150, examples: [valueThatWasNotSent] },
  );
  // Nothing would be shown by a workshop that refuses everything.
  expect(written).toBeGreaterThan(100);
}, 60_000);
