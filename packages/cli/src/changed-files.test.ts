import { execFileSync } from 'node:child_process';
import { appendFile, chmod, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isScanError } from '@middlebrick/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changedOnly } from './changed-files.ts';
import { emptyFolder } from './e2e/cli.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

const author = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'init.defaultBranch=main'];
function git(...words: string[]): void {
  execFileSync('git', [...author, ...words], { cwd: folder.path, stdio: 'ignore' });
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, path)), { recursive: true });
    await writeFile(join(folder.path, path), text);
  }
}

async function commit(files: Readonly<Record<string, string>>): Promise<void> {
  await write(files);
  git('add', '-A');
  git('commit', '-qm', 'x');
}

const names = ['a.py', 'b.py', 'c.py', 'src/a.py', 'src/é.py', 'sub/x.py', 'd/new.py'];

/** Which of the names are changed. */
async function changedIn(below = '.', changed: string | true = true): Promise<string[]> {
  const { changed: found } = await changedOnly(join(folder.path, below), { changed });
  return names.filter((path) => found?.isChanged(path));
}

async function problem(below: string, changed: string | true, more = {}): Promise<string> {
  try {
    await changedOnly(join(folder.path, below), { changed, ...more });
  } catch (error) {
    return isScanError(error) ? `${error.code} ${error.message} ${error.help}`.replaceAll(folder.path, '<folder>') : '';
  }
  return 'none';
}

test('without the flag nothing is asked', async () => {
  expect(await changedOnly('/nowhere', {})).toEqual({});
});

test('before the first commit everything is new', async () => {
  git('init', '-q');
  await write({ 'a.py': '1', 'b.py': '1' });
  git('add', 'a.py');
  expect(await changedIn()).toEqual(['a.py', 'b.py']);
});

describe('since the last commit', () => {
  beforeEach(async () => {
    git('init', '-q');
    await commit({ 'a.py': '1', 'b.py': '1', 'c.py': '1', 'src/a.py': '1', 'src/é.py': '1', '.gitignore': 'd/' });
  });

  test.each([
    ['nothing', [], []],
    ['contents', ['a.py', 'src/é.py'], ['a.py', 'src/é.py']],
    ['new files, but not ignored ones', ['sub/x.py', 'd/new.py'], ['sub/x.py']],
  ])('%s', async (_, written, found) => {
    await write(Object.fromEntries(written.map((path) => [path, '2'])));
    expect(await changedIn()).toEqual(found);
    if (written.length === 0) return;
    git('add', '-A');
    expect(await changedIn()).toEqual(found);
  });

  test('a file that was written again as it was is not changed', async () => {
    await write({ 'a.py': '1' });
    await utimes(join(folder.path, 'a.py'), 1, 1);
    expect(await changedIn()).toEqual([]);
  });

  test('paths are those of the folder that is audited, or of the one file', async () => {
    await write({ 'a.py': '2', 'src/é.py': '2' });
    const found = await changedOnly(join(folder.path, 'src'), { changed: true });
    expect([found.changed?.isChanged('é.py'), found.changed?.isChanged('a.py'), found.changed?.files]).toEqual([
      true,
      false,
      1,
    ]);
    const file = await changedOnly(join(folder.path, 'a.py'), { changed: true });
    expect(file.changed?.isChanged('a.py')).toBe(true);
  });

  test('a repository within that is not known counts as a whole', async () => {
    await write({ 'sub/x.py': '1' });
    execFileSync('git', ['init', '-q', join(folder.path, 'sub')]);
    expect(await changedIn()).toEqual(['sub/x.py']);
  });
});

