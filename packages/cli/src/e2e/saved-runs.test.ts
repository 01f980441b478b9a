import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaints, emptyFolder, middlebrick, type Ran } from './cli.ts';
import { asBoth, notesApi, serve, users } from './servers.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const run = (words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  middlebrick(words, { cwd: folder.path, environment });
const text = (name: string): Promise<string> => readFile(join(folder.path, name), 'utf8');
const reportIn = async (name: string): Promise<Report> => JSON.parse(await text(name)) as Report;
const bola = ['--only', 'bola/foreign-object-read', ...asBoth];

describe('judge', () => {
  let scanned: Ran;
  let sentBefore = 0;
  beforeAll(async () => {
    await using server = await serve(notesApi());
    scanned = await run(['scan', server.url, '--json', '--save', 'run.ndjson', ...asBoth]);
    sentBefore = server.requests();
  });

  test('gives the very report of the scan, after the API is gone, with the same gate', async () => {
    expect(sentBefore).toBeGreaterThan(10);
    const judged = await run(['judge', 'run.ndjson', '--json']);
    expect({ code: judged.code, stderr: judged.stderr }).toEqual({ code: scanned.code, stderr: '' });
    expect(judged.stdout).toBe(scanned.stdout);
    expect((await run(['judge', 'run.ndjson', '--quiet', '--fail-on', 'critical'])).code).toBe(0);
  });

  test('writes every kind of report', async () => {
    const files = ['a.html', 'a.json', 'a.sarif', 'a.txt', 'a.http'];
    const { code } = await run(['judge', 'run.ndjson', '--quiet', ...files.flatMap((file) => ['--output', file])]);
    expect(code).toBe(1);
    expect(await text('a.json')).toBe(scanned.stdout);
    expect(await text('a.http')).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/notes\/n-7f3a91$/m);
  });

  test('where the rules were others, the findings that changed are named', async () => {
    const lines = (await text('run.ndjson')).split('\n');
    const saved = lines.map((line) => {
      if (!line.startsWith('{"end":')) return line.replace('"version":"0.1.0"', '"version":"0.0.9"');
      const { end } = JSON.parse(line) as { end: { findings: { check: string; severity: string }[] } };
      const findings = end.findings
        .filter(({ check }) => check !== 'auth/security-headers')
        .map((finding) => (finding.check === 'bola/foreign-object-read' ? { ...finding, severity: 'info' } : finding));
      return JSON.stringify({ end: { ...end, findings } });
    });
    await writeFile(join(folder.path, 'older.ndjson'), saved.join('\n'));
    const { code, stdout, stderr } = await run(['judge', 'older.ndjson', '--json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: scanned.stdout });
    expect(stderr).toMatch(
      /^middlebrick: \d findings? changed since version 0\.0\.9 saved the run: [^\n]*bola\/foreign-object-read · GET \/notes\/\{note_id\} is \w+, confirmed[^\n]*\.\n$/,
    );
  });

  test('the file is for its owner only, holds no credential, and has one object a line', async () => {
    expect((await stat(join(folder.path, 'run.ndjson'))).mode & 0o777).toBe(0o600);
    const saved = await text('run.ndjson');
    for (const token of Object.keys(users)) expect(saved).not.toContain(token);
    const lines = saved.trimEnd().split('\n');
    const kinds = new Set(lines.map((line) => Object.keys(JSON.parse(line) as object)[0]));
    expect([...kinds].sort()).toEqual(['end', 'exchange', 'schema', 'surface', 'task']);
  });

  test.each([
    ['no-such.ndjson', undefined, 'no-such.ndjson cannot be read (ENOENT). '],
    ['empty.ndjson', '', 'empty.ndjson is not a saved run. '],
    ['foreign.ndjson', '{"log":{"version":"1.2"}}\n', 'foreign.ndjson is not a saved run. '],
    [
      'future.ndjson',
      '{"schema":"https://middlebrick.dev/schema/run-9.json"}\n',
      'future.ndjson was saved in a format that this version does not know. ',
    ],
  ])('says in one line what is wrong with %s', async (name, content, complaint) => {
    if (content !== undefined) await writeFile(join(folder.path, name), content);
    const { code, stdout, stderr } = await run(['judge', name]);
    expect({ code, stdout, lines: complaints(stderr).length }).toEqual({ code: 2, stdout: '', lines: 1 });
    expect(stderr).toContain(`middlebrick: ${complaint}`);
  });

  test('a file that was cut off, or changed in the middle, is told from a whole one', async () => {
    const whole = await text('run.ndjson');
    const cut = join(folder.path, 'cut.ndjson');
    for (const length of [whole.length - 1, whole.length - 200, Math.floor(whole.length / 2)]) {
      await writeFile(cut, whole);
      await truncate(cut, length);
      const { code, stderr } = await run(['judge', 'cut.ndjson']);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr:
          'middlebrick: cut.ndjson was cut off: the scan that saved it did not come to its end. Scan again with --save.\n',
      });
    }
    const lines = whole.split('\n');
    const task = lines.findIndex((line) => line.startsWith('{"task":') && line.includes('$exchange'));
    const without = lines.toSpliced(task, 1).join('\n');
    const strayed = lines.with(task, (lines[task] ?? '').replace(/"\$exchange":\d+/, '"$exchange":999999')).join('\n');
    for (const damaged of [without, strayed]) {
      await writeFile(cut, damaged);
      expect((await run(['judge', 'cut.ndjson'])).stderr).toMatch(/^middlebrick: cut\.ndjson is damaged: [^\n]+\n$/);
    }
  });
});

