import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { openTwins } from '../testing/twins.ts';
import { digestStore } from './index.ts';

test('the digest names every item, is the same for the same data and tells which item changed', async () => {
  const [one, two] = await Promise.all([openTwins(), openTwins()]);
  const { documents, store, digest, item } = one.vulnerable;
  const before = await digest();
  const users = store.users.map((user) => `Users/${user.item.user_id}`);
  const posts = store.posts.map(({ user_id, post_id }) => `Posts/${user_id}/${post_id}`);
  expect(Object.keys(before).sort()).toEqual([...users, ...posts].sort());
  expect(new Set(Object.values(before)).size).toBe(users.length + posts.length);
  expect(await two.vulnerable.digest()).toEqual(before);
  expect(await digestStore(store.endpoint)).toEqual(before);

  const alice = item('alice');
  const turned = Object.fromEntries(Object.entries(alice).reverse());
  await documents.send(new PutCommand({ TableName: 'Users', Item: turned }));
  expect(await digest()).toEqual(before);

  await documents.send(new PutCommand({ TableName: 'Users', Item: { ...alice, theme: 'other' } }));
  const after = await digest();
  expect(Object.keys(after).filter((key) => after[key] !== before[key])).toEqual([`Users/${alice.user_id}`]);
  await Promise.all([one.close(), two.close()]);
});

test('the digest sees what is inside of lists, maps and sets', async () => {
  const twins = await openTwins();
  const { documents, store, digest } = twins.hardened;
  const { user_id, post_id } = store.posts[0] ?? { user_id: '', post_id: '' };
  const seen = [];
  const values = [['a', 'b'], ['b', 'a'], new Set(['a', 'b']), { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, 'a', 1];
  for (const value of values) {
    const update = { UpdateExpression: 'SET x = :x', ExpressionAttributeValues: { ':x': value } };
    await documents.send(new UpdateCommand({ TableName: 'Posts', Key: { user_id, post_id }, ...update }));
    seen.push((await digest())[`Posts/${user_id}/${post_id}`]);
  }
  expect(new Set(seen).size).toBe(values.length);
  await twins.close();
});
