import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Documents } from './database.ts';
import { createSeedData } from './seed-data.ts';
import { fillStore, type Store, startStore } from './store.ts';

let store: Store;
let documents: Documents;

beforeAll(async () => {
  store = await startStore({ variant: 'vulnerable', seed: 5 });
  documents = connect(store.endpoint);
});

afterAll(async () => {
  documents.destroy();
  await store.close();
});

const sorted = <T extends object>(items: readonly T[], key: keyof T) =>
  items.toSorted((a, b) => String(a[key]).localeCompare(String(b[key])));

test('the tables hold exactly the seeded items, and no password', async () => {
  const users = await documents.send(new ScanCommand({ TableName: 'Users' }));
  const posts = await documents.send(new ScanCommand({ TableName: 'Posts' }));
  const data = createSeedData({ variant: 'vulnerable', seed: 5 });

  expect({ users: store.users, posts: store.posts }).toEqual(data);
  expect(sorted(users.Items ?? [], 'user_id')).toEqual(data.users.map((user) => user.item));
  expect(sorted(posts.Items ?? [], 'post_id')).toEqual(data.posts);
});

test('the tables have the indexes that the apps query', async () => {
  const describe = async (name: string) => {
    const { Table } = await documents.send(new DescribeTableCommand({ TableName: name }));
    const keys = (schema: { AttributeName?: string | undefined }[] = []) =>
      schema.map((key) => key.AttributeName).join(' ');
    const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(
      (index) => `${index.IndexName}: ${keys(index.KeySchema)}`,
    );
    return [keys(Table?.KeySchema), ...indexes.sort()];
  };
  expect(await describe('Users')).toEqual(['user_id', 'by-username: username']);
  expect(await describe('Posts')).toEqual([
    'user_id post_id',
    'by-owner-topic: owner_topic created_at',
    'by-post: post_id',
    'by-reader: reader post_id',
    'by-topic: topic created_at',
  ]);
});

test('it listens on the loopback address only', () => {
  expect(new URL(store.endpoint).hostname).toBe('127.0.0.1');
});

test('a store that is filled already is not filled again', async () => {
  const filled = fillStore(store.endpoint, createSeedData({ variant: 'vulnerable', seed: 6 }));
  await expect(filled).rejects.toMatchObject({ name: 'ResourceInUseException' });
});

test('after closing nothing answers', async () => {
  const other = await startStore({ variant: 'hardened', seed: 5 });
  await other.close();
  await expect(fetch(other.endpoint)).rejects.toThrow('fetch failed');
});
