import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaints, emptyFolder, middlebrick, type Ran } from './cli.ts';
import { asBoth, notesApi, serve } from './servers.ts';

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const run = (...words: string[]): Promise<Ran> => middlebrick(words, { cwd: folder.path });
const written = (name: string, text: string): Promise<void> => writeFile(join(folder.path, name), text);
const reading = (name: string): Promise<string> => readFile(join(folder.path, name), 'utf8');

const strict = `GET /notes/{note_id}:
  own: [alice, bob]
GET /notes: { any: [alice, bob] }
`;

describe('policy learn', () => {
  test('writes what was observed, says what is probably a flaw, and writes over nothing', async () => {
    await using server = await serve(notesApi());
    const first = await run('policy', 'learn', server.url, '--quiet', '-o', 'learnt.yaml', ...asBoth);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    expect(first.stdout).toBe(
      'Wrote learnt.yaml: 3 operations and 3 callers; 2 accesses are probably a flaw.\nNext    review it, then: middlebrick scan --policy learnt.yaml\n',
    );
    const text = await reading('learnt.yaml');
    expect(text.slice(text.indexOf('\n\n'))).toBe(`

GET /me:
  any: [alice, bob]

GET /notes:
  any: [alice, bob]

GET /notes/{note_id}:
  own: [alice, bob]
  foreign:
    - alice # probably a flaw: receives the private values of bob
    - bob # probably a flaw: receives the private values of alice
`);
    const asked = server.requests();
    const second = await run('policy', 'learn', server.url, '-o', 'learnt.yaml', ...asBoth);
    expect(second.code).toBe(2);
    expect(second.stderr).toBe(
      'middlebrick: learnt.yaml is there already. Write over it with --force, or choose another with --output.\n',
    );
    expect(server.requests()).toBe(asked);
    expect((await run('policy', 'learn', server.url, '--quiet', '-o', 'learnt.yaml', '--force', ...asBoth)).code).toBe(
      0,
    );
    expect(await reading('learnt.yaml')).toBe(text);
  });

  test('what was learnt of the repaired API finds the flaw of the other', async () => {
    await using hardened = await serve(notesApi({ isHardened: true }));
    await run('policy', 'learn', hardened.url, '--quiet', '-o', 'hardened.yaml', ...asBoth);
    const options = ['--only', 'bfla/policy-violation', '--policy', 'hardened.yaml', '--quiet', ...asBoth];
    expect((await run('scan', hardened.url, ...options)).code).toBe(0);
    await using vulnerable = await serve(notesApi());
    const { code, stdout } = await run('scan', vulnerable.url, '--json', ...options);
    const { findings } = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(findings.map(({ severity, confidence, kind }) => ({ severity, confidence, kind }))).toEqual([
      { severity: 'high', confidence: 'confirmed', kind: 'foreign-allowed' },
    ]);
  });
});

