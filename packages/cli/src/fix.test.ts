import { chmod, link, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@middlebrick/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleAudit } from '../../../testing/kit/src/sample-audit.ts';
import { emptyFolder } from './e2e/cli.ts';
import { type FixTools, fixFiles, fixFrom } from './fix.ts';
import { replaceFile } from './replace-file.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

const at = (path: string): string => join(folder.path, path);
const text = async (path: string): Promise<string> => readFile(at(path), 'utf8');
const [finding] = sampleAudit().findings as [Finding, ...Finding[]];
const file = { path: 'a.py', before: 'old\n', after: 'new\n', diff: '-old\n+new\u001b\n', findings: [finding] };

async function fixed(more: Partial<FixTools>, files = [file]): Promise<{ said: string; written: string[] }> {
  let said = '';
  const write = (part: string): void => {
    said += part;
  };
  const written = await fixFiles(files, { folder: folder.path, write, ask: undefined, isAgreed: false, ...more });
  return { said, written: written.map(({ path }) => path) };
}

describe('repairs are shown first, and', () => {
  beforeEach(() => writeFile(at('a.py'), 'old\n'));
  const shown = '\n-old\n+new\\u001b\n\n';

  test.each([
    ['y', 'new\n', 'Mended: 1 finding in 1 file.\n'],
    [' YES ', 'new\n', 'Mended: 1 finding in 1 file.\n'],
    ['', 'old\n', 'Nothing was written.\n'],
    ['n', 'old\n', 'Nothing was written.\n'],
    ['yesterday', 'old\n', 'Nothing was written.\n'],
  ])('on the answer %j the file is %j', async (answer, content, last) => {
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      expect(await text('a.py')).toBe('old\n');
      return answer;
    };
    const { said, written } = await fixed({ ask });
    expect({ said, asked, content: await text('a.py') }).toEqual({
      said: `${shown}${last}`,
      asked: ['Mend 1 finding in 1 file? [y/N] '],
      content,
    });
    expect(written).toEqual(content === 'new\n' ? ['a.py'] : []);
  });

  test('written without a question where that was agreed to', async () => {
    const ask = (): never => {
      throw new Error('asked');
    };
    expect(await fixed({ ask, isAgreed: true })).toEqual({
      said: `${shown}Mended: 1 finding in 1 file.\n`,
      written: ['a.py'],
    });
    expect(await text('a.py')).toBe('new\n');
  });

  test('not written where nobody can be asked', async () => {
    const { said } = await fixed({});
    expect(said).toBe(`${shown}Nothing was written. To mend 1 finding in 1 file, add --yes.\n`);
    expect(await text('a.py')).toBe('old\n');
  });

  test('what was saved meanwhile is left, and the others are written', async () => {
    await writeFile(at('b.py'), 'other\n');
    const { said, written } = await fixed({ isAgreed: true }, [{ ...file, path: 'b.py' }, file]);
    expect(written).toEqual(['a.py']);
    expect(said).toContain('b.py was left as it is: it is no longer as it was read.\nMended: 1 finding in 1 file.\n');
    expect(await text('b.py')).toBe('other\n');
  });
});

test('without repairs that is said', async () => {
  expect((await fixed({}, [])).said).toBe('\nNothing here has a repair that is mechanical.\n');
});

describe('a file is replaced', () => {
  test('with its mode and its mark, whole, and nothing stays beside it', async () => {
    await writeFile(at('a.py'), '\uFEFFold\n');
    await chmod(at('a.py'), 0o751);
    expect(await replaceFile(folder.path, file)).toBeUndefined();
    expect(await text('a.py')).toBe('\uFEFFnew\n');
    expect((await stat(at('a.py'))).mode & 0o777).toBe(0o751);
    expect(await readdir(folder.path)).toEqual(['a.py']);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['it is gone', async () => undefined],
    ['it is other text', () => writeFile(at('a.py'), 'old')],
    ['it is no text', () => writeFile(at('a.py'), Buffer.from([0x6f, 0xff, 0x0a]))],
    ['it is a link', () => writeFile(at('b'), 'old\n').then(() => symlink(at('b'), at('a.py')))],
  ])('but not when %s', async (_, prepare) => {
    await prepare();
    expect(await replaceFile(folder.path, file)).toBe('changed');
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('and never through what somebody put in the place of its new text', async () => {
    await writeFile(at('a.py'), 'old\n');
    await writeFile(at('victim'), 'mine\n');
    await symlink(at('victim'), at(`a.py.${process.pid}.part`));
    expect(await replaceFile(folder.path, file)).toBe('unwritable');
    expect([await text('a.py'), await text('victim')]).toEqual(['old\n', 'mine\n']);
  });

  test('so that another name of it keeps the old text', async () => {
    await writeFile(at('a.py'), 'old\n');
    await link(at('a.py'), at('other'));
    expect(await replaceFile(folder.path, file)).toBeUndefined();
    expect(await text('other')).toBe('old\n');
  });
});

test('an answer wants its question', () => {
  expect(fixFrom({ fix: true, yes: true })).toEqual({ isWanted: true, isAgreed: true });
  expect(fixFrom({})).toEqual({ isWanted: false, isAgreed: false });
  expect(() => fixFrom({ yes: true })).toThrow('--yes answers --fix, which is not there.');
});
