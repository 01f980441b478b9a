import { randomUUID } from 'node:crypto';
import type { Variant } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewUser } from './testing/client.ts';
import { openTwins, type Twin, times } from './testing/twins.ts';

const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);
const draft = { title: 'A title', body: 'A body', topic: 'work' };
const rewritten = { title: 'Another title', body: 'Another body', topic: 'health' };

const postsOf = ({ userId }: { userId: string }) => `/api/users/${userId}/posts`;

async function write(twin: Twin, author: NewUser) {
  const { json } = await twin.send(postsOf(author), { method: 'POST', token: author.token, body: draft });
  const path = `${postsOf(author)}/${json.post_id}`;
  return { path, post: json, stored: () => twin.storedPost(author.userId, json.post_id) };
}

const rewrite = (twin: Twin, path: string, { token }: { token: string }, body: unknown = rewritten) =>
  twin.send(path, { method: 'PUT', token, body });

const share = (twin: Twin, path: string, { token }: { token: string }, reader: unknown) =>
  twin.send(`${path}/shares`, { method: 'POST', token, body: { user_id: reader } });

const shared = async (twin: Twin, { token }: { token: string }) => (await twin.send('/api/shared', { token })).json;

describe.skipIf(isSkipped)('writing posts in the Flask target', () => {
  let twins: Record<Variant, Twin>;

  beforeAll(async () => {
    twins = await openTwins(8);
  });

  afterAll(async () => {
    for (const twin of Object.values(twins)) await twin.close();
  });

  describe.each(['vulnerable', 'hardened'] as const)('%s, as everybody uses it', (variant) => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins[variant];
    });

    it('lets authors write posts at their own place and write them anew', async () => {
      const author = await twin.newUser('author');
      const { path, post } = await write(twin, author);
      expect(post).toEqual({
        ...draft,
        user_id: author.userId,
        post_id: expect.any(String),
        visibility: 'private',
        created_at: expect.any(String),
      });
      const changed = await rewrite(twin, path, author);
      expect([changed.status, changed.json]).toEqual([200, { ...post, ...rewritten }]);
      expect((await twin.send('/api/posts', { token: author.token })).json).toEqual([changed.json]);
      const onTopic = async (topic: string): Promise<{ post_id: string }[]> =>
        (await twin.send(`/api/topics/${topic}/posts`, { token: author.token })).json;
      expect((await onTopic('health')).map(({ post_id }) => post_id)).toContain(post.post_id);
      expect((await onTopic('work')).map(({ post_id }) => post_id)).not.toContain(post.post_id);
    });

    it('makes no post of a change to one there is not', async () => {
      const author = await twin.newUser('absent');
      const missing = variant === 'hardened' ? randomUUID() : '1';
      expect((await rewrite(twin, `${postsOf(author)}/${missing}`, author)).status).toBe(404);
      expect(await twin.storedPost(author.userId, missing)).toBeUndefined();
    });

    it('shares a post with those its author names, and lists what is shared with oneself', async () => {
      const [author, reader, other] = [
        await twin.newUser('sharing'),
        await twin.newUser('reader'),
        await twin.newUser('other'),
      ];
      const { path, post } = await write(twin, author);
      await write(twin, author);
      // Twice is like once.
      expect((await share(twin, path, author, reader.userId)).status).toBe(204);
      expect((await share(twin, path, author, reader.userId)).status).toBe(204);
      expect(await shared(twin, reader)).toEqual([post]);
      expect([await shared(twin, author), await shared(twin, other)]).toEqual([[], []]);

      expect((await share(twin, path, reader, other.userId)).status).toBe(404);
      expect((await share(twin, `${path}0`, author, other.userId)).status).toBe(404);
      for (const bad of [undefined, '', 7, [other.userId]]) {
        expect((await share(twin, path, author, bad)).status).toBe(400);
      }
      expect(await shared(twin, other)).toEqual([]);

      const changed = await rewrite(twin, path, author);
      expect(await shared(twin, reader)).toEqual([changed.json]);
      await twin.send(path, { method: 'DELETE', token: author.token });
      expect(await shared(twin, reader)).toEqual([]);
    });
  });

  it('vulnerable: anybody writes at anybody’s place, and over what is there', async () => {
    const twin = twins.vulnerable;
    const [author, stranger] = [await twin.newUser('careless'), await twin.newUser('stranger')];
    const slipped = await twin.send(postsOf(author), { method: 'POST', token: stranger.token, body: draft });
    expect([slipped.status, slipped.json.user_id]).toEqual([201, author.userId]);

    const { path, post, stored } = await write(twin, author);
    expect(Number(post.post_id) - Number(slipped.json.post_id)).toBe(1);
    expect((await rewrite(twin, path, stranger)).status).toBe(200);
    expect(await stored()).toMatchObject(rewritten);
    expect((await twin.send(path, { method: 'DELETE', token: stranger.token })).status).toBe(204);
    expect(await stored()).toBeUndefined();
  });

  describe('hardened', () => {
    let twin: Twin;

    beforeAll(() => {
      twin = twins.hardened;
    });

    it('answers the posts of somebody else like posts there are not', async () => {
      const [author, stranger] = [await twin.newUser('careful'), await twin.newUser('stranger')];
      const own = await write(twin, stranger);
      const { path, post, stored } = await write(twin, author);
      const before = await stored();
      const id = own.post.post_id;
      const foreign = [path, `${postsOf(stranger)}/${post.post_id}`, `${postsOf(author)}/${id}`];
      const missing = [`${postsOf(stranger)}/${randomUUID()}`, `${postsOf(stranger)}/1`, `/api/users/1/posts/${id}`];
      const answers = [];
      for (const place of [...foreign, ...missing]) {
        answers.push(
          await rewrite(twin, place, stranger),
          // Not even a malformed body tells them apart.
          await rewrite(twin, place, stranger, {}),
          await share(twin, place, stranger, stranger.userId),
          await twin.send(place, { token: stranger.token }),
          await twin.send(place, { method: 'DELETE', token: stranger.token }),
        );
      }
      const { token } = stranger;
      for (const owner of [author, { userId: randomUUID() }, { userId: '1' }]) {
        answers.push(await twin.send(postsOf(owner), { method: 'POST', token, body: draft }));
      }
      // A malformed body at one's own place is told as such, before anything is looked up.
      const told = answers.filter(({ status }) => status !== 404).map(({ status }) => status);
      expect(told).toEqual([400, 400]);
      expect(answers.filter(({ status }) => status === 404).map(({ json }) => json)).toEqual(
        times(answers.length - told.length, () => ({ error: 'not found' })),
      );
      expect(await stored()).toEqual(before);
      expect((await twin.send('/api/posts', { token: author.token })).json).toEqual([post]);
    });

    it('checks what is written the same way everywhere', async () => {
      const author = await twin.newUser('checked');
      const { path, stored } = await write(twin, author);
      const before = await stored();
      const wrong = [
        {},
        [],
        { ...draft, title: '' },
        { ...draft, title: 'x'.repeat(121) },
        { ...draft, body: 7 },
        { ...draft, body: '\ud800' },
        { ...draft, topic: 'secrets' },
        { ...draft, topic: ['work'] },
      ];
      for (const body of wrong) {
        const { token } = author;
        expect((await twin.send(postsOf(author), { method: 'POST', token, body })).status).toBe(400);
        expect((await rewrite(twin, path, author, body)).status).toBe(400);
      }
      const wish = { user_id: randomUUID(), visibility: 'public', shared_with: [randomUUID()], created_at: 'never' };
      await rewrite(twin, path, author, { ...draft, ...wish });
      expect(await stored()).toEqual(before);
    });

    it('shows a post to those it is shared with, who may do no more than read it', async () => {
      const [author, reader] = [await twin.newUser('generous'), await twin.newUser('guest')];
      const { path, post, stored } = await write(twin, author);
      const neighbour = await write(twin, author);
      await share(twin, path, author, reader.userId.toUpperCase());
      const before = await stored();

      const seen = await twin.send(path, { token: reader.token });
      expect([seen.status, seen.json]).toEqual([200, post]);
      expect((await twin.send(neighbour.path, { token: reader.token })).status).toBe(404);
      expect((await twin.send(postsOf(author), { token: reader.token })).status).toBe(404);
      expect((await rewrite(twin, path, reader)).status).toBe(404);
      expect((await twin.send(path, { method: 'DELETE', token: reader.token })).status).toBe(404);
      expect(await stored()).toEqual(before);
    });
  });
});
