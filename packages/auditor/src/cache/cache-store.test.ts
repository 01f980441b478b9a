import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCache } from './cache-store.ts';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'middlebrick-'));
});
afterEach(() => rm(place, { recursive: true }));

const folder = (): string => join(place, 'a/cache');
const text = async (name: string): Promise<string | undefined> =>
  (await openCache(folder()).read(name))?.toString('utf8');

test('what is written is read, and the last wins', async () => {
  const cache = openCache(folder());
  expect(await cache.read('one')).toBeNull();
  await cache.write('one', Buffer.from('first'));
  await cache.write('one', Buffer.from('second'));
  expect(await text('one')).toBe('second');
  expect(await readdir(folder())).toEqual(['one']);
});

test('two that write at a time leave one of both whole', async () => {
  const texts = ['a'.repeat(100_000), 'b'.repeat(200_000)];
  await Promise.all(texts.map((whole) => openCache(folder()).write('one', Buffer.from(whole))));
  expect(texts).toContain(await text('one'));
  expect(await readdir(folder())).toEqual(['one']);
});

test('what was used longest ago goes when space is short', async () => {
  const cache = openCache(folder(), { total: 250, single: 200 });
  for (const name of ['old', 'used', 'rare']) await cache.write(name, Buffer.alloc(80));
  for (const name of ['old', 'used', 'rare']) await utimes(join(folder(), name), 1000, 1000);
  await cache.read('used');
  await cache.write('new', Buffer.alloc(80));
  expect((await readdir(folder())).filter((name) => name === 'new' || name === 'used')).toEqual(['new', 'used']);
  expect((await readdir(folder())).length).toBe(3);
  await cache.write('huge', Buffer.alloc(201));
  expect(await cache.read('huge')).toBeNull();
});

test.runIf(process.platform !== 'win32').each<[string, () => Promise<unknown>]>([
  ['a folder that others may write to', () => chmod(folder(), 0o777)],
  ['a file that is too large', () => writeFile(join(folder(), 'one'), Buffer.alloc(201))],
  ['a link', () => linked('one')],
  ['a folder in the place of a file', () => replacedByFolder('one')],
])('nothing is believed of %s', async (_, spoil) => {
  const cache = openCache(folder(), { total: 1000, single: 200 });
  await cache.write('one', Buffer.from('text'));
  expect((await stat(folder())).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder(), 'one'))).mode & 0o777).toBe(0o600);
  await spoil();
  expect(await cache.read('one')).toBeNull();
});

async function linked(name: string): Promise<void> {
  await writeFile(join(place, 'other'), 'text');
  await rm(join(folder(), name));
  await symlink(join(place, 'other'), join(folder(), name));
}

async function replacedByFolder(name: string): Promise<void> {
  await rm(join(folder(), name));
  await mkdir(join(folder(), name));
}

test('a place that cannot be written keeps nothing, and says nothing', async () => {
  await writeFile(join(place, 'file'), '');
  const cache = openCache(join(place, 'file/cache'));
  await cache.write('one', Buffer.from('text'));
  expect(await cache.read('one')).toBeNull();
});
