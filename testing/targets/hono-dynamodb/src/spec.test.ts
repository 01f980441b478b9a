import { Ajv } from 'ajv';
import formatsModule from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTwins, type Twin, type Twins } from '../testing/twins.ts';
import { createSpec } from './spec.ts';

let twins: Twins;

beforeAll(async () => {
  twins = await openTwins();
});

afterAll(() => twins.close());

const METHODS = ['get', 'put', 'patch', 'post', 'delete'];

interface DescribedOperation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required: boolean }[];
  readonly responses: Readonly<Record<string, object>>;
}

/** `GET /api/users/{user_id}`, for every operation described. */
function described(variant: 'vulnerable' | 'hardened'): string[] {
  const { paths } = createSpec(variant);
  return Object.entries(paths)
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
    .sort();
}

test.each(['vulnerable', 'hardened'] as const)('the description of the %s twin is complete', (variant) => {
  const { paths, components } = createSpec(variant);
  const problems: string[] = [];
  const ids = new Set<string>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const { operationId, security, parameters = [], responses } = operation as DescribedOperation;
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = parameters.filter((parameter) => parameter.in === 'path' && parameter.required);
      if (wanted.join() !== given.map((parameter) => parameter.name).join())
        problems.push(`${method} ${path}: parameters`);
      if (ids.has(operationId)) problems.push(`${operationId}: twice`);
      if (security.length > 0 && !('401' in responses)) problems.push(`${operationId}: no 401`);
      ids.add(operationId);
    }
  }
  const references = JSON.stringify(paths).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  for (const [, name = ''] of references) if (!(name in components.schemas)) problems.push(`${name}: no such schema`);
  expect(problems).toEqual([]);
});

test.each(['vulnerable', 'hardened'] as const)('the %s twin serves exactly what it describes', async (variant) => {
  const served = twins[variant].app.routes
    .filter(({ method, path }) => METHODS.includes(method.toLowerCase()) && path !== '/openapi.json')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect([...new Set(served)].sort()).toEqual(described(variant));

  const { status, body } = await twins[variant].ask('/openapi.json');
  expect({ status, body }).toEqual({ status: 200, body: JSON.parse(JSON.stringify(createSpec(variant))) });
});

test('the twins have the same operations; they differ in ids, limits and two parameters that should not be', () => {
  expect(described('vulnerable')).toEqual(described('hardened'));

  const parameters = (variant: 'vulnerable' | 'hardened') => {
    const names = JSON.stringify(createSpec(variant)).matchAll(/"name":"([\w-]+)","in":"(query|header)"/g);
    return [...names].map(([, name, place]) => `${place} ${name}`);
  };
  expect(parameters('vulnerable')).toEqual(['header X-User-Id', 'query user_id', 'query limit', 'query cursor']);
  expect(parameters('hardened')).toEqual(['query limit', 'query cursor']);
});

test('no description mentions a field that is not meant to leave', () => {
  const texts = [createSpec('vulnerable'), createSpec('hardened')].map((spec) => JSON.stringify(spec));
  const internal = ['ssn', 'internal_notes', 'password_hash', 'moderation_notes', 'owner_topic', 'enabled"'];
  expect(texts.flatMap((text) => internal.filter((field) => text.includes(field)))).toEqual([]);
});

/** Checks an answer against the schema of that name, with every property beyond it refused. */
function violations(variant: 'vulnerable' | 'hardened', name: string, body: unknown) {
  const { schemas } = createSpec(variant).components;
  const closed = Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key, { ...schema, additionalProperties: false }]),
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  formatsModule.default(ajv);
  ajv.addSchema({ components: { schemas: closed } }, 'spec');
  ajv.validate({ $ref: `spec#/components/schemas/${name}` }, body);
  return (ajv.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

const readUser = async (twin: Twin) => (await twin.as('alice', `/api/users/${twin.user('alice').userId}`)).body;

test('the hardened twin answers what it describes', async () => {
  const { hardened } = twins;
  const { userId, password } = hardened.user('alice');
  const [post] = hardened.posts('alice');
  const answers: [string, unknown][] = [
    ['Profile', await readUser(hardened)],
    ['Profile', (await hardened.as('alice', '/api/profile')).body],
    ['Post', (await hardened.as('alice', `/api/users/${userId}/posts/${post?.post_id}`)).body],
    ['Feed', (await hardened.as('alice', '/api/feed?limit=2')).body],
    ['Feed', (await hardened.as('alice', '/api/feed')).body],
    ['Count', (await hardened.as('admin', '/api/admin/users-count')).body],
    ['Health', (await hardened.ask('/health')).body],
    ['Error', (await hardened.ask('/api/me')).body],
    ['Token', (await hardened.ask('/api/login', { method: 'POST', json: { username: 'alice', password } })).body],
  ];
  expect(answers.flatMap(([name, body]) => violations('hardened', name, body))).toEqual([]);
});

test('the vulnerable twin answers more than it describes', async () => {
  const found = violations('vulnerable', 'Profile', await readUser(twins.vulnerable));
  const undeclared = ['enabled', 'ssn', 'internal_notes', 'password_hash', 'created_at'];
  expect(new Set(found)).toEqual(
    new Set(undeclared.map((name) => ` must NOT have additional properties {"additionalProperty":"${name}"}`)),
  );
});
