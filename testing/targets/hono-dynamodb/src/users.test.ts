import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { plain, register, registration, signIn, welcome } from '../testing/newcomer.ts';
import { intendedProfile, openTwins, type Twin, type Twins } from '../testing/twins.ts';

let twins: Twins | undefined;
let vulnerable: Twin;
let hardened: Twin;

beforeEach(async () => {
  await twins?.close();
  twins = await openTwins();
  ({ vulnerable, hardened } = twins);
});

afterAll(() => twins?.close());

const MISSING = '00000000-0000-4000-8000-000000000000';
const BAD = [400, { error: 'bad request' }];
const NOT_FOUND = [404, { error: 'not found' }];
const DONE = [204, ''];

const pathOf = (twin: Twin, name: string) => `/api/users/${twin.user(name).userId}`;

const stored = async (twin: Twin, userId: string) =>
  (await twin.documents.send(new GetCommand({ TableName: 'Users', Key: { user_id: userId } }))).Item;

const storedPosts = async (twin: Twin, userId: string) => {
  const query = { KeyConditionExpression: 'user_id = :user', ExpressionAttributeValues: { ':user': userId } };
  return (await twin.documents.send(new QueryCommand({ TableName: 'Posts', ...query }))).Items;
};

test('a change of a profile: own in both twins, of the three fields', async () => {
  for (const twin of [vulnerable, hardened]) {
    const json = { bio: 'Changed.', theme: 'dark', role: 'admin', tenant_id: 'globex' };
    const answer = await twin.as('alice', pathOf(twin, 'alice'), { method: 'PATCH', json });
    const changed = { ...twin.item('alice'), bio: 'Changed.', theme: 'dark' };
    expect(plain(answer)).toEqual([200, intendedProfile(changed)]);
    expect(await stored(twin, changed.user_id)).toEqual(changed);
    for (const bad of [{}, { role: 'admin' }]) {
      expect(plain(await twin.as('alice', pathOf(twin, 'alice'), { method: 'PATCH', json: bad }))).toEqual(BAD);
    }
    expect((await twin.ask(pathOf(twin, 'alice'), { method: 'PATCH', json })).status).toBe(401);
  }
});

test.each([
  { bio: 1 },
  { theme: '' },
  { display_name: 'x'.repeat(81) },
  { bio: 'fine', theme: null },
  ['bio'],
])('a change to %j is refused by the hardened twin', async (json) => {
  const before = await hardened.digest();
  expect(plain(await hardened.as('alice', pathOf(hardened, 'alice'), { method: 'PATCH', json }))).toEqual(BAD);
  expect(await hardened.digest()).toEqual(before);
});

test('a change of a foreign profile: done, or the answer to a missing one', async () => {
  const json = { display_name: 'Mallory' };
  const answer = await vulnerable.as('dave', pathOf(vulnerable, 'alice'), { method: 'PATCH', json });
  const changed = { ...vulnerable.item('alice'), display_name: 'Mallory' };
  expect(plain(answer)).toEqual([200, intendedProfile(changed)]);
  expect(await stored(vulnerable, changed.user_id)).toEqual(changed);

  const before = await hardened.digest();
  for (const path of [pathOf(hardened, 'alice'), `/api/users/${MISSING}`, '/api/users/x']) {
    expect(plain(await hardened.as('dave', path, { method: 'PATCH', json }))).toEqual(NOT_FOUND);
    expect(plain(await hardened.as('dave', path, { method: 'PATCH', text: '{' }))).toEqual(NOT_FOUND);
  }
  expect(await hardened.digest()).toEqual(before);
});

test('a change of a user who is not there makes none', async () => {
  const before = await vulnerable.digest();
  const answers = [
    await vulnerable.as('alice', '/api/users/1', { method: 'PATCH', json: { bio: 'Nobody.' } }),
    await vulnerable.as('alice', '/api/users/1/password', { method: 'PUT', json: { password: 'x' } }),
  ];
  expect(answers.map(plain)).toEqual([NOT_FOUND, NOT_FOUND]);
  expect(await vulnerable.digest()).toEqual(before);
});

