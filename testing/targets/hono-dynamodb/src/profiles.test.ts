import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { intendedProfile, openTwins, type Twin, type Twins } from '../testing/twins.ts';

let twins: Twins | undefined;
let vulnerable: Twin;
let hardened: Twin;

// Some tests write, so each has twins of its own.
beforeEach(async () => {
  await twins?.close();
  twins = await openTwins();
  ({ vulnerable, hardened } = twins);
});

afterAll(() => twins?.close());

const MISSING = '00000000-0000-4000-8000-000000000000';

const stored = async (twin: Twin, name: string) => {
  const key = { user_id: twin.user(name).userId };
  return (await twin.documents.send(new GetCommand({ TableName: 'Users', Key: key }))).Item;
};

test('one reads the intended fields of oneself in both twins', async () => {
  for (const twin of [vulnerable, hardened]) {
    const { status, body } = await twin.as('alice', '/api/me');
    expect({ status, body }).toEqual({ status: 200, body: intendedProfile(twin.item('alice')) });
  }
});

test('by id: the vulnerable twin hands the whole item to any signed-in user', async () => {
  const path = `/api/users/${vulnerable.user('alice').userId}`;
  const { status, body } = await vulnerable.as('dave', path);
  expect({ status, body }).toEqual({ status: 200, body: vulnerable.item('alice') });
  expect((await vulnerable.ask(path)).status).toBe(401);
});

test('by id: in the hardened twin a foreign user and a missing one are the same answer', async () => {
  const { userId } = hardened.user('alice');
  const own = await hardened.as('alice', `/api/users/${userId}`);
  expect({ status: own.status, body: own.body }).toEqual({
    status: 200,
    body: intendedProfile(hardened.item('alice')),
  });
  expect(await hardened.as('alice', `/api/users/${userId.toUpperCase()}`)).toEqual(own);

  const missing = await hardened.as('bob', `/api/users/${MISSING}`);
  expect(missing).toMatchObject({ status: 404, body: { error: 'not found' } });
  const spellings = [
    userId,
    userId.toUpperCase(),
    `${userId}%0A`,
    `%20${userId}`,
    `${userId}%00`,
    `{${userId}}`,
    'x',
    '%20',
  ];
  for (const spelling of spellings) expect(await hardened.as('bob', `/api/users/${spelling}`)).toEqual(missing);
});

test('the header X-User-Id is who you are in the vulnerable twin, and nothing in the hardened one', async () => {
  const header = (twin: Twin, name: string) => ({ headers: { 'x-user-id': twin.user(name).userId } });

  const anonymous = await vulnerable.ask('/api/profile', header(vulnerable, 'carol'));
  expect({ status: anonymous.status, body: anonymous.body }).toEqual({
    status: 200,
    body: intendedProfile(vulnerable.item('carol')),
  });
  const without = await vulnerable.as('alice', '/api/profile');
  expect({ status: without.status, body: without.body }).toEqual({
    status: 400,
    body: { error: 'missing user identifier' },
  });

  const own = await hardened.as('alice', '/api/profile', header(hardened, 'carol'));
  expect({ status: own.status, body: own.body }).toEqual({
    status: 200,
    body: intendedProfile(hardened.item('alice')),
  });
  expect(await hardened.ask('/api/profile', header(hardened, 'carol'))).toEqual(await hardened.ask('/api/profile'));
  expect((await hardened.ask('/api/profile')).status).toBe(401);
});

test('an update: the vulnerable twin stores whatever it is sent', async () => {
  const json = { display_name: 'Root', role: 'admin', tenant_id: 'globex', flag: { nested: [1] } };
  const { status, body } = await vulnerable.as('alice', '/api/profile', { method: 'PUT', json });
  expect({ status, body }).toEqual({ status: 200, body: { status: 'ok' } });
  expect(await stored(vulnerable, 'alice')).toEqual({ ...vulnerable.item('alice'), ...json });
});

test('an update: the hardened twin stores the three allowed fields', async () => {
  const allowed = { display_name: 'Alice #name', bio: ':v0', theme: 'light' };
  const json = JSON.stringify({ ...allowed, role: 'admin', tenant_id: 'globex', user_id: 'x' });
  const text = json.replace('{', '{"__proto__":{"enabled":false},"constructor":"x",');
  const { status, body } = await hardened.as('alice', '/api/profile', { method: 'PUT', text });
  expect({ status, body }).toEqual({ status: 200, body: { status: 'ok' } });
  expect(await stored(hardened, 'alice')).toEqual({ ...hardened.item('alice'), ...allowed });
});

test.each([
  ['nothing', {}],
  ['only what is not allowed', { role: 'admin' }],
  ['a number', { bio: 1 }],
  ['an empty text', { theme: '' }],
  ['a text too long', { display_name: 'x'.repeat(81) }],
  ['one good and one bad field', { bio: 'fine', theme: null }],
  ['a list', [{ bio: 'x' }]],
])('an update with %s: the hardened twin answers 400 and changes nothing', async (_, json) => {
  const { status, body } = await hardened.as('alice', '/api/profile', { method: 'PUT', json });
  expect({ status, body }).toEqual({ status: 400, body: { error: 'bad request' } });
  expect(await stored(hardened, 'alice')).toEqual(hardened.item('alice'));
});
