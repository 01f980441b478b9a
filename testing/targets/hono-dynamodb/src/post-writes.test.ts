import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { plain } from '../testing/newcomer.ts';
import { intendedPost, openTwins, type Twin, type Twins } from '../testing/twins.ts';

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
const NOT_FOUND = [404, { error: 'not found' }];
const NEW = { title: 'Written anew', body: 'With other words.', topic: 'health' } as const;

const listPath = (twin: Twin, owner: string) => `/api/users/${twin.user(owner).userId}/posts`;
const firstPost = (twin: Twin, name: string) => {
  const [post] = twin.posts(name);
  if (!post) throw new Error(`${name} has no posts.`);
  return post;
};
const postPath = (twin: Twin, name: string) => `${listPath(twin, name)}/${firstPost(twin, name).post_id}`;

const stored = async (twin: Twin, { user_id, post_id }: { user_id: string; post_id: string }) =>
  (await twin.documents.send(new GetCommand({ TableName: 'Posts', Key: { user_id, post_id } }))).Item;

test('a post of a user: one’s own in both twins', async () => {
  for (const twin of [vulnerable, hardened]) {
    const { userId } = twin.user('alice');
    const answer = await twin.as('alice', listPath(twin, 'alice'), { method: 'POST', json: { ...NEW, user_id: 'x' } });
    const post = answer.body as { user_id: string; post_id: string };
    expect(plain(answer)).toEqual([
      201,
      { ...NEW, user_id: userId, post_id: expect.any(String), visibility: 'private', created_at: expect.any(String) },
    ]);
    expect(await stored(twin, post)).toEqual({ ...post, owner_topic: `${userId}#health` });
    expect((await twin.ask(listPath(twin, 'alice'), { method: 'POST', json: NEW })).status).toBe(401);
  }
});

test('the ids of posts are one sequence, whichever way they are made', async () => {
  const idOf = async (path: string) =>
    ((await vulnerable.as('alice', path, { method: 'POST', json: NEW })).body as { post_id: string }).post_id;
  expect([await idOf('/api/posts'), await idOf(listPath(vulnerable, 'alice')), await idOf('/api/posts')]).toEqual([
    '5125',
    '5126',
    '5127',
  ]);
});

test('a post in a foreign name: stored under the name, or the answer to a missing user', async () => {
  const answer = await vulnerable.as('dave', listPath(vulnerable, 'alice'), { method: 'POST', json: NEW });
  expect(answer).toMatchObject({ status: 201, body: { user_id: vulnerable.user('alice').userId } });
  expect(await stored(vulnerable, answer.body as { user_id: string; post_id: string })).toMatchObject(NEW);

  const before = await hardened.digest();
  for (const path of [listPath(hardened, 'alice'), `/api/users/${MISSING}/posts`, '/api/users/x/posts']) {
    for (const json of [NEW, {}])
      expect(plain(await hardened.as('dave', path, { method: 'POST', json }))).toEqual(NOT_FOUND);
  }
  expect(await hardened.digest()).toEqual(before);
});

test('a post written anew keeps what its author does not write', async () => {
  for (const twin of [vulnerable, hardened]) {
    const seeded = firstPost(twin, 'alice');
    const json = { ...NEW, user_id: 'x', visibility: 'public', moderation_notes: '' };
    const answer = await twin.as('alice', postPath(twin, 'alice'), { method: 'PUT', json });
    const changed = { ...seeded, ...NEW, owner_topic: `${seeded.user_id}#health` };
    expect(plain(answer)).toEqual([200, intendedPost(changed)]);
    expect(await stored(twin, seeded)).toEqual(changed);
  }
});

test('a foreign post: written anew, or the answer to a missing one', async () => {
  const seeded = firstPost(vulnerable, 'alice');
  const answer = await vulnerable.as('dave', postPath(vulnerable, 'alice'), { method: 'PUT', json: NEW });
  expect(plain(answer)).toEqual([200, intendedPost({ ...seeded, ...NEW })]);
  expect(await stored(vulnerable, seeded)).toMatchObject(NEW);

  const before = await hardened.digest();
  const own = listPath(hardened, 'dave');
  const paths = [
    postPath(hardened, 'alice'),
    `${own}/${firstPost(hardened, 'alice').post_id}`,
    `${own}/${MISSING}`,
    `${own}/x`,
  ];
  for (const path of paths)
    expect(plain(await hardened.as('dave', path, { method: 'PUT', json: NEW }))).toEqual(NOT_FOUND);
  expect((await hardened.ask(paths[0] ?? '', { method: 'PUT', json: NEW })).status).toBe(401);
  expect(await hardened.digest()).toEqual(before);
});

test('a post that is not there is made by no change', async () => {
  const before = await vulnerable.digest();
  const answer = await vulnerable.as('alice', `${listPath(vulnerable, 'alice')}/1`, { method: 'PUT', json: NEW });
  expect(plain(answer)).toEqual(NOT_FOUND);
  expect(await vulnerable.digest()).toEqual(before);
});

test.each([
  {},
  { ...NEW, title: '' },
  { ...NEW, body: 'x'.repeat(2001) },
  { ...NEW, topic: 'x' },
  [NEW],
  null,
])('the hardened twin stores no post of %j', async (json) => {
  const before = await hardened.digest();
  const answers = [
    await hardened.as('alice', listPath(hardened, 'alice'), { method: 'POST', json }),
    await hardened.as('alice', postPath(hardened, 'alice'), { method: 'PUT', json }),
  ];
  expect(answers.map(plain)).toEqual(answers.map(() => [400, { error: 'bad request' }]));
  expect(await hardened.digest()).toEqual(before);
});