describe('policy check', () => {
  test('compares a report without a request, and fails for what the policy denies', async () => {
    await using server = await serve(notesApi());
    await run(
      'scan',
      server.url,
      '--quiet',
      '--matrix',
      '--output',
      'report.json',
      '--output',
      'matrix.csv',
      ...asBoth,
    );
    const asked = server.requests();
    await written('strict.yaml', strict);
    const { code, stdout, stderr } = await run('policy', 'check', 'report.json', 'strict.yaml');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toBe(`Policy  6 as declared, 2 allowed though denied, 0 denied though allowed, 0 not known
  ! allowed, and the policy denies it:  GET /notes/{note_id} · alice · foreign · receives the private values of bob
  ! allowed, and the policy denies it:  GET /notes/{note_id} · bob · foreign · receives the private values of alice
`);
    await written('open.yaml', 'GET /notes/{note_id}: { any: everyone }\n');
    const open = await run('policy', 'check', 'report.json', 'open.yaml');
    expect(open.code).toBe(0);
    expect(open.stdout).toContain('* denied, and the policy allows it:  GET /notes/{note_id} · anonymous · foreign');
    expect(server.requests()).toBe(asked);
    const table = await reading('matrix.csv');
    expect(table.split('\r\n')).toContain(
      'GET /notes/{note_id},bob,foreign,allowed,denied,default,200,receives the private values of alice',
    );
  });

  test('names what it does not know, with the nearest that it does', async () => {
    await using server = await serve(notesApi());
    await run('scan', server.url, '--quiet', '--output', 'plain.json', ...asBoth);
    await written('misspelt.yaml', 'GET /notes/{note_idd}: { own: [alise] }\n');
    const { code, stderr } = await run('policy', 'check', 'plain.json', 'misspelt.yaml');
    expect(code).toBe(0);
    expect(complaints(stderr)).toEqual([
      'middlebrick: The policy names "GET /notes/{note_idd}", and there is no such operation. Did you mean GET /notes/{note_id}?',
      'middlebrick: The policy names "alise", and there is no such identity or role. Did you mean alice?',
    ]);
  });

  test.each([
    ['notes: { own: [alice] }', /line 1, notes: must be a method and a path, such as GET \/api\/users\/\{user_id\}\.$/],
    ['GET /notes:\n  owner: [alice]', /line 2, GET \/notes\.owner: there is no such key\. Did you mean own\?$/],
    ['GET /notes:\n  own: 7', /line 2, GET \/notes\.own: must be a text or a list of texts, not a number\./],
    ['- GET /notes', /must be a block of keys and values, not a list\./],
    ['GET /notes: [', /is not valid YAML/],
  ])('%j is refused in one line with its place', async (text, line) => {
    await written('wrong.yaml', text);
    await writeFile(join(folder.path, 'middlebrick.yaml'), 'policy: wrong.yaml\n');
    const { code, stdout, stderr } = await run('scan', 'http://127.0.0.1:1');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(complaints(stderr)).toHaveLength(1);
    expect(stderr.split(/ (?:Mend|Put|There|Take) /)[0]?.trim()).toMatch(line);
    await writeFile(join(folder.path, 'middlebrick.yaml'), '');
  });

  test('a report of a scan without a matrix is no report to compare with', async () => {
    await written('policy.yaml', strict);
    await using server = await serve(notesApi());
    const { stdout } = await run('scan', server.url, '--json', ...asBoth);
    const { matrix, ...rest } = JSON.parse(stdout) as Report;
    expect(matrix).toBeDefined();
    await written('without.json', JSON.stringify(rest));
    const { code, stderr } = await run('policy', 'check', 'without.json', 'policy.yaml');
    expect(code).toBe(2);
    expect(complaints(stderr)).toEqual([
      'middlebrick: without.json has no matrix to compare with. Write one with `middlebrick scan <URL> --matrix --output report.json`.',
    ]);
  });
});

test('a policy may stand in the configuration, and the matrix is printed where it is asked for', async () => {
  await using server = await serve(notesApi());
  const policy = strict.replaceAll(/^/gm, '  ').trimEnd();
  await written('team.yaml', `target: ${server.url}\nonly: bfla/policy-violation\nmatrix: true\npolicy:\n${policy}\n`);
  const { code, stdout } = await run('scan', '--config', 'team.yaml', '--quiet', ...asBoth);
  expect(code).toBe(1);
  expect(stdout).toContain('An operation answers somebody whom its policy denies');
  expect(stdout).toMatch(/GET \/notes\/\{note_id\} +A\|A! +A\|A! +-\|D\n/);
  expect(existsSync(join(folder.path, 'middlebrick-policy.yaml'))).toBe(false);
});

test('a saved run is judged by the policy that it was made with', async () => {
  await using server = await serve(notesApi());
  await written('strict.yaml', strict);
  const options = ['--policy', 'strict.yaml', '--save', 'run.ndjson', '--json', ...asBoth];
  const scanned = JSON.parse((await run('scan', server.url, ...options)).stdout) as Report;
  const judged = JSON.parse((await run('judge', 'run.ndjson', '--json')).stdout) as Report;
  expect(scanned.findings.map(({ check }) => check)).toContain('bfla/policy-violation');
  expect(judged.findings).toEqual(scanned.findings);
  expect(judged.matrix).toEqual(scanned.matrix);
});
