import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, middlebrick, type Ran } from './cli.ts';

const service = (key: string): string => `import boto3
from flask import Flask, jsonify
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
notes = boto3.resource('dynamodb').Table('notes')


@app.get('/notes/<owner>')
@jwt_required()
def read(owner):
    return jsonify(title=notes.get_item(Key={'owner': ${key}})['Item']['title'])
`;
const [vulnerable, mended] = [service('owner'), service('get_jwt_identity()')];

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
  await mkdir(join(folder.path, 'services/notes'), { recursive: true });
  await write('services/notes/app.py', vulnerable);
});
afterAll(() => folder[Symbol.asyncDispose]());

const write = (path: string, text: string): Promise<void> => writeFile(join(folder.path, path), text);
const read = (path: string): Promise<string> => readFile(join(folder.path, path), 'utf8');
const audit = (...words: string[]): Promise<Ran> => middlebrick(['audit', ...words], { cwd: folder.path });

test('a finding gives 1 and is shown with its code; the mended service gives 0', async () => {
  const { code, stdout, stderr } = await audit('services/notes');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toContain(`          services/notes/app.py:12:26
              10 │ @jwt_required()
              11 │ def read(owner):
            > 12 │     return jsonify(title=notes.get_item(Key={'owner': owner})['Item']['title'])
                 │                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`);
  await write('services/mended.py', mended);
  const clean = await audit('services/mended.py', '--quiet');
  expect(clean).toMatchObject({ code: 0, stdout: '  no findings\n', stderr: '' });
});

test('a folder in which there is nothing to read is named, also where only a machine looks', async () => {
  await mkdir(join(folder.path, 'empty'), { recursive: true });
  const said = 'middlebrick: empty: no code, template or policy was found, so this says nothing. Check the path.\n';
  expect(await audit('empty', '--quiet')).toMatchObject({ code: 0, stderr: said });
  expect(await audit('empty', '--json')).toMatchObject({ code: 0, stderr: said });
});

test('the gate is the severity, and never a score, which an audit has not', async () => {
  await write('team.yaml', 'threshold: 90\nfail-on: critical\nmatrix: true\n');
  expect((await audit('services/notes', '--quiet', '--config', 'team.yaml')).code).toBe(0);
  expect((await audit('services/notes', '--quiet', '--config', 'team.yaml', '--fail-on', 'high')).code).toBe(1);
});

describe('reports', () => {
  test('go where they are asked for, and name files as the repository does', async () => {
    const { stdout } = await audit('services/notes', '--output', 'out/a.html', '--output', 'out/a.sarif');
    expect(stdout).toContain('\nReport    out/a.html · out/a.sarif\n');
    expect((await readdir(join(folder.path, 'out'))).sort()).toEqual(['a.html', 'a.sarif']);
    const log = JSON.parse(await read('out/a.sarif')) as Log;
    const [location] = log.runs[0]?.results?.[0]?.locations ?? [];
    expect(location?.physicalLocation?.artifactLocation).toEqual({
      uri: 'services/notes/app.py',
      uriBaseId: '%SRCROOT%',
      index: 0,
    });
  });

  test('name the folder and not the way to it', async () => {
    const here = await middlebrick(['audit', '--json'], { cwd: join(folder.path, 'services/notes') });
    const report = JSON.parse(here.stdout) as Report;
    expect([report.target.url, report.audit?.base]).toEqual(['notes', '']);
    expect(here.stdout).not.toContain(folder.path);
    const above = await middlebrick(['audit', '../notes', '--json'], { cwd: join(folder.path, 'services/notes') });
    expect((JSON.parse(above.stdout) as Report).audit?.base).toBe('');
    const outside = await middlebrick(['audit', '../..', '--json'], { cwd: join(folder.path, 'services/notes') });
    expect((JSON.parse(outside.stdout) as Report).audit).not.toHaveProperty('base');
  });

  test('of what cannot be read say so, on standard error too when they are for machines', async () => {
    await mkdir(join(folder.path, 'broken'));
    for (let number = 0; number < 7; number++) await write(`broken/b${number}.py`, 'def f(:\n    return ]\n');
    const { code, stdout, stderr } = await audit('broken', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).surface.warnings).toHaveLength(7);
    expect(stderr.split('\n')).toEqual([
      ...Array.from({ length: 5 }, (_, number) => expect.stringMatching(`^middlebrick: b${number}\\.py line \\d+: `)),
      'middlebrick: and 2 more; the report names them.',
      '',
    ]);
    expect((await audit('broken')).stderr).toBe('');
  });
});

