import { afterAll, beforeEach, expect, test } from 'vitest';
import { intendedPost, openTwins, type Twin, type Twins } from '../testing/twins.ts';

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

const firstPost = (twin: Twin, name: string) => twin.posts(name)[0]?.post_id ?? '';
const listPath = (twin: Twin, owner: string) => `/api/users/${twin.user(owner).userId}/posts`;
const postPath = (twin: Twin, parent: string, child: string) => `${listPath(twin, parent)}/${firstPost(twin, child)}`;

test('the posts of a user, by id: whole and for everybody, or intended and for the owner', async () => {
  const foreign = await vulnerable.as('dave', listPath(vulnerable, 'alice'));
  expect(foreign.body).toEqual(vulnerable.posts('alice'));

  const own = await hardened.as('alice', listPath(hardened, 'alice'));
  expect(own.body).toEqual(hardened.posts('alice').map(intendedPost));
  const missing = await hardened.as('dave', `/api/users/${MISSING}/posts`);
  expect(missing).toMatchObject({ status: 404, body: { error: 'not found' } });
  expect(await hardened.as('dave', listPath(hardened, 'alice'))).toEqual(missing);
});

test('one post: the vulnerable twin asks for the parent and not for the child', async () => {
  const [post] = vulnerable.posts('alice').map(intendedPost);
  expect((await vulnerable.as('alice', postPath(vulnerable, 'alice', 'alice'))).body).toEqual(post);
  expect((await vulnerable.as('bob', postPath(vulnerable, 'alice', 'alice'))).status).toBe(404);

  const swapped = await vulnerable.as('bob', postPath(vulnerable, 'bob', 'alice'));
  expect({ status: swapped.status, body: swapped.body }).toEqual({ status: 200, body: post });
});

test('one post: the hardened twin takes both keys together', async () => {
  const own = await hardened.as('alice', postPath(hardened, 'alice', 'alice'));
  expect(own.body).toEqual(hardened.posts('alice').map(intendedPost)[0]);

  const shouted = postPath(hardened, 'alice', 'alice').replace(/[^/]+\/posts\/[^/]+$/, (ids) =>
    ids.toUpperCase().replace('POSTS', 'posts'),
  );
  expect(await hardened.as('alice', shouted)).toEqual(own);

  const missing = await hardened.as('bob', `${listPath(hardened, 'bob')}/${MISSING}`);
  expect(missing).toMatchObject({ status: 404, body: { error: 'not found' } });
  const paths = [
    postPath(hardened, 'alice', 'alice'),
    postPath(hardened, 'bob', 'alice'),
    `${listPath(hardened, 'bob')}/x`,
  ];
  for (const path of paths) expect(await hardened.as('bob', path)).toEqual(missing);
});

test('my posts: a parameter says whose, or there is no parameter', async () => {
  const bobs = `?user_id=${vulnerable.user('bob').userId}`;
  const ownPosts = (await vulnerable.as('alice', '/api/posts')).body;
  const bobsPosts = (await vulnerable.as('alice', `/api/posts${bobs}`)).body;
  const byId = (name: string) => expect.arrayContaining(vulnerable.posts(name).map(intendedPost));
  expect([ownPosts, bobsPosts]).toEqual([byId('alice'), byId('bob')]);
  expect([ownPosts, bobsPosts]).toMatchObject([{ length: 3 }, { length: 4 }]);

  const own = await hardened.as('alice', '/api/posts');
  expect(own.body).toEqual(hardened.posts('alice').map(intendedPost));
  expect(await hardened.as('alice', `/api/posts?user_id=${hardened.user('bob').userId}`)).toEqual(own);
});

test('a topic: the index of everybody, or the index of the owner', async () => {
  const all = (await vulnerable.as('alice', '/api/topics/health/posts')).body;
  const ofTopic = vulnerable.store.posts.filter((post) => post.topic === 'health');
  expect(all).toEqual(ofTopic.toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1)));

  const own = (await hardened.as('alice', '/api/topics/health/posts')).body;
  expect(own).toEqual(
    hardened
      .posts('alice')
      .filter((post) => post.topic === 'health')
      .map(intendedPost),
  );
  expect((await hardened.as('alice', '/api/topics/other/posts')).status).toBe(404);
});

test('a new post is the caller’s own in both twins', async () => {
  const json = { title: 'New', body: 'Text', topic: 'work' };
  for (const twin of [vulnerable, hardened]) {
    const { status, body } = await twin.as('bob', '/api/posts', { method: 'POST', json });
    const post = body as Record<string, string>;
    expect(status).toBe(201);
    expect(post).toEqual({
      ...json,
      user_id: twin.user('bob').userId,
      visibility: 'private',
      post_id: post.post_id,
      created_at: post.created_at,
    });
    expect((await twin.as('bob', `${listPath(twin, 'bob')}/${post.post_id}`)).body).toEqual(post);
  }
});

test('new posts get the next numbers, or random UUIDs', async () => {
  const write = async (twin: Twin) => {
    const json = { title: 'T', body: 'B', topic: 'work', post_id: 'mine', user_id: 'other' };
    return ((await twin.as('bob', '/api/posts', { method: 'POST', json })).body as { post_id: string }).post_id;
  };
  expect([await write(vulnerable), await write(vulnerable)]).toEqual(['5125', '5126']);
  for (const id of [await write(hardened), await write(hardened)]) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ['no title', { body: 'B', topic: 'work' }],
  ['an empty body', { title: 'T', body: '', topic: 'work' }],
  ['an unknown topic', { title: 'T', body: 'B', topic: 'secrets' }],
  ['an object as title', { title: {}, body: 'B', topic: 'work' }],
])('a new post with %s: the hardened twin answers 400', async (_, json) => {
  const { status, body } = await hardened.as('bob', '/api/posts', { method: 'POST', json });
  expect({ status, body }).toEqual({ status: 400, body: { error: 'bad request' } });
});

test('deleting: anybody’s post, or only one’s own', async () => {
  const erase = (twin: Twin, name: string, path: string) => twin.as(name, path, { method: 'DELETE' });
  expect((await erase(vulnerable, 'dave', postPath(vulnerable, 'alice', 'alice'))).status).toBe(204);
  expect((await vulnerable.as('alice', listPath(vulnerable, 'alice'))).body).toEqual(
    vulnerable.posts('alice').slice(1),
  );

  const missing = await erase(hardened, 'dave', `${listPath(hardened, 'dave')}/${MISSING}`);
  expect(missing).toMatchObject({ status: 404, body: { error: 'not found' } });
  expect(await erase(hardened, 'dave', postPath(hardened, 'alice', 'alice'))).toEqual(missing);
  expect(await erase(hardened, 'dave', postPath(hardened, 'dave', 'alice'))).toEqual(missing);
  expect(await erase(hardened, 'dave', postPath(hardened, 'alice', 'dave'))).toEqual(missing);
  expect((await hardened.as('dave', listPath(hardened, 'dave'))).body).toEqual(
    hardened.posts('dave').map(intendedPost),
  );
  expect((await hardened.as('alice', listPath(hardened, 'alice'))).body).toEqual(
    hardened.posts('alice').map(intendedPost),
  );

  expect((await erase(hardened, 'alice', postPath(hardened, 'alice', 'alice'))).status).toBe(204);
  expect(await erase(hardened, 'alice', postPath(hardened, 'alice', 'alice'))).toEqual(missing);
});
