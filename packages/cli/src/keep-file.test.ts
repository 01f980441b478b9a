import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@middlebrick/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeepFile, variablesOf } from './keep-file.ts';
import { settingsFrom } from './settings.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-keep-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('credentials go to a new file that only its owner may read', async () => {
  const path = join(folder, 'users.env');
  const file = await openKeepFile(path);
  await file.write([
    new Secret('t-1', 'ALICE_TOKEN'),
    new Secret("it's $5", 'BOB_PASSWORD'),
    new Secret('t-2', 'ALICE_TOKEN'),
  ]);
  await file.close();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toBe("export ALICE_TOKEN='t-2'\nexport BOB_PASSWORD='it'\\''s $5'\n");
});

test('a file that is there is never written over', async () => {
  const path = join(folder, 'there.env');
  await writeFile(path, 'mine');
  await expect(openKeepFile(path)).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
    message: `${path} is there already.`,
  });
  expect(await readFile(path, 'utf8')).toBe('mine');
});

test('a scan that kept nothing leaves no file', async () => {
  const file = await openKeepFile(join(folder, 'empty.env'));
  await file.close();
  expect(await readdir(folder)).not.toContain('empty.env');
});

test('no value gets out of its quotes', () => {
  expect(variablesOf([new Secret("';touch owned;'", 'A_TOKEN')])).toBe("export A_TOKEN=''\\'';touch owned;'\\'''\n");
});

test('--keep wants an active scan, and a file where it names one', () => {
  const keepOf = (flags: Record<string, unknown>): unknown => settingsFrom('http://127.0.0.1:1', flags, {}).keep;
  expect([keepOf({}), keepOf({ active: true, keep: true }), keepOf({ active: true, keep: 'users.env' })]).toEqual([
    false,
    true,
    'users.env',
  ]);
  expect(() => keepOf({ keep: true })).toThrow('--keep concerns what an active scan makes.');
  expect(() => keepOf({ active: true, keep: 'http://127.0.0.1:5000' })).toThrow('an address is no file');
});
