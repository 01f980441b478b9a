import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownerTopic } from './owner-topic.ts';
import { verifyPassword } from './password-hash.ts';
import { createSeedData, type SeedData, TOPICS, VARIANTS, type Variant } from './seed-data.ts';

const seeds = fc.nat({ max: 0x7fffffff });
const variants = fc.constantFrom<Variant>(...VARIANTS);
// Every user costs a key derivation of 20 000 rounds.
const FEW = { numRuns: 12 };

/** What must belong to one seed only. */
function secretsOf({ users, posts }: SeedData): string[] {
  return [
    ...users.flatMap(({ password, item }) => [
      password,
      item.password_hash,
      `user ${item.user_id}`,
      item.email,
      item.ssn,
      item.bio,
      item.internal_notes,
    ]),
    ...posts.flatMap((post) => [
      `post ${post.post_id}`,
      post.title,
      post.body,
      post.moderation_notes,
      post.owner_topic,
    ]),
  ];
}

test('the same seed gives the same data, another seed shares no id and no secret', () => {
  fc.assert(
    fc.property(variants, fc.uniqueArray(seeds, { minLength: 2, maxLength: 2 }), (variant, [first = 0, second = 1]) => {
      const data = createSeedData({ variant, seed: first });
      expect(createSeedData({ variant, seed: first })).toEqual(data);

      const other = new Set(secretsOf(createSeedData({ variant, seed: second })));
      expect(secretsOf(data).filter((secret) => other.has(secret))).toEqual([]);
    }),
    FEW,
  );
});

test('neighbouring seeds keep their sequences apart', () => {
  const ids = [0, 1, 2, 3].map((seed) => createSeedData({ variant: 'vulnerable', seed }));
  const userIds = ids.flatMap(({ users }) => users.map(({ item }) => item.user_id));
  const postIds = ids.flatMap(({ posts }) => posts.map((post) => post.post_id));
  expect(new Set([...userIds, ...postIds]).size).toBe(userIds.length + postIds.length);
});

test('within one seed no secret occurs twice, but owner_topic, which groups', () => {
  fc.assert(
    fc.property(variants, seeds, (variant, seed) => {
      const { users, posts } = createSeedData({ variant, seed });
      const secrets = secretsOf({ users, posts: posts.map((post) => ({ ...post, owner_topic: post.post_id })) });
      expect(new Set(secrets).size).toBe(secrets.length);
    }),
    FEW,
  );
});

test('a seed changes the values, never the structure', () => {
  fc.assert(
    fc.property(variants, seeds, (variant, seed) => {
      const { users, posts } = createSeedData({ variant, seed });
      expect(users.map(({ name, item }) => [name, item.username, item.tenant_id, item.role])).toEqual([
        ['alice', 'alice', 'acme', 'user'],
        ['bob', 'bob', 'acme', 'user'],
        ['carol', 'carol', 'globex', 'user'],
        ['dave', 'dave', 'globex', 'user'],
        ['admin', 'admin', 'acme', 'admin'],
      ]);
      for (const { item } of users) {
        const own = posts.filter((post) => post.user_id === item.user_id);
        expect(new Set(own.map((post) => post.topic))).toEqual(new Set(TOPICS));
        expect(own.map((post) => post.owner_topic)).toEqual(own.map((post) => ownerTopic(item.user_id, post.topic)));
        expect(item.ssn).toMatch(/^(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/);
        expect(item.phone).toMatch(/^\+1-[2-9]\d\d-555-\d{4}$/);
      }
    }),
    FEW,
  );
});

test('ids are consecutive numbers in one twin and UUIDs in the other', () => {
  const numbers = createSeedData({ variant: 'vulnerable', seed: 1 });
  expect(numbers.users.map(({ item }) => item.user_id)).toEqual(['1041', '1042', '1043', '1044', '1045']);
  expect(numbers.posts.map((post) => post.post_id)).toEqual(
    Array.from({ length: 18 }, (_, index) => String(5107 + index)),
  );

  const uuids = createSeedData({ variant: 'hardened', seed: 1 });
  const all = [...uuids.users.map(({ item }) => item.user_id), ...uuids.posts.map((post) => post.post_id)];
  for (const id of all) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('every password fits its hash and no other', async () => {
  const { users } = createSeedData({ variant: 'hardened', seed: 3 });
  const matrix = await Promise.all(
    users.map(({ password }) => Promise.all(users.map(({ item }) => verifyPassword(password, item.password_hash)))),
  );
  expect(matrix).toEqual(users.map((_, row) => users.map((__, column) => row === column)));
});

test.each([-1, 1.5, Number.NaN, 2 ** 31])('%s is no seed', (seed) => {
  expect(() => createSeedData({ variant: 'vulnerable', seed })).toThrow(RangeError);
});
