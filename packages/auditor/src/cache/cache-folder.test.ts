import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheFolderFor } from './cache-folder.ts';

let place: string;
beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'middlebrick-')));
  await mkdir(join(place, 'repository/.git'), { recursive: true });
  await mkdir(join(place, 'repository/services/orders'), { recursive: true });
  await mkdir(join(place, 'repository/.cache'));
  await mkdir(join(place, 'user'));
  await mkdir(join(place, 'work'));
  await symlink(join(place, 'repository/.cache'), join(place, 'link'));
});
afterAll(() => rm(place, { recursive: true }));

const orders = 'repository/services/orders';

test.each([
  ['is the one of the user', 'user', orders, 'work', 'user/middlebrick'],
  ['may not be there yet', 'user/new/cache', orders, 'work', 'user/new/cache/middlebrick'],
  ['is not in what is audited', `${orders}/cache`, orders, 'work', null],
  ['is not beside it in its repository', 'repository/.cache', orders, 'work', null],
  ['does not lead into it by a link', 'link', orders, 'work', null],
  ['is not where the command runs', 'work/cache', orders, 'work', null],
  ['is not in the repository where the command runs', 'repository/.cache', 'work', orders, null],
])('the cache %s', (_, cache, root, folder, expected) => {
  const environment = { XDG_CACHE_HOME: join(place, cache) };
  const found = cacheFolderFor(join(place, root), environment, join(place, folder));
  expect(found).toBe(expected === null ? null : join(place, expected));
});

test('a relative path counts for nothing', () => {
  const usual = cacheFolderFor(join(place, orders), {}, join(place, 'work'));
  expect(cacheFolderFor(join(place, orders), { XDG_CACHE_HOME: 'cache' }, join(place, 'work'))).toBe(usual);
});