test('a baseline lets old findings pass, and forgets what is mended', async () => {
  const baseline = ['--baseline', 'known.json'];
  expect((await audit('services/notes', '--quiet', ...baseline, '--update-baseline')).code).toBe(0);
  const known = JSON.parse(await read('known.json')) as { findings: { check: string }[] };
  expect(known.findings.map(({ check }) => check)).toContain('code/foreign-key-read');
  expect((await audit('services/notes', '--quiet', ...baseline)).code).toBe(0);
  await write('services/notes/app.py', mended);
  const { stderr } = await audit('services/notes', '--quiet', ...baseline, '--update-baseline');
  expect(stderr).toContain('  - code/foreign-key-read · GET /notes/{owner}\n');
  expect(JSON.parse(await read('known.json'))).toMatchObject({ findings: [] });
});

test('a comment with a reason lets a finding pass, and one that does not count is named', async () => {
  const line = "    return jsonify(title=notes.get_item(Key={'owner': owner})['Item']['title'])";
  const comment = '# middlebrick: ignore[code/foreign-key-read] because notes are shared';
  await write('services/shared.py', vulnerable.replace(line, `    ${comment}\n${line}`));
  const page = await audit('services/shared.py');
  expect(page.code).toBe(0);
  expect(page.stdout).toContain('GET /notes/{owner} (owner): notes are shared (shared.py:12)\n');
  await write('services/shared.py', `${vulnerable}# middlebrick: ignore[code/table-scna] because x\n`);
  const { code, stderr } = await audit('services/shared.py', '--json');
  const said =
    'shared.py:13: The comment names a rule that there is not, code/table-scna. Did you mean code/table-scan?';
  expect({ code, stderr }).toEqual({ code: 1, stderr: `middlebrick: ${said}\n` });
});

test('what does not touch a changed file is left out, and counted', async () => {
  await write('services/first.py', vulnerable);
  const git = (...words: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { cwd: folder.path });
  const outside = await audit('services/first.py', '--changed');
  expect(outside).toMatchObject({ code: 2, stdout: '' });
  expect(outside.stderr).toMatch(/^middlebrick: --changed cannot tell [^\n]*: it is in no git repository\. [^\n]*\n$/);
  git('init', '-q');
  git('add', 'services/first.py');
  git('commit', '-qm', 'first');
  const none = await audit('services/first.py', '--changed');
  expect(none.code).toBe(0);
  expect(none.stdout).toContain('\nNothing found in what changed\n  Only what touches 0 files that differ from HEAD (');
  expect(none.stdout).toMatch(/ 0 files that differ from HEAD \(\w{7}\);\s+1 other finding is\s+left out\.\n/);
  await write('services/first.py', `${vulnerable}\n`);
  expect((await audit('services/first.py', '--changed', 'HEAD', '--quiet')).code).toBe(1);
});

test('--fix shows repairs, writes them when agreed to, and counts what is left', async () => {
  const debugging = 'from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n';
  await write('services/debugging.py', debugging);
  const shown = await audit('services/debugging.py', '--fix', '--json');
  expect(shown.code).toBe(1);
  expect(JSON.parse(shown.stdout)).toMatchObject({
    findings: [{ remediation: { repair: { does: 'Debugging is off.' } } }],
  });
  expect(shown.stderr).toContain('-app.run(debug=True)\n+app.run(debug=False)\n');
  expect(shown.stderr).toContain('Nothing was written. To mend 1 finding in 1 file, add --yes.\n');
  expect(await read('services/debugging.py')).toBe(debugging);
  const fixed = await audit('services/debugging.py', '--fix', '--yes');
  expect({ code: fixed.code, stderr: fixed.stderr }).toEqual({ code: 0, stderr: '' });
  expect(fixed.stdout).toContain('\nMended: 1 finding in 1 file.\n');
  expect(await read('services/debugging.py')).toBe(debugging.replace('True', 'False'));
  expect(await audit('services/debugging.py', '--yes')).toMatchObject({ code: 2, stdout: '' });
});

test('--watch prints the page, then what changed, and ends with 0', async () => {
  await mkdir(join(folder.path, 'services/watched'));
  await write('services/watched/app.py', vulnerable);
  let seen = '';
  const { code, stdout, stderr } = await middlebrick(['audit', 'services/watched', '--watch', '--quiet'], {
    cwd: folder.path,
    onStart: (child) =>
      child.stdout?.on('data', (part: Buffer) => {
        const before = seen;
        seen += part.toString();
        if (seen.includes('Watching ') && !before.includes('Watching ')) void write('services/watched/app.py', mended);
        if (/\nno findings\n$/.test(seen)) child.kill('SIGINT');
      }),
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.slice(stdout.indexOf('\nWatching'))).toBe(`
Watching  services/watched; Ctrl-C ends it

- HIGH      code/foreign-key-read  app.py:12  GET /notes/{owner}
no findings
`);
  const refused = await audit('services/watched', '--watch', '--json');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/^middlebrick: [^\n]*'--watch' cannot be used with option '--json'[^\n]*\n$/);
});

test('a path that is not there is one line', async () => {
  const { code, stdout, stderr } = await audit('nowhere');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^middlebrick: .*nowhere: there is no such file or folder\.[^\n]*\n$/);
});