const setPassword = (twin: Twin, name: string, owner: string, json: object) =>
  twin.as(name, `${pathOf(twin, owner)}/password`, { method: 'PUT', json });

test('a password: anybody sets anybody’s in the vulnerable twin', async () => {
  expect(plain(await setPassword(vulnerable, 'dave', 'alice', { password: 'x' }))).toEqual(DONE);
  expect((await signIn(vulnerable, 'alice', 'x')).status).toBe(200);
  expect((await signIn(vulnerable, 'alice', vulnerable.user('alice').password)).status).toBe(401);
  for (const json of [{}, { password: '' }, { password: 7 }]) {
    expect(plain(await setPassword(vulnerable, 'alice', 'alice', json))).toEqual(BAD);
  }
});

test('a password: in the hardened twin whoever knows the current one sets their own', async () => {
  const current = hardened.user('alice').password;
  const json = { current_password: current, password: 'a new long password' };
  expect(plain(await setPassword(hardened, 'alice', 'alice', json))).toEqual(DONE);
  expect((await signIn(hardened, 'alice', json.password)).status).toBe(200);
  expect((await signIn(hardened, 'alice', current)).status).toBe(401);
});

test.each<[string, object, (string | number | object)[]]>([
  ['the wrong current password', { current_password: 'wrong' }, [403, { error: 'forbidden' }]],
  ['a short one', { password: 'short' }, [400, { error: 'the password needs at least 12 characters' }]],
  ['none', { password: undefined }, BAD],
  ['one too long', { password: 'x'.repeat(257) }, BAD],
  ['no current password', { current_password: undefined }, BAD],
])('a password: the hardened twin refuses %s', async (_, change, answer) => {
  const before = await hardened.digest();
  const json = { current_password: hardened.user('alice').password, password: 'a new long password', ...change };
  expect(plain(await setPassword(hardened, 'alice', 'alice', json))).toEqual(answer);
  expect(await hardened.digest()).toEqual(before);
});

test('a password: the hardened twin does not let a foreign one be set by its knower, nor twice at once', async () => {
  const json = { current_password: hardened.user('alice').password, password: 'a new long password' };
  const before = await hardened.digest();
  expect(plain(await setPassword(hardened, 'dave', 'alice', json))).toEqual(NOT_FOUND);
  expect(await hardened.digest()).toEqual(before);

  const both = await Promise.all([1, 2, 3].map(() => setPassword(hardened, 'alice', 'alice', json)));
  expect(both.map(({ status }) => status).sort()).toEqual([204, 403, 403]);
});

test('deleting oneself takes the posts along, frees the name and leaves all others as they were', async () => {
  for (const twin of [vulnerable, hardened]) {
    const before = await twin.digest();
    const erin = await welcome(twin, 'erin');
    const json = { title: 'Mine', body: 'All mine.', topic: 'work' };
    await Promise.all(Array.from({ length: 5 }, () => erin.ask('/api/posts', { method: 'POST', json })));
    expect(await storedPosts(twin, erin.userId)).toHaveLength(5);

    expect(plain(await erin.ask(`/api/users/${erin.userId}`, { method: 'DELETE' }))).toEqual(DONE);
    expect(await twin.digest()).toEqual(before);
    expect((await signIn(twin, 'erin', erin.password)).status).toBe(401);
    expect((await register(twin, registration('erin'))).status).toBe(201);
  }
});

test('deleting a foreign user: done, or the answer to a missing one', async () => {
  const alice = vulnerable.user('alice').userId;
  expect(plain(await vulnerable.as('dave', pathOf(vulnerable, 'alice'), { method: 'DELETE' }))).toEqual(DONE);
  expect(await stored(vulnerable, alice)).toBeUndefined();
  expect(await storedPosts(vulnerable, alice)).toEqual([]);

  const before = await hardened.digest();
  for (const path of [pathOf(hardened, 'alice'), `/api/users/${MISSING}`, '/api/users/x']) {
    expect(plain(await hardened.as('admin', path, { method: 'DELETE' }))).toEqual(NOT_FOUND);
  }
  expect((await hardened.ask(pathOf(hardened, 'alice'), { method: 'DELETE' })).status).toBe(401);
  expect(await hardened.digest()).toEqual(before);
});