describe('since a branch', () => {
  beforeEach(async () => {
    git('init', '-q', '-b', 'main');
    await commit({ 'a.py': '1', 'b.py': '1', 'c.py': '1' });
    git('checkout', '-qb', 'work');
    await commit({ 'b.py': '2' });
    git('checkout', '-q', 'main');
    await commit({ 'a.py': 'of others' });
    git('checkout', '-q', 'work');
  });

  test('own commits and what is not committed count, and what others did meanwhile does not', async () => {
    await write({ 'c.py': '2' });
    expect(await changedIn('.', 'main')).toEqual(['b.py', 'c.py']);
    expect(await changedIn()).toEqual(['c.py']);
    const { changed } = await changedOnly(folder.path, { changed: 'main' });
    expect(changed).toMatchObject({ since: 'main', commit: expect.stringMatching(/^[0-9a-f]{40}$/), files: 2 });
  });

  test('variables that git sets in hooks lead nowhere else', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index', GIT_WORK_TREE: '/nowhere' });
    try {
      expect(await changedIn('.', 'main')).toEqual(['b.py']);
    } finally {
      process.env = before;
    }
  });

  test.each([['nowhere'], ['--output=x'], ['-h'], ['main^{tree}'], ['main\0']])('%j is no commit', async (ref) => {
    expect(await problem('.', ref)).toBe(
      `BAD_ARGUMENT --changed ${ref}: git knows no such commit. Name a branch, tag or commit that is here, as in --changed origin/main; write the path before it.`,
    );
    expect(await readdir(folder.path)).not.toContain('x');
  });

  test('a history of its own has nothing in common', async () => {
    git('checkout', '-q', '--orphan', 'other');
    await commit({ 'c.py': '3' });
    expect(await problem('.', 'main')).toContain('it has no commit in common with what is checked out');
  });
});

test('outside of a repository it cannot be told', async () => {
  expect(await problem('.', true)).toBe(
    'BAD_ARGUMENT --changed cannot tell what changed in <folder>: it is in no git repository. Leave --changed out to be told of everything.',
  );
  expect(await problem('.', true, { updateBaseline: true })).toContain('--update-baseline wants everything');
});

test('nothing that a repository configures is run, and nothing of it is written', async () => {
  git('init', '-q');
  await commit({ 'a.py': '1', 'b.py': '1' });
  const trap = join(folder.path, 'trap');
  const sprung = join(folder.path, 'sprung');
  await writeFile(trap, `#!/bin/sh\necho "$0 $*" >> '${sprung}'\ncat\n`);
  await chmod(trap, 0o755);
  const settings = {
    'core.fsmonitor': trap,
    'core.pager': trap,
    'core.sshCommand': trap,
    'diff.external': trap,
    'diff.x.textconv': trap,
    'diff.x.command': trap,
    'filter.x.clean': trap,
    'filter.x.smudge': trap,
    'filter.x.process': trap,
    'core.hooksPath': folder.path,
    'remote.origin.url': `ext::${trap}`,
    'remote.origin.promisor': 'true',
    'protocol.ext.allow': 'always',
    'extensions.partialClone': 'origin',
  };
  for (const [name, value] of Object.entries(settings)) git('config', name, value);
  await writeFile(join(folder.path, 'post-index-change'), `#!/bin/sh\n${trap}\n`);
  await chmod(join(folder.path, 'post-index-change'), 0o755);
  await write({ '.gitattributes': '*.py diff=x filter=x\n' });
  await appendFile(join(folder.path, 'a.py'), '2');
  await utimes(join(folder.path, 'b.py'), 1, 1);
  const index = await stat(join(folder.path, '.git/index'));
  expect(await changedIn()).toEqual(['a.py']);
  expect(await problem('.', 'f'.repeat(40))).toContain('no such commit');
  expect(await readdir(folder.path)).not.toContain('sprung');
  expect((await stat(join(folder.path, '.git/index'))).mtimeMs).toBe(index.mtimeMs);
  // The traps are live: git itself springs them.
  execFileSync('git', ['status', '--porcelain'], { cwd: folder.path, stdio: 'ignore' });
  expect(await readdir(folder.path)).toContain('sprung');
  await rm(sprung);
});
