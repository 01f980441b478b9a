import { type Report, reportSchema } from '@middlebrick/model';
import { describe, expect, it } from 'vitest';
import { type Audited, auditCode } from './audit.ts';
import type { SourceFile } from './files/discover.ts';
import { auditReport } from './report.ts';

const service = `import boto3
from flask import Flask, jsonify
from flask_jwt_extended import jwt_required

app = Flask(__name__)
app.secret_key = 'mK4vQ9xTz1Lw7Rb3'
notes = boto3.resource('dynamodb').Table('notes')


@app.get('/notes/<owner>')
@jwt_required()
def read(owner):
    return jsonify(title=notes.get_item(Key={'owner': owner})['Item']['title'])


@app.get('/all')
def everything():
    first = notes.scan()['Items']
    again = notes.scan()['Items']
    return jsonify([item['title'] for item in first + again])
`;

const helper = "def load(owner):\n    return notes.get_item(Key={'owner': owner})['Item']\n";

const settings = { target: 'services/notes', version: '0.1.0', startedAt: new Date('2026-11-21T09:30:00Z') };

async function audited(files: readonly SourceFile[], warnings: readonly string[] = []): Promise<Audited> {
  const result = await auditCode(files);
  return { ...result, warnings: [...result.warnings, ...warnings] };
}

const reportOf = async (files: readonly SourceFile[], warnings?: readonly string[]): Promise<Report> =>
  auditReport(await audited(files, warnings), { ...settings, base: 'services/notes' });

const outcome = ({ coverage }: Report, id: string): unknown => coverage.find(({ check }) => check === id);

describe('the report of an audit', () => {
  it('fits the schema, and counts what was read', async () => {
    const report = await reportOf([
      { path: 'app.py', text: service },
      { path: 'web/a.ts', text: 'export const a = 1;' },
      { path: 'template.yaml', text: 'Resources: {}\n' },
    ]);
    expect(reportSchema.parse(report)).toEqual(report);
    expect(report.audit).toEqual({
      base: 'services/notes',
      files: 2,
      lines: 21,
      documents: 1,
      languages: ['Python', 'TypeScript'],
      frameworks: ['Flask'],
      stores: ['DynamoDB'],
      accesses: 3,
    });
    expect(report.surface.operations.map(({ id }) => id)).toEqual(['GET /all', 'GET /notes/{owner}']);
  });

  it('gives a finding its place, the lines around it and the way of the value', async () => {
    const { findings } = await reportOf([{ path: 'app.py', text: service }]);
    const read = findings.find(({ check }) => check === 'code/foreign-key-read');
    expect(read?.code).toEqual({
      place: { path: 'app.py', line: 13, column: 26, endLine: 13, endColumn: 62 },
      frame: { startLine: 11, lines: service.split('\n').slice(10, 15) },
      flow: [
        { place: expect.objectContaining({ line: 10 }), note: 'owner comes from the path of the request' },
        { place: expect.objectContaining({ line: 13 }), note: 'Table.get_item reaches the store' },
      ],
    });
    expect(read?.remediation.explain).toBe('middlebrick explain code/foreign-key-read');
  });

  it('covers the secrets that it found', async () => {
    const report = await reportOf([{ path: 'app.py', text: service }]);
    const secret = report.findings.find(({ check }) => check === 'code/hardcoded-secret');
    expect(secret?.code?.frame.lines).toContain("app.secret_key = 'mK4*************'");
    expect(JSON.stringify(report)).not.toContain('mK4vQ9xTz1Lw7Rb3');
  });

  it('gives each finding a fingerprint of its own, the same every time and wherever it moves', async () => {
    const prints = async (text: string): Promise<string[]> =>
      (await reportOf([{ path: 'app.py', text }])).findings.map(({ fingerprint }) => fingerprint);
    const first = await prints(service);
    expect(new Set(first).size).toBe(first.length);
    expect(await prints(`\n\n# moved\n${service}`)).toEqual(first);
  });

  it('says of every rule whether it was asked of everything', async () => {
    const found = await reportOf([{ path: 'app.py', text: service }]);
    expect(outcome(found, 'code/foreign-key-read')).toEqual({
      check: 'code/foreign-key-read',
      operation: null,
      outcome: 'vulnerable',
    });
    expect(outcome(found, 'code/partiql-injection')).toMatchObject({ outcome: 'hardened' });
    const partly = await reportOf([{ path: 'app.py', text: service }], ['b.py line 3: this does not parse.']);
    const reason = 'some of the code could not be read';
    expect(outcome(partly, 'code/foreign-key-read')).toMatchObject({ outcome: 'vulnerable', undecided: reason });
    expect(outcome(partly, 'code/partiql-injection')).toMatchObject({ outcome: 'inconclusive', reason });
  });

  it('asks no rule of what is not there', async () => {
    const skipped = ({ checks }: Report, family: string): unknown[] => [
      ...new Set(checks.filter(({ id }) => id.startsWith(family)).map(({ skipped: [first] }) => first?.reason)),
    ];
    const nothing = await reportOf([]);
    expect(nothing.coverage).toEqual([]);
    expect([skipped(nothing, 'code/'), skipped(nothing, 'iam/')]).toEqual([
      ['no code was found'],
      ['no template or policy was found'],
    ]);
    const code = await reportOf([{ path: 'app.py', text: service }]);
    expect([skipped(code, 'code/'), skipped(code, 'iam/')]).toEqual([[undefined], ['no template or policy was found']]);
    expect(code.coverage.filter(({ check }) => check.startsWith('iam/'))).toEqual([]);
  });

  it('keeps to findings that touch what changed, by their place or their way, and counts the others', async () => {
    const files = [
      { path: 'store.py', text: `import boto3\nnotes = boto3.resource('dynamodb').Table('notes')\n${helper}` },
      { path: 'app.py', text: service.replace("notes.get_item(Key={'owner': owner})['Item']", 'load(owner)') },
    ];
    files[1] = { path: 'app.py', text: `from store import load\n${files[1]?.text}` };
    const all = auditReport(await audited(files), settings);
    const changed = (path: string): Report => {
      const isChanged = (one: string): boolean => one === path;
      return auditReport(result, { ...settings, changed: { since: 'main', commit: 'c', files: 1, isChanged } });
    };
    const result = await audited(files);
    const checks = ({ findings }: Report): string[] => findings.map(({ check }) => check);
    expect(checks(changed('store.py'))).toEqual(['code/foreign-key-read']);
    expect(checks(changed('app.py'))).toEqual(checks(all));
    expect(changed('other.py').audit?.changed).toEqual({
      since: 'main',
      commit: 'c',
      files: 1,
      leftOut: all.findings.length,
    });
    const known = new Set(all.findings.map(({ fingerprint }) => fingerprint));
    expect(changed('store.py').findings.every(({ fingerprint }) => known.has(fingerprint))).toBe(true);
  });

  it('counts roles and tables where templates have them', async () => {
    const result = await audited([{ path: 'app.py', text: '' }]);
    const place = { path: 't.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const role = { id: 'A', name: 'A', managedPolicies: [], place };
    const infrastructure = { tables: [], functions: [], roles: [role, role], policies: [], warnings: [] };
    const { audit } = auditReport({ ...result, infrastructure }, settings);
    expect(audit).toMatchObject({ roles: 2, tables: 0, lines: 0 });
    expect(audit).not.toHaveProperty('base');
  });
});
