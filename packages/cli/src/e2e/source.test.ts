import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, middlebrick, type Ran } from './cli.ts';
import { asBoth, notesApi, serve, type TestServer } from './servers.ts';

const service = `import boto3
from flask import Flask, jsonify
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
notes = boto3.resource('dynamodb').Table('notes')


@app.get('/me')
@jwt_required()
def me():
    return jsonify(username=get_jwt_identity())


@app.get('/notes')
@jwt_required()
def mine():
    found = notes.query(IndexName='by-owner', KeyConditionExpression='owner = :o',
                        ExpressionAttributeValues={':o': get_jwt_identity()})
    return jsonify(items=[{'id': one['id'], 'owner': one['owner']} for one in found['Items']])


@app.get('/notes/<note_id>')
@jwt_required()
def read(note_id):
    item = notes.get_item(Key={'id': note_id})['Item']
    return jsonify(id=item['id'], owner=item['owner'], email=item['email'], text=item['text'])


@app.get('/gone')
@jwt_required()
def gone():
    return jsonify(text=notes.scan()['Items'][0]['text'])
`;

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let api: TestServer;
beforeAll(async () => {
  folder = await emptyFolder();
  await mkdir(join(folder.path, 'services/notes'), { recursive: true });
  await mkdir(join(folder.path, 'empty'));
  await writeFile(join(folder.path, 'services/notes/app.py'), service);
  // It describes itself nowhere.
  const instead = (path: string) => (path.endsWith('.json') ? { status: 404, body: '{}' } : undefined);
  api = await serve(notesApi({ instead }));
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const scan = (...words: string[]): Promise<Ran> => middlebrick(['scan', ...words], { cwd: folder.path });

test('an API without a description is scanned by its code, and what is proven has its line', async () => {
  const { code, stdout } = await scan(api.url, '--source', 'services/notes', ...asBoth, '--json');
  expect(code).toBe(1);
  const report = JSON.parse(stdout) as Report;
  expect(report.surface.source).toBe('the code in services/notes');
  const [first] = report.findings.filter(({ check }) => check === 'bola/foreign-object-read');
  expect(first).toMatchObject({
    confidence: 'confirmed',
    places: [{ operation: 'GET /notes/{note_id}' }],
    code: { place: { path: 'app.py', line: 26 }, said: [{ rule: 'code/foreign-key-read' }] },
  });
  // What only the code shows stays, and what both say is said once.
  const read = report.findings.filter(({ check }) => /^code\/(?:foreign-key-read|table-scan)$/.test(check));
  expect(read.map(({ check, places }) => [check, places[0]?.operation])).toEqual([['code/table-scan', 'GET /gone']]);
  expect(report.audit?.base).toBe('services/notes');
  expect(report.correlation).toMatchObject({
    routes: 3,
    onlyInCode: [{ operation: 'GET /gone', reason: 'everybody is answered 404' }],
    onlyAtTarget: [],
  });
});

test('a configuration may name it, accept what the code says, and serve a scan without it, too', async () => {
  const suppress = `suppress:
  - { check: code/table-scan, operation: GET /gone, reason: read by nobody }
`;
  await writeFile(join(folder.path, 'both.yaml'), `source: services/notes\n${suppress}`);
  const both = await scan(api.url, ...asBoth, '--config', 'both.yaml', '--no-color');
  expect(both.stdout).toContain('services/notes/app.py:26:12');
  expect(both.stdout).toContain('read by nobody');
  expect(both.stdout).toContain('Only in the code\n    GET /gone');
  await writeFile(join(folder.path, 'alone.yaml'), suppress);
  const alone = await scan(api.url, ...asBoth, '--config', 'alone.yaml', '--json');
  expect(alone.stderr).not.toContain('suppress');
  expect(JSON.parse(alone.stdout)).not.toHaveProperty('correlation');
});

test('what was proven is asked again by the code, and what was only read is not', async () => {
  await scan(api.url, '--source', 'services/notes', ...asBoth, '--output', 'before.json', '--quiet');
  const { code, stdout } = await middlebrick(
    ['verify', 'before.json', '--source', 'services/notes', ...asBoth, '--json'],
    { cwd: folder.path },
  );
  expect(code).toBe(1);
  expect(stdout).toContain('bola/foreign-object-read');
  expect(stdout).not.toMatch(/code\/|no longer in the surface/);
});

test('routes that are all answered 404 are said to be elsewhere', async () => {
  const { stderr, stdout } = await scan(`${api.url}/v2`, '--source', 'services/notes', '--json');
  expect(stderr).toContain(
    `middlebrick: Every route of the code that could be called without an id is answered 404: the API may be served below a path that its code does not show: check the path of ${api.url}/v2`,
  );
  const [gap] = (JSON.parse(stdout) as Report).gaps;
  expect(gap).toMatchObject({ count: 3, unit: 'operation' });
});

test.each([
  [['--source', 'nowhere'], 2, 'nowhere: there is no such file or folder. Check the path and its permissions.\n'],
  [
    ['--source', 'empty', '--spec', 'nothing.yaml'],
    2,
    'middlebrick: No route was found in empty, so its code adds nothing to what is called.',
  ],
])('%j gives %i and a line that says why', async (words, expected, line) => {
  const { code, stderr, stdout } = await scan(api.url, ...words);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(stderr).toContain(line);
});
