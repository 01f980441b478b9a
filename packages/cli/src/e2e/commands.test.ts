import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, complaints, emptyFolder, middlebrick, type Ran } from './cli.ts';
import { asBoth, notesApi, serve } from './servers.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const run = (words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  middlebrick(words, { cwd: folder.path, environment });
const bola = ['--only', 'bola/foreign-object-read', ...asBoth];

describe('the gate', () => {
  test('findings give 1, and JSON is printed all the same', async () => {
    await using server = await serve(notesApi());
    const { code, stdout, stderr } = await run(['scan', server.url, '--json', ...bola]);
    const report = JSON.parse(stdout) as Report;
    expect(report.findings.map(({ check, confidence }) => [check, confidence])).toEqual([
      ['bola/foreign-object-read', 'confirmed'],
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('the repaired twin gives 0; a score below the threshold gives 1 whatever is found', async () => {
    await using hardened = await serve(notesApi({ isHardened: true }));
    expect((await run(['scan', hardened.url, '--quiet', ...bola])).code).toBe(0);
    await using vulnerable = await serve(notesApi());
    const lenient = ['--fail-on', 'critical'];
    expect((await run(['scan', vulnerable.url, '--quiet', ...bola, ...lenient])).code).toBe(0);
    expect((await run(['scan', vulnerable.url, '--quiet', ...bola, ...lenient, '--threshold', '90'])).code).toBe(1);
  });
});

test('identities come from the environment and from the file, and reports go where they are asked for', async () => {
  await using server = await serve(notesApi());
  const file = join(folder.path, 'team.yaml');
  const text = `target: ${server.url}\nidentities:\n  alice:\n    bearer: \${ALICE}\noutput: [out/report.html, out/report.sarif]\nonly: bola/foreign-object-read\n`;
  await writeFile(file, text);
  const environment = { ALICE: 'ALICE-TOKEN-1', MIDDLEBRICK_AS_BOB: 'bearer:BOB-TOKEN-22' };
  const { code, stdout, stderr } = await run(['scan', '--config', file], environment);
  expect(code).toBe(1);
  expect(stdout).toContain(
    'Report  out/report.html · out/report.sarif\nNext    middlebrick explain bola/foreign-object-read\n',
  );
  expect(stdout + stderr).not.toMatch(/ALICE-TOKEN-1|BOB-TOKEN-22/);
  expect(stdout + stderr).not.toContain('\u001b');
  expect((await readdir(join(folder.path, 'out'))).sort()).toEqual(['report.html', 'report.sarif']);
  for (const name of ['report.html', 'report.sarif']) {
    expect(await readFile(join(folder.path, 'out', name), 'utf8')).not.toMatch(/ALICE-TOKEN-1|BOB-TOKEN-22/);
  }
});

describe('Ctrl-C', () => {
  test('prints the report of what was learnt and is no success', async () => {
    let interrupt: (() => void) | undefined;
    const api = notesApi({ isHardened: true });
    let requests = 0;
    await using server = await serve((request, response) => {
      requests++;
      api(request, response);
      if (requests === 15) interrupt?.();
    });
    const { code, stdout, stderr } = await middlebrick(
      ['scan', server.url, '--json', '--rate', '100', '--fail-on', 'critical', ...asBoth],
      {
        cwd: folder.path,
        onStart: (child) => {
          interrupt = () => child.kill('SIGINT');
        },
      },
    );
    const report = JSON.parse(stdout) as Report;
    expect(complaints(stderr)).toEqual(['middlebrick: Stopping; what was learnt follows. Ctrl-C again ends at once.']);
    expect({ code, isInterrupted: report.scan.isInterrupted, reason: report.scan.stopReason }).toEqual({
      code: 2,
      isInterrupted: true,
      reason: 'interrupted',
    });
    expect(report.surface.operations.map(({ id }) => id)).toEqual(['GET /me', 'GET /notes', 'GET /notes/{note_id}']);
  });

  test('before anything was learnt says so', async () => {
    let interrupt: (() => void) | undefined;
    await using server = await serve(() => {
      interrupt?.();
      interrupt = undefined;
    });
    const { code, stdout, stderr } = await middlebrick(['scan', server.url], {
      cwd: folder.path,
      onStart: (child) => {
        interrupt = () => child.kill('SIGTERM');
      },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(complaints(stderr)).toEqual([
      'middlebrick: Stopping; what was learnt follows. Ctrl-C again ends at once.',
      'middlebrick: Stopped before anything was learnt.',
    ]);
  });
});

test('a reader that has seen enough is no error', () => {
  const command = `"${process.execPath}" "${bin}" checks | head -1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^auth\/\S+ +\w+\n0\n$/), stderr: '' });
});

test.skipIf(!existsSync('/dev/full'))('a full disk behind standard output is said', () => {
  const command = `"${process.execPath}" "${bin}" checks > /dev/full`;
  const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'middlebrick: Standard output cannot be written: ENOSPC.\n',
  });
});

describe('help', () => {
  test.each([
    [[]],
    [['scan']],
    [['verify']],
    [['diff']],
    [['judge']],
    [['audit']],
    [['init']],
    [['demo']],
    [['checks']],
    [['explain']],
    [['forge']],
    [['completion']],
  ])('%j has examples and fits 80 columns in its tables', async (words) => {
    const { code, stdout, stderr } = await run([...words, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\nExamples?:\n {2}\$ .*middlebrick /);
    const [tables = ''] = stdout.split(/\nExamples?:/);
    expect(tables.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

test('init writes a file with which scan runs as it stands once its variables are set', async () => {
  await using server = await serve(notesApi({ isHardened: true }));
  const written = await run(['init', server.url, '--output', 'fresh.yaml']);
  expect(written).toMatchObject({
    code: 0,
    stderr: '',
    stdout:
      'Wrote fresh.yaml: 3 operations from /openapi.json (OpenAPI 3.0.3).\nNext    export ALICE_TOKEN=… BOB_TOKEN=…\n        middlebrick scan --config fresh.yaml\n',
  });
  const environment = { ALICE_TOKEN: 'ALICE-TOKEN-1', BOB_TOKEN: 'BOB-TOKEN-22' };
  const scanned = await run(['scan', '--config', 'fresh.yaml', '--only', 'bola', '--quiet'], environment);
  expect({ code: scanned.code, stderr: scanned.stderr }).toEqual({ code: 0, stderr: '' });
  const unset = await run(['scan', '--config', 'fresh.yaml']);
  expect(unset.stderr).toMatch(
    /^middlebrick: fresh\.yaml line \d+, identities\.alice\.bearer: the variable ALICE_TOKEN is not set\. /,
  );
  const again = await run(['init', server.url, '--output', 'fresh.yaml']);
  expect([again.code, again.stderr]).toEqual([
    2,
    'middlebrick: fresh.yaml is there already. Write over it with --force, or choose another with --output.\n',
  ]);
});

test('demo shows the flaws, their report, and the mended twin clean', async () => {
  const { code, stdout, stderr } = await run(['demo', '--output', 'demo.html']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [vulnerable = '', mended = ''] = stdout.split('The same API with the repairs');
  expect(vulnerable).toContain('bola/foreign-object-read');
  expect(vulnerable).toMatch(/\bF\b +\d+\/100/);
  expect(mended).toMatch(/\bA\b +100\/100 +no findings/);
  expect(await readFile(join(folder.path, 'demo.html'), 'utf8')).toMatch(/^<!doctype html>/i);
});

test('an old Node gets one clear line', async () => {
  const old = join(folder.path, 'old-node.sh');
  // The file that npm links is written for any Node; only the version that it sees is changed here.
  const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });";
  await writeFile(join(folder.path, 'pretend.cjs'), pretend);
  await writeFile(old, `#!/bin/sh\nexec '${process.execPath}' --require '${join(folder.path, 'pretend.cjs')}' "$@"\n`, {
    mode: 0o755,
  });
  const ran = await middlebrick(['scan'], { cwd: folder.path, node: old });
  expect(ran).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^middlebrick needs Node 22\.19 or newer; this is Node [\d.]+\. Install the current LTS from https:\/\/nodejs\.org\.\n$/,
    ),
  });
});