describe('verify and diff', () => {
  beforeAll(async () => {
    await using server = await serve(notesApi());
    const { code } = await run(['scan', server.url, '--quiet', '--output', 'old.json', ...bola]);
    expect(code).toBe(1);
  });

  test('what is still there gives 1, what was mended 0, at another address', async () => {
    await using vulnerable = await serve(notesApi());
    const still = await run(['verify', 'old.json', '--target', vulnerable.url, '--quiet', ...asBoth]);
    expect(still).toMatchObject({
      code: 1,
      stderr: '',
      stdout:
        '  still there  bola/foreign-object-read · GET /notes/{note_id} (note_id)\n\n0 fixed, 1 still there, 0 that cannot be told.\n',
    });
    await using hardened = await serve(notesApi({ isHardened: true }));
    const { findings } = await reportIn('old.json');
    const print = findings[0]?.fingerprint.slice(0, 8) ?? '';
    const mended = await run(['verify', 'old.json', print, '--target', hardened.url, '--json', ...asBoth]);
    expect({ code: mended.code, stderr: mended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(mended.stdout)).toMatchObject({ findings: [{ state: 'fixed' }] });
  });

  test('an operation that is gone is not called fixed', async () => {
    await using server = await serve(
      notesApi({ instead: (path) => (path === '/openapi.json' ? { body: withoutNotes } : undefined) }),
    );
    const { code, stdout } = await run(['verify', 'old.json', '--target', server.url, '--quiet', ...asBoth]);
    expect(code).toBe(3);
    expect(stdout).toContain('  cannot tell  bola/foreign-object-read');
    expect(stdout).toContain('the operation is no longer in the surface');
  });

  test('missing identities and unknown fingerprints are named', async () => {
    await using server = await serve(notesApi());
    const alone = ['--target', server.url, '--as', 'alice=bearer:ALICE-TOKEN-1'];
    expect((await run(['verify', 'old.json', ...alone])).stderr).toBe(
      'middlebrick: The report was made as alice, bob; bob is missing. Give --as bob=bearer:…, or the configuration file of the scan with --config.\n',
    );
    expect((await run(['verify', 'old.json', 'zzzz', '--target', server.url, ...asBoth])).stderr).toMatch(
      /^middlebrick: The report has no finding with the fingerprint zzzz\. /,
    );
    expect((await run(['verify', 'run.ndjson'])).stderr).toMatch(/is not a report of middlebrick in JSON\. /);
  });

  test('diff tells new, fixed and no longer tested apart', async () => {
    await using hardened = await serve(notesApi({ isHardened: true }));
    await run(['scan', hardened.url, '--quiet', '--output', 'mended.json', ...bola]);
    const mended = await run(['diff', 'old.json', 'mended.json']);
    expect(mended.code).toBe(0);
    expect(mended.stdout).toContain('Fixed  1\n');
    expect(mended.stdout).toMatch(/\n0 new, 1 fixed, 0 changed, 0 no longer tested, 0 findings unchanged\.\n$/);

    const back = await run(['diff', 'mended.json', 'old.json', '--fail-on', 'high', '--format', 'markdown']);
    expect(back.code).toBe(1);
    expect(back.stdout).toContain('### New (1)');
    expect((await run(['diff', 'mended.json', 'old.json', '--fail-on', 'critical'])).code).toBe(0);

    await run(['scan', hardened.url, '--quiet', '--output', 'alone.json', '--only', 'data', ...asBoth]);
    const other = await run(['diff', 'old.json', 'alone.json', '--json', '--fail-on', 'critical']);
    expect(JSON.parse(other.stdout)).toMatchObject({
      fixed: [],
      notTested: [{ check: 'bola/foreign-object-read', reason: 'the check was not run' }],
    });
  });
});

const withoutNotes = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Notes', version: '2' },
  paths: { '/me': { get: { responses: { 200: { description: 'ok' } } } } },
});

