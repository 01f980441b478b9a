import { fileURLToPath } from 'node:url';
import { codePolicies, discover } from '@middlebrick/auditor';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../packages/auditor/src/iam/evaluate.ts';
import type { PolicyStatement } from '../../packages/auditor/src/iam/infrastructure.ts';
import { type PolicyDocument, statementsOf } from '../../packages/auditor/src/iam/policy-document.ts';
import { startFlaskServer } from '../targets/flask-dynamodb/start.ts';
import { registration } from '../targets/flask-dynamodb/testing/client.ts';
import { connect } from '../targets/hono-dynamodb/src/database.ts';
import { createHardenedApp } from '../targets/hono-dynamodb/src/hardened/app.ts';
import { type Store, startStore } from '../targets/hono-dynamodb/src/store.ts';
import { type RecordedCall, type Recorder, recordCalls, requestOf, type Tags, tableArn } from './recorded-calls.ts';

const isFlaskSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);

/** An application over a database, and how it is asked. */
interface Running extends AsyncDisposable {
  readonly send: (path: string, init: RequestInit) => Promise<Response>;
}

interface Target {
  readonly name: string;
  /** Its code, from the folder of the targets, without what only starts it and fills its database. */
  readonly folder: string;
  readonly isCode: (path: string) => boolean;
  /** What the deployment fills in. */
  readonly settings: Readonly<Record<string, string>>;
  readonly start: (store: Pick<Store, 'endpoint' | 'users' | 'posts'>) => Promise<Running>;
}

const hono: Target = {
  name: 'Hono',
  folder: 'hono-dynamodb/src',
  isCode: (path) => !/^(?:vulnerable\/|store\.ts|digest\.ts|target\.ts)/.test(path),
  settings: {},
  start: async ({ endpoint }) => {
    const documents = connect(endpoint);
    const app = createHardenedApp({ documents, log: () => undefined });
    return {
      send: async (path, init) => app.request(path, init),
      [Symbol.asyncDispose]: async () => documents.destroy(),
    };
  },
};

const flask: Target = {
  name: 'Flask',
  folder: 'flask-dynamodb/hardened',
  isCode: () => true,
  settings: { USERS_TABLE: 'Users', POSTS_TABLE: 'Posts' },
  start: async (store) => {
    const server = await startFlaskServer({ variant: 'hardened', store });
    return { send: (path, init) => fetch(`${server.url}${path}`, init), [Symbol.asyncDispose]: server.close };
  },
};

/** The policy that the auditor makes of the code, with the settings that a deployment fills in. */
async function policyOf({ folder, isCode, settings }: Target): Promise<PolicyDocument> {
  const found = await discover(fileURLToPath(new URL(`../targets/${folder}`, import.meta.url)));
  const { policies } = await codePolicies({ ...found, code: found.code.filter(({ path }) => isCode(path)) }, 'owner');
  expect(policies).toHaveLength(1);
  const text = JSON.stringify(policies[0]?.document);
  return JSON.parse(text.replaceAll(/\$\{\?(\w+)\}/g, (written, name: string) => settings[name] ?? written));
}

interface Session {
  readonly id: string;
  readonly tags: Tags;
  readonly token: string;
  readonly refreshToken: string;
}

const draft = { title: 'A title', body: 'A body', topic: 'work' };

/** Two people come, do everything there is to do, and leave; an administrator looks on. */
async function everything({ send }: Running, recorder: Recorder, store: Store): Promise<void> {
  const ask = async (tags: Tags, request: string, headers: Record<string, string> = {}, body?: unknown) => {
    const [method = '', path = ''] = request.split(' ');
    recorder.as(tags);
    const json = body === undefined ? '' : JSON.stringify(body);
    const typed = { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(json)) };
    const answer = await send(path, {
      method,
      headers: { ...headers, ...(json !== '' && typed) },
      ...(json !== '' && { body: json }),
    });
    expect(`${request} ${answer.status}`).toMatch(/ 20[014]$/);
    const text = await answer.text();
    return { cookie: answer.headers.get('set-cookie') ?? '', json: text.startsWith('{') ? JSON.parse(text) : text };
  };
  const signIn = async (username: string, password: string, id: string, tags: Tags = {}): Promise<Session> => {
    const { json } = await ask({}, 'POST /api/login', {}, { username, password });
    const owner = { owner: id, username, ...tags };
    return { id, tags: owner, token: json.access_token, refreshToken: json.refresh_token };
  };
  const come = async (username: string): Promise<Session> => {
    const body = registration(username);
    const { json } = await ask({}, 'POST /api/register', {}, body);
    return signIn(username, body.password, json.user_id);
  };
  const as = ({ tags, token }: Session, request: string, body?: unknown) =>
    ask(tags, request, { authorization: `Bearer ${token}` }, body);

  const [mira, noah] = [await come('mira'), await come('noah')];
  const admin = store.users.find(({ name }) => name === 'admin');
  if (admin === undefined) throw new Error('An administrator is seeded.');
  const chief = await signIn('admin', admin.password, admin.item.user_id, { privileged: 'true' });
  await ask({}, 'POST /api/token', {}, { refresh_token: noah.refreshToken });
  const { cookie } = await ask(
    {},
    'POST /api/session',
    {},
    { username: 'mira', password: registration('mira').password },
  );
  await ask(mira.tags, 'GET /api/session', { cookie: cookie.split(';')[0] ?? '' });

  const place = `/api/users/${mira.id}`;
  for (const path of ['/api/me', '/api/profile', place]) await as(mira, `GET ${path}`);
  await as(mira, `PATCH ${place}`, { bio: 'New words.' });
  await as(mira, 'PUT /api/profile', { theme: 'dark' });
  const password = 'another long password';
  await as(mira, `PUT ${place}/password`, { current_password: registration('mira').password, password });

  await as(mira, 'POST /api/posts', draft);
  const posts: string[] = [];
  for (const topic of ['work', 'travel']) {
    const { json } = await as(mira, `POST ${place}/posts`, { ...draft, topic });
    posts.push(`${place}/posts/${json.post_id}`);
  }
  const [kept = '', dropped = ''] = posts;
  await as(mira, `PUT ${kept}`, { ...draft, title: 'Another title' });
  for (const path of [kept, kept, dropped]) await as(mira, `POST ${path}/shares`, { user_id: noah.id });
  for (const path of [`${place}/posts`, kept, '/api/posts', '/api/topics/work/posts', '/api/feed'])
    await as(mira, `GET ${path}`);
  const { json: page } = await as(mira, 'GET /api/feed?limit=1');
  await as(mira, `GET /api/feed?limit=1&cursor=${page.next_cursor}`);
  await as(noah, 'GET /api/shared');
  await as(noah, `GET ${kept}`);
  await as(mira, `DELETE ${dropped}`);

  await as(chief, 'GET /api/admin/users-count');
  await as(chief, `PUT /api/admin/users/${noah.id}/role`, { role: 'user' });
  await as(mira, `DELETE ${place}`);
  await as(noah, 'POST /api/logout');
}

