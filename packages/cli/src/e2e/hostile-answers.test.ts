import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, middlebrick } from './cli.ts';
import { asBoth, gzipBomb, type NotesOptions, notesApi, serve, specOf } from './servers.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Scanned {
  code: number | null;
  report: Report;
  stderr: string;
  mebibytes: number;
}

/** Scans notes with one more operation, `/odd`, that answers as given to those who are signed in. */
async function scanWith(odd: NotesOptions['instead'], ...words: string[]): Promise<Scanned> {
  const spec = specOf(['/me', '/notes', '/notes/{note_id}', '/odd']);
  await using server = await serve(
    notesApi({ isHardened: true, spec, ...(odd === undefined ? {} : { instead: odd }) }),
  );
  const ran = await middlebrick(['scan', server.url, '--json', ...asBoth, ...words], { cwd: folder.path });
  return { ...ran, report: JSON.parse(ran.stdout) as Report };
}

/** What the coverage says of the odd operation, without those that were decided. */
function undecided({ coverage }: Report): (string | undefined)[] {
  const cells = coverage.filter(({ operation, outcome }) => operation === 'GET /odd' && outcome === 'inconclusive');
  return [...new Set(cells.map(({ reason }) => reason))];
}

const broken = (report: Report): string[] =>
  report.coverage.filter(({ outcome }) => outcome === 'broken').map(({ check, reason }) => `${check}: ${reason}`);

test('a gzip bomb of a gibibyte fills neither memory nor time', async () => {
  const body = gzipBomb();
  const { report, mebibytes } = await scanWith((path, caller) =>
    path === '/odd' && caller !== undefined ? { headers: { 'content-encoding': 'gzip' }, body } : undefined,
  );
  expect(body.length).toBeLessThan(2 * 1024 * 1024);
  expect(report.identities.every(({ isAlive }) => isAlive)).toBe(true);
  expect(broken(report)).toEqual([]);
  expect(mebibytes).toBeLessThan(700);
});

test('JSON nested 10,000 deep breaks no check', async () => {
  const body = '{"a":['.repeat(10_000) + ']}'.repeat(10_000);
  const { report, mebibytes } = await scanWith((path, caller) =>
    path === '/odd' && caller !== undefined ? { body } : undefined,
  );
  expect(broken(report)).toEqual([]);
  expect(report.surface.operations.map(({ id }) => id)).toContain('GET /odd');
  expect(mebibytes).toBeLessThan(700);
});

test('an operation that hangs is inconclusive with its reason, and the rest is tested', async () => {
  const spec = specOf(['/me', '/notes', '/notes/{note_id}', '/odd']);
  const api = notesApi({ isHardened: true, spec });
  await using server = await serve((request, response) => {
    // Never answered.
    if (request.url !== '/odd') api(request, response);
  });
  const ran = await middlebrick(['scan', server.url, '--json', '--timeout', '0.3', ...asBoth], { cwd: folder.path });
  const report = JSON.parse(ran.stdout) as Report;
  expect(broken(report)).toEqual([]);
  expect(report.scan.isInterrupted).toBe(false);
  expect(undecided(report).length).toBeGreaterThan(0);
  expect(undecided(report).every((reason) => reason !== undefined && reason !== '')).toBe(true);
  const decided = report.coverage.filter(
    ({ operation, outcome }) => operation === 'GET /notes/{note_id}' && outcome === 'hardened',
  );
  expect(decided.length).toBeGreaterThan(0);
});

test('control characters and markup steer neither terminal nor page', async () => {
  const text = '\u001b[2J\u001b]0;owned\u0007<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e';
  const evil = { id: 'n-7f3a91', owner: `alice${text}`, email: 'alice@example.com', text };
  const instead: NotesOptions['instead'] = (path, caller) =>
    path === '/notes/n-7f3a91' && caller !== undefined
      ? { headers: { 'x-powered-by': 'Evil<script>' }, body: JSON.stringify(evil) }
      : undefined;
  const info = { title: `Notes ${text}`, version: '1' };
  const spec = specOf(['/me', '/notes', '/notes/{note_id}', `/odd/<script>alert(3)</script>\u001b[31m`], { info });
  await using server = await serve(notesApi({ spec, instead }));
  const words = ['scan', server.url, '--verbose', '--output', 'evil.html', ...asBoth];
  const { code, stdout, stderr } = await middlebrick(words, { cwd: folder.path });
  expect(code).toBe(1);
  expect(stdout).toContain('bola/foreign-object-read');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
  const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  expect(stdout).not.toMatch(steering);
  expect(stderr).not.toMatch(steering);
  const page = await readFile(join(folder.path, 'evil.html'), 'utf8');
  expect(page).not.toMatch(/<img src=x|<script>alert/);
  expect(page).not.toMatch(steering);
});

test('a target that dies in the middle ends the scan with what was learnt', async () => {
  const api = notesApi();
  let requests = 0;
  await using server = await serve((request, response) => {
    requests++;
    if (requests < 60) api(request, response);
  });
  const words = ['scan', server.url, '--timeout', '0.2', '--json', ...asBoth];
  const ran = await middlebrick(words, { cwd: folder.path });
  const report = JSON.parse(ran.stdout) as Report;
  expect(report.scan.stopReason).toBe('the target stopped answering (40 requests in a row)');
  expect(report.identities.map(({ name, isAlive }) => [name, isAlive])).toEqual([
    ['alice', true],
    ['bob', true],
    ['anonymous', true],
  ]);
});

test('a budget that is used up before anything was learnt is said', async () => {
  await using server = await serve(notesApi());
  const { code, stdout, stderr } = await middlebrick(['scan', server.url, '--max-requests', '2'], { cwd: folder.path });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(
    'middlebrick: The scan ended: the budget of 2 requests is used up. Nothing was learnt until then; allow more with --max-requests.\n',
  );
});
