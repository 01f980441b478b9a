import { afterAll, beforeAll, expect, test } from 'vitest';
import { intendedPost, openTwins, type Twin, type Twins } from '../testing/twins.ts';

let twins: Twins;
let vulnerable: Twin;
let hardened: Twin;

beforeAll(async () => {
  twins = await openTwins();
  ({ vulnerable, hardened } = twins);
});

afterAll(() => twins.close());

interface Page {
  items: unknown[];
  next_cursor: string | null;
}

const page = async (twin: Twin, name: string, query = '') => (await twin.as(name, `/api/feed${query}`)).body as Page;

test.each([1, 2, 3, 50])('pages of %i hold every own post once in both twins', async (limit) => {
  for (const twin of [vulnerable, hardened]) {
    const items: unknown[] = [];
    let cursor: string | null = null;
    do {
      const next: Page = await page(twin, 'bob', `?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
      items.push(...next.items);
      cursor = next.next_cursor;
    } while (cursor);
    expect(items).toEqual(twin.posts('bob').map(intendedPost));
  }
});

test('the cursor of the vulnerable twin is the key, and continues in the partition it names', async () => {
  const { next_cursor } = await page(vulnerable, 'alice', '?limit=1');
  const [first] = vulnerable.posts('alice');
  const key = { user_id: first?.user_id, post_id: first?.post_id };
  expect(JSON.parse(Buffer.from(next_cursor ?? '', 'base64url').toString())).toEqual(key);

  const forged = Buffer.from(JSON.stringify({ user_id: vulnerable.user('bob').userId, post_id: '0' })).toString(
    'base64url',
  );
  expect(await page(vulnerable, 'alice', `?cursor=${forged}`)).toEqual({
    items: vulnerable.posts('bob').map(intendedPost),
    next_cursor: null,
  });
});

test('the hardened twin takes no cursor but its own, from the one it was given to', async () => {
  const { next_cursor } = await page(hardened, 'alice', '?limit=1');
  const own = next_cursor ?? '';
  const key = Buffer.from(JSON.stringify({ user_id: hardened.user('bob').userId, post_id: '0' })).toString('base64url');
  const changed = own.slice(0, -1) + (own.endsWith('A') ? 'B' : 'A');
  const attempts: [string, string][] = [
    ['bob', own],
    ['alice', key],
    ['alice', changed],
    ['alice', ''],
    ['alice', 'x'.repeat(5000)],
    ['alice', '%00'],
  ];
  for (const [name, cursor] of attempts) {
    const { status, body } = await hardened.as(name, `/api/feed?cursor=${cursor}`);
    expect({ status, body }).toEqual({ status: 400, body: { error: 'bad request' } });
  }
});

test.each([
  ['0', 1],
  ['-5', 1],
  ['3', 3],
  ['999999999', 4],
])('a limit of %s gives %i posts of four in the hardened twin', async (limit, length) => {
  expect((await page(hardened, 'bob', `?limit=${limit}`)).items).toHaveLength(length);
});

test.each([
  'abc',
  '',
  '1.5',
  '1e3',
  '9999999999',
  '%31%0A',
])('the limit %j is refused by the hardened twin', async (limit) => {
  const { status, body } = await hardened.as('bob', `/api/feed?limit=${limit}`);
  expect({ status, body }).toEqual({ status: 400, body: { error: 'bad request' } });
});

test('the hardened twin gives fifty posts at most, the vulnerable one as many as are wanted', async () => {
  const json = { title: 'T', body: 'B', topic: 'work' };
  for (const twin of [vulnerable, hardened]) {
    for (let count = 0; count < 60; count += 1) await twin.as('carol', '/api/posts', { method: 'POST', json });
  }
  expect((await page(vulnerable, 'carol', '?limit=1000')).items).toHaveLength(63);
  expect((await page(hardened, 'carol', '?limit=1000')).items).toHaveLength(50);

  const lists = ['/api/posts', `/api/users/${hardened.user('carol').userId}/posts`, '/api/topics/work/posts'];
  const answers = await Promise.all(lists.map((path) => hardened.as('carol', path)));
  expect(answers.map((answer) => (answer.body as unknown[]).length)).toEqual([50, 50, 50]);
});
