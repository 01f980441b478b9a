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
const DONE = [204, ''];

const listPath = (twin: Twin, owner: string) => `/api/users/${twin.user(owner).userId}/posts`;
const firstPost = (twin: Twin, name: string) => {
  const [post] = twin.posts(name);
  if (!post) throw new Error(`${name} has no posts.`);
  return post;
};
const postPath = (twin: Twin, name: string) => `${listPath(twin, name)}/${firstPost(twin, name).post_id}`;

const share = (twin: Twin, name: string, path: string, reader: unknown) =>
  twin.as(name, `${path}/shares`, { method: 'POST', json: { user_id: reader } });

test('a shared post is in the list of its reader, and in nobody else’s', async () => {
  for (const twin of [vulnerable, hardened]) {
    expect(plain(await share(twin, 'alice', postPath(twin, 'alice'), twin.user('dave').userId))).toEqual(DONE);
    expect(plain(await twin.as('dave', '/api/shared'))).toEqual([200, [intendedPost(firstPost(twin, 'alice'))]]);
    for (const name of ['alice', 'bob']) expect(plain(await twin.as(name, '/api/shared'))).toEqual([200, []]);
    expect((await twin.ask('/api/shared')).status).toBe(401);
  }
});

test('sharing adds readers, and changes nothing else of the post', async () => {
  for (const twin of [vulnerable, hardened]) {
    const post = firstPost(twin, 'alice');
    const readers = ['bob', 'dave'].map((name) => twin.user(name).userId);
    for (const reader of readers) await share(twin, 'alice', postPath(twin, 'alice'), reader);
    const key = { user_id: post.user_id, post_id: post.post_id };
    const { Item } = await twin.documents.send(new GetCommand({ TableName: 'Posts', Key: key }));
    expect({ ...Item, shared_with: [...(Item?.shared_with ?? [])].sort() }).toEqual({
      ...post,
      shared_with: readers.sort(),
    });
  }
});

test('whoever shares twice shares once', async () => {
  for (const twin of [vulnerable, hardened]) {
    const reader = twin.user('dave').userId;
    for (let count = 0; count < 2; count += 1) await share(twin, 'alice', postPath(twin, 'alice'), reader);
    expect((await twin.as('dave', '/api/shared')).body).toHaveLength(1);
  }
});

test('only the owner shares, in both twins', async () => {
  for (const twin of [vulnerable, hardened]) {
    const before = await twin.digest();
    const dave = twin.user('dave').userId;
    const paths = [
      postPath(twin, 'alice'),
      `${listPath(twin, 'dave')}/${firstPost(twin, 'alice').post_id}`,
      `${listPath(twin, 'dave')}/${MISSING}`,
    ];
    for (const path of paths) expect(plain(await share(twin, 'dave', path, dave))).toEqual(NOT_FOUND);
    for (const reader of [undefined, 7, '']) {
      expect(plain(await share(twin, 'alice', postPath(twin, 'alice'), reader))).toEqual([
        400,
        { error: 'bad request' },
      ]);
    }
    expect((await twin.ask(`${postPath(twin, 'alice')}/shares`, { method: 'POST' })).status).toBe(401);
    expect(await twin.digest()).toEqual(before);
  }
});

test('a reader who is no id is refused by the hardened twin, one who is not there is not told', async () => {
  const path = postPath(hardened, 'alice');
  expect(plain(await share(hardened, 'alice', path, 'dave'))).toEqual([400, { error: 'bad request' }]);
  expect(plain(await share(hardened, 'alice', path, MISSING))).toEqual(DONE);
});

test('the hardened twin shows a shared post to its readers under the name of its owner', async () => {
  const path = postPath(hardened, 'alice');
  expect(plain(await hardened.as('dave', path))).toEqual(NOT_FOUND);
  await share(hardened, 'alice', path, hardened.user('dave').userId.toUpperCase());

  expect(plain(await hardened.as('dave', path))).toEqual([200, intendedPost(firstPost(hardened, 'alice'))]);
  expect(plain(await hardened.as('bob', path))).toEqual(NOT_FOUND);
  const elsewhere = `${listPath(hardened, 'bob')}/${firstPost(hardened, 'alice').post_id}`;
  expect(plain(await hardened.as('dave', elsewhere))).toEqual(NOT_FOUND);
});

test('a reader may read, and neither write nor delete nor share on', async () => {
  const path = postPath(hardened, 'alice');
  const { userId } = hardened.user('dave');
  await share(hardened, 'alice', path, userId);
  const before = await hardened.digest();
  const json = { title: 'Taken', body: 'Over.', topic: 'work' };
  const answers = [
    await hardened.as('dave', path, { method: 'PUT', json }),
    await hardened.as('dave', path, { method: 'DELETE' }),
    await share(hardened, 'dave', path, hardened.user('bob').userId),
  ];
  expect(answers.map(plain)).toEqual([NOT_FOUND, NOT_FOUND, NOT_FOUND]);
  expect(await hardened.digest()).toEqual(before);
});