describe('what is accepted', () => {
  test('a baseline lets known findings pass, and says what came and went', async () => {
    await using server = await serve(notesApi());
    const baseline = ['--baseline', 'known.json'];
    expect((await run(['scan', server.url, '--quiet', ...bola, ...baseline])).stderr).toMatch(
      /^middlebrick: The baseline known\.json cannot be read\. /,
    );
    const written = await run(['scan', server.url, '--quiet', ...bola, ...baseline, '--update-baseline']);
    expect(written).toMatchObject({
      code: 0,
      stderr:
        'Baseline  known.json: 1 known, 1 added, 0 removed\n  + bola/foreign-object-read · GET /notes/{note_id}\n',
    });
    const first = await text('known.json');
    expect(JSON.parse(first)).toMatchObject({
      findings: [{ check: 'bola/foreign-object-read', operation: 'GET /notes/{note_id}', title: expect.any(String) }],
    });
    const passed = await run(['scan', server.url, ...bola, ...baseline]);
    expect(passed.code).toBe(0);
    expect(passed.stdout).toContain('Nothing new');
    expect(passed.stdout).toMatch(/Known\n {2}1 finding of the baseline: 1 (?:high|critical|medium)\n/);

    await using hardened = await serve(notesApi({ isHardened: true }));
    const elsewhere = await run(['scan', hardened.url, '--quiet', '--only', 'data', ...baseline, '--update-baseline']);
    expect(elsewhere.stderr).toBe(
      'Baseline  known.json: 1 known, 0 added, 0 removed\n  = bola/foreign-object-read · GET /notes/{note_id} stays: the check was not run\n',
    );
    expect(await text('known.json')).toBe(first);
    const mended = await run(['scan', hardened.url, '--quiet', ...bola, ...baseline, '--update-baseline']);
    expect(mended.stderr).toContain('0 known, 0 added, 1 removed\n  - bola/foreign-object-read');
  });

  test('a suppression takes a finding out of gate and score until its day, and idle ones are named', async () => {
    await using server = await serve(notesApi());
    const scanWith = async (more: string): Promise<{ ran: Ran; report: Report }> => {
      const config = `only: bola/foreign-object-read\nsuppress:\n  - check: bola/foreign-object-read\n    operation: GET /notes/{note_id}\n    reason: notes are public by contract\n${more}`;
      await writeFile(join(folder.path, 'accepting.yaml'), config);
      const ran = await run(['scan', server.url, '--config', 'accepting.yaml', '--json', ...asBoth]);
      return { ran, report: JSON.parse(ran.stdout) as Report };
    };
    const held = await scanWith('    until: 2999-12-31\n  - fingerprint: "0000000000000000"\n    reason: mended\n');
    expect(held.ran).toMatchObject({
      code: 0,
      stderr: 'middlebrick: The suppression of 0000000000000000 meets no finding.\n',
    });
    expect(held.report.findings.map(({ suppressed }) => suppressed)).toEqual([
      { reason: 'notes are public by contract', until: '2999-12-31' },
    ]);
    expect(held.report.score.overall).toBe(100);

    const over = await scanWith('    until: 2020-01-31\n');
    expect(over.ran).toMatchObject({
      code: 1,
      stderr:
        'middlebrick: The suppression of bola/foreign-object-read · GET /notes/{note_id} ended on 2020-01-31; what it meets counts again.\n',
    });
    expect(over.report.findings.map(({ suppressed }) => suppressed)).toEqual([undefined]);
  });

  test.each([
    ['    operation: GET /notes', 'needs either a fingerprint, or both check and operation'],
    ['    check: bola/foreign-object-rea\n    operation: GET /notes', 'no check is called "bola/foreign-object-rea"'],
    ['    fingerprint: "1"\n    reasn: typo', 'there is no such key'],
  ])('a suppression that is misspelt is an error: %j', async (entry, complaint) => {
    await writeFile(join(folder.path, 'wrong.yaml'), `suppress:\n  - reason: because\n${entry}\n`);
    const { code, stderr } = await run(['scan', 'http://127.0.0.1:9', '--config', 'wrong.yaml']);
    expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toContain(complaint);
  });
});
