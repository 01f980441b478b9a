import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formats } from '@middlebrick/report';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { assertWritable, formatOf, terminalOptions, writeReport } from './output.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('formatOf', () => {
  test.each([
    ['a.html', 'html'],
    ['A.HTM', 'html'],
    ['a.json', 'json'],
    ['a.sarif', 'sarif'],
    ['a.txt', 'terminal'],
  ])('%s', (file, format) => expect(formatOf(file, 'json')).toBe(format));

  test('an ending that says nothing', () => {
    expect(formatOf('report', 'sarif')).toBe('sarif');
    expect(() => formatOf('report.docx')).toThrow(
      '--output report.docx: the ending does not say which report this is to be.',
    );
  });
});

describe('writing', () => {
  test('makes the folder and leaves nothing else behind', async () => {
    const file = join(folder, 'new', 'deep', 'report.json');
    await assertWritable(file);
    expect(await readdir(join(folder, 'new', 'deep'))).toEqual([]);
    await writeReport(sampleReport(), { file, format: 'json' });
    expect(await readdir(join(folder, 'new', 'deep'))).toEqual(['report.json']);
    expect(await readFile(file, 'utf8')).toBe(formats.json.render(sampleReport()));
  });

  test('replaces as a whole, and trying first changes nothing', async () => {
    const file = join(folder, 'there.json');
    await writeFile(file, 'before');
    await assertWritable(file);
    expect(await readFile(file, 'utf8')).toBe('before');
    await writeReport(sampleReport(), { file, format: 'sarif' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test('says why not', async () => {
    await mkdir(join(folder, 'taken.html'));
    await writeFile(join(folder, 'file'), '');
    const inFile = join(folder, 'file', 'a.html');
    const long = join(folder, `${'x'.repeat(300)}.html`);
    await expect(assertWritable(join(folder, 'taken.html'))).rejects.toThrow('cannot be written: it is a folder.');
    await expect(assertWritable(inFile)).rejects.toThrow('cannot be written: a part of its path is a file.');
    await expect(assertWritable(long)).rejects.toThrow('cannot be written: its name is too long.');
    const output = { file: join(folder, 'taken.html'), format: 'html' as const };
    await expect(writeReport(sampleReport(), output)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('terminalOptions', () => {
  const terminal = { isTTY: true, columns: 90 } as NodeJS.WriteStream;
  const pipe = {} as NodeJS.WriteStream;
  test.each<[string, NodeJS.WriteStream, boolean, NodeJS.ProcessEnv, { width: number; color: boolean }]>([
    ['a terminal', terminal, true, {}, { width: 90, color: true }],
    ['a pipe', pipe, true, {}, { width: 100, color: false }],
    ['--no-color', terminal, false, { FORCE_COLOR: '1' }, { width: 90, color: false }],
    ['NO_COLOR', terminal, true, { NO_COLOR: '1' }, { width: 90, color: false }],
    ['an empty NO_COLOR', terminal, true, { NO_COLOR: '' }, { width: 90, color: true }],
    ['TERM=dumb', terminal, true, { TERM: 'dumb' }, { width: 90, color: false }],
    ['FORCE_COLOR', pipe, true, { FORCE_COLOR: '1' }, { width: 100, color: true }],
    [
      'a terminal without columns',
      { isTTY: true, columns: 0 } as NodeJS.WriteStream,
      true,
      {},
      { width: 100, color: true },
    ],
  ])('%s', (_name, stream, wantsColor, environment, options) => {
    expect(terminalOptions(stream, wantsColor, environment)).toEqual(options);
  });
});
