import { afterEach, expect, test, vi } from 'vitest';
import type { Discovery } from '../files/discover.ts';
import * as python from '../parse/python.ts';
import type { AuditSettings } from '../report.ts';
import type { CacheStore } from './cache-store.ts';
import { cachedReport } from './cached-report.ts';

vi.mock(import('../parse/python.ts'), { spy: true });
afterEach(() => vi.clearAllMocks());
/** How many files were parsed since the last time that was asked. */
const parses = (): number => {
  const { calls } = vi.mocked(python.parsePython).mock;
  return calls.splice(0).length;
};

const helper = "import boto3\nnotes = boto3.resource('dynamodb').Table('notes')\n";
const app = `from flask import Flask, jsonify
from flask_jwt_extended import jwt_required
from store import notes
app = Flask(__name__)

@app.get('/notes/<owner>')
@jwt_required()
def read(owner):
    return jsonify(title=notes.get_item(Key={'owner': owner})['Item']['title'])
`;
const found = (texts: Readonly<Record<string, string>>, warnings: readonly string[] = []): Discovery => ({
  code: Object.entries(texts).map(([path, text]) => ({ path, text })),
  documents: [],
  warnings,
});
const both = found({ 'app.py': app, 'store.py': helper });
const day = (date: string): Date => new Date(`${date}T12:00:00Z`);
const settings: AuditSettings = { target: 'notes', version: '1.0.0', startedAt: day('2027-01-30') };

function memory(): CacheStore & { files: Map<string, Buffer> } {
  const files = new Map<string, Buffer>();
  return {
    files,
    read: async (name) => files.get(name) ?? null,
    write: async (name, bytes) => void files.set(name, Buffer.from(bytes)),
  };
}

test('what did not change is not parsed or asked again, and the report is the same', async () => {
  const kept = { cache: memory(), root: '/notes' };
  const first = await cachedReport(both, settings, kept);
  expect({ parses: parses(), findings: first.findings.map(({ check }) => check) }).toEqual({
    parses: 2,
    findings: ['code/foreign-key-read'],
  });

  const again = await cachedReport(both, { ...settings, startedAt: day('2027-02-01') }, kept);
  expect(parses()).toBe(0);
  expect(again.scan.startedAt).toBe('2027-02-01T12:00:00.000Z');
  expect({ ...again, scan: null }).toEqual({ ...first, scan: null });
  expect({ ...(await cachedReport(both, settings, null)), scan: null }).toEqual({ ...first, scan: null });
});

test('only what changed is parsed again, and what it changes elsewhere is seen', async () => {
  const kept = { cache: memory(), root: '/notes' };
  await cachedReport(both, settings, kept);
  parses();
  const changed = found({ 'app.py': app, 'store.py': 'notes = None\n' });
  const report = await cachedReport(changed, settings, kept);
  expect(parses()).toBe(1);
  expect({ ...report, scan: null }).toEqual({ ...(await cachedReport(changed, settings, null)), scan: null });
  expect(report.findings).toEqual([]);
});

const suppressions = [{ check: 'code/foreign-key-read', reason: 'public', expires: '2027-01-31' }];
test.each<[string, Discovery, Partial<AuditSettings>]>([
  ['of another target', both, { target: 'other' }],
  ['in another folder', both, { base: 'services' }],
  ['by another version', both, { version: '1.0.1' }],
  ['with another baseline', both, { accepted: { baseline: new Set(['a']) } }],
  ['with suppressions', both, { accepted: { suppressions } }],
  ['after a suppression ended', both, { accepted: { suppressions }, startedAt: day('2027-02-01') }],
  ['with another warning', found({ 'app.py': app, 'store.py': helper }, ['a.py: left out.']), {}],
  ['with a file less', found({ 'app.py': app }), {}],
  ['with another order of path and text', found({ 'app.py': `${app}store.py`, '': helper }), {}],
])('the report %s is one of its own', async (_, discovery, other) => {
  const kept = { cache: memory(), root: '/notes' };
  await cachedReport(both, settings, kept);
  await cachedReport(both, { ...settings, accepted: { baseline: new Set() } }, kept);
  await cachedReport(both, { ...settings, accepted: { suppressions }, startedAt: day('2027-01-29') }, kept);
  const report = await cachedReport(discovery, { ...settings, ...other }, kept);
  const fresh = await cachedReport(discovery, { ...settings, ...other }, null);
  expect({ ...report, scan: null }).toEqual({ ...fresh, scan: null });
});

test('a report of what changed since a commit is made each time', async () => {
  const kept = { cache: memory(), root: '/notes' };
  const since = (isChanged: boolean): AuditSettings => ({
    ...settings,
    changed: { since: 'HEAD', commit: 'abc', files: 1, isChanged: () => isChanged },
  });
  expect((await cachedReport(both, since(true), kept)).findings).toHaveLength(1);
  expect((await cachedReport(both, since(false), kept)).findings).toHaveLength(0);
  expect(parses()).toBe(2);
});

test('nothing is believed that has not the form of what was kept', async () => {
  const cache = memory();
  const kept = { cache, root: '/notes' };
  const first = await cachedReport(both, settings, kept);
  for (const spoilt of ['', '{}', 'null', '{"findings":[]}', '[[]]']) {
    for (const name of cache.files.keys()) cache.files.set(name, Buffer.from(spoilt));
    parses();
    const again = await cachedReport(both, settings, kept);
    expect(parses()).toBe(2);
    expect({ ...again, scan: null }).toEqual({ ...first, scan: null });
  }
});