describe.each([
  { target: hono, isSkipped: false },
  { target: flask, isSkipped: isFlaskSkipped },
])('the policy of the hardened $target.name target', ({ target, isSkipped }) => {
  describe.skipIf(isSkipped)('put to the evaluator', () => {
    let statements: readonly PolicyStatement[];
    let calls: readonly RecordedCall[];

    beforeAll(async () => {
      const document = await policyOf(target);
      statements = statementsOf(document, { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 });
      const store = await startStore({ variant: 'hardened', seed: 5 });
      const recorder = await recordCalls(store.endpoint);
      const running = await target.start({ ...store, endpoint: recorder.endpoint });
      await everything(running, recorder, store);
      calls = recorder.calls;
      await running[Symbol.asyncDispose]();
      await recorder[Symbol.asyncDispose]();
      await store.close();
    });

    const isAllowed = (call: Omit<RecordedCall, 'tags'>, tags: Tags) =>
      evaluate(statements, requestOf(call, tags)).decision === 'allow';
    const named = ({ action, resource }: Pick<RecordedCall, 'action' | 'resource'>) =>
      `${action.replace('dynamodb:', '')} ${resource.replace(tableArn(''), '')}`;
    const names = (some: readonly RecordedCall[]) => [...new Set(some.map(named))].toSorted();
    const isOrdinary = ({ tags }: RecordedCall) => 'owner' in tags && !('privileged' in tags);

    test('allows every call that the application makes', () => {
      expect(calls.length).toBeGreaterThan(70);
      expect(calls.filter((call) => !isAllowed(call, call.tags))).toEqual([]);
    });

    test('allows nothing else', () => {
      const made = new Set(calls.map(named));
      const allowed = statements
        .filter(({ effect }) => effect === 'Allow')
        .flatMap(({ actions, resources }) =>
          actions.flatMap((action) =>
            resources.map((resource) => named({ action, resource: resource.replace(/^.*:table\//, tableArn('')) })),
          ),
        );
      expect([...new Set(allowed)].filter((name) => !made.has(name))).toEqual([]);
    });

    test('denies the keys of other owners, but for the posts that they share', () => {
      const stranger = { owner: '3f0c9a52-6a0b-4f39-9d5e-0c9a526a0b4f', username: 'stranger' };
      const crossing = calls.filter((call) => isOrdinary(call) && isAllowed(call, stranger));
      expect(names(crossing)).toEqual(['GetItem Posts']);
      const both = calls.filter(isOrdinary).map((call) => ({ ...call, keys: [...(call.keys ?? []), stranger.owner] }));
      expect(names(both.filter((call) => isAllowed(call, call.tags)))).toEqual(['GetItem Posts']);
    });

    test('denies to ordinary callers what only an administrator or nobody does', () => {
      const others = calls.filter((call) => !isOrdinary(call));
      const [mira] = calls.filter(isOrdinary);
      const isOwn = ({ keys = [] }: RecordedCall) => keys.every((key) => key === mira?.tags.owner);
      expect(names(others.filter((call) => !isOwn(call) && isAllowed(call, mira?.tags ?? {})))).toEqual([]);
      expect(names(others.filter((call) => !isAllowed(call, {})))).toEqual(['Scan Users', 'UpdateItem Users']);
    });

    test('denies whole tables, and PartiQL to everybody', () => {
      const sessions: readonly Tags[] = [{}, ...calls.map(({ tags }) => tags)];
      const actions = ['PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete', 'ExportTableToPointInTime'];
      for (const resource of ['Users', 'Posts', 'Posts/index/by-topic'].map(tableArn)) {
        for (const action of actions.map((name) => `dynamodb:${name}`)) {
          expect(sessions.filter((tags) => isAllowed({ action, resource, keys: [tags.owner ?? 'x'] }, tags))).toEqual(
            [],
          );
        }
        const scan = { action: 'dynamodb:Scan', resource };
        const scanning = sessions.filter((tags) => isAllowed(scan, tags)).map(({ privileged }) => privileged);
        expect([...new Set(scanning)]).toEqual(resource === tableArn('Users') ? ['true'] : []);
      }
    });
  });
});
