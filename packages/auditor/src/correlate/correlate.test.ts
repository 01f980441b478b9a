import { type Finding, fingerprint, type Report, reportSchema } from '@middlebrick/model';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleFindings } from '../../../../testing/kit/src/sample-findings.ts';
import { reportOf } from '../../../../testing/kit/src/sample-report.ts';
import { type Audited, auditCode } from '../audit.ts';
import { auditReport } from '../report.ts';
import { correlate } from './correlate.ts';

const service = `import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import jwt_required
app = Flask(__name__)
app.secret_key = 'mK4vQ9xTz1Lw7Rb3'
notes = boto3.resource('dynamodb').Table('notes')


def find(owner):
    return notes.get_item(Key={'owner': owner})['Item']


@app.get('/notes/<owner>')
@jwt_required()
def read(owner):
    return jsonify(title=find(owner)['title'])


@app.get('/notes/<owner>/text')
@jwt_required()
def text(owner):
    return jsonify(text=find(owner)['text'])


@app.get('/secret')
def secret():  # 'mK4vQ9xTz1Lw7Rb3'
    return 'mK4vQ9xTz1Lw7Rb3'


@app.get('/hidden')
def hidden():
    return 'x'


def save():
    notes.put_item(Item=request.json)
    return '', 201


@app.post('/drafts')
@jwt_required()
def draft():
    return save()


@app.post('/letters')
@jwt_required()
def letter():
    return save()
`;

const [sample] = sampleFindings();
if (sample === undefined) throw new Error('the sample has findings');

function proven(check: string, operations: readonly string[], more: Partial<Finding> = {}): Finding {
  const places = operations.map((operation) => ({ operation, parameter: 'owner' }));
  return {
    ...sample,
    check,
    places,
    fingerprint: fingerprint({ check, operation: operations[0] }),
    ...more,
  } as Finding;
}

type Operation = Report['surface']['operations'][number];

function operation(id: string, source = 'code', statuses: Operation['statuses'] = {}): Operation {
  const [method, path = ''] = id.split(' ');
  return { id, method: method as Operation['method'], path, source, deprecated: false, statuses };
}

function scanOf(findings: Finding[], operations: readonly Operation[], url = 'http://127.0.0.1:5000/'): Report {
  const report = reportOf(findings);
  return {
    ...report,
    target: { ...report.target, url, stack: ['flask'] },
    surface: { ...report.surface, operations: [...operations] },
  };
}

let audited: Audited;
let audit: Report;
beforeAll(async () => {
  audited = await auditCode([{ path: 'app.py', text: service }]);
  audit = auditReport(audited, { target: 'services/notes', version: '0.1.0', startedAt: new Date('2026-11-21') });
});

const whole = [
  'GET /notes/{owner}',
  'GET /notes/{owner}/text',
  'GET /secret',
  'GET /hidden',
  'POST /drafts',
  'POST /letters',
].map((id) => operation(id));
const codeOnly = ({ findings }: Report): [string, string[]][] =>
  findings
    .filter(({ check }) => check.startsWith('code/'))
    .map(({ check, places }) => [check, places.map((place) => place.operation)]);

describe('a finding of both', () => {
  test('is said once, with its line, by the fingerprint of the scan', () => {
    const finding = proven('bola/foreign-object-read', ['GET /notes/{owner}'], { confidence: 'tentative' });
    const report = correlate(scanOf([finding], whole), audited, audit);
    const place = { path: 'app.py', line: 10, column: 12, endLine: 10, endColumn: 48 };
    expect(report.findings[0]).toEqual({
      ...finding,
      confidence: 'firm',
      code: expect.objectContaining({ place, said: [{ rule: 'code/foreign-key-read', place }] }),
    });
    expect(reportSchema.parse(report)).toEqual(report);
  });

  test.each([
    ['tentative', 'firm'],
    ['firm', 'confirmed'],
    ['confirmed', 'confirmed'],
  ] as const)('what was %s is %s', (confidence, expected) => {
    const finding = proven('bola/foreign-object-read', ['GET /notes/{owner}'], { confidence });
    expect(correlate(scanOf([finding], whole), audited, audit).findings[0]?.confidence).toBe(expected);
  });

  test('is no surer by what the audit itself only supposes', () => {
    const findings = audit.findings.map((one) => ({ ...one, confidence: 'tentative' as const }));
    const finding = proven('bola/foreign-object-read', ['GET /notes/{owner}'], { confidence: 'tentative' });
    const report = correlate(scanOf([finding], whole), audited, { ...audit, findings });
    expect(report.findings[0]).toMatchObject({ confidence: 'tentative', code: { place: { line: 10 } } });
  });

  test('leaves what the audit says of other routes, and nothing where the scan proved all', () => {
    const [first, second] = ['POST /drafts', 'POST /letters'].map((id) => proven('property/mass-assignment', [id]));
    if (first === undefined || second === undefined) throw new Error('there are two');
    const left = (findings: Finding[]) =>
      codeOnly(correlate(scanOf(findings, whole), audited, audit)).filter(
        ([check]) => check === 'code/mass-assignment',
      );
    expect(left([])).toEqual([['code/mass-assignment', ['POST /drafts', 'POST /letters']]]);
    expect(left([first])).toEqual([['code/mass-assignment', ['POST /letters']]]);
    expect(left([first, second])).toEqual([]);
  });

  test('counts more in the score, and what only the code shows not at all', () => {
    const finding = proven('bola/foreign-object-read', ['GET /notes/{owner}'], {
      severity: 'high',
      confidence: 'firm',
    });
    const scanned = scanOf([finding], whole);
    const same = correlate(scanned, audited, { ...audit, findings: [] });
    expect(same.score).toEqual(scanned.score);
    expect(correlate(scanned, audited, audit).score).toMatchObject({
      overall: 69,
      isIncomplete: scanned.score.isIncomplete,
    });
  });

  test('keeps a comment that accepts what the code says, and does not hide a proof by it', () => {
    const findings = audit.findings.map((one) => ({ ...one, suppressed: { reason: 'public on purpose' } }));
    const finding = proven('bola/foreign-object-read', ['GET /notes/{owner}']);
    const report = correlate(scanOf([finding], whole), audited, { ...audit, findings });
    const [first, ...others] = report.findings;
    expect(first).toEqual({ ...finding, code: expect.anything() });
    expect(first?.code).not.toHaveProperty('said');
    expect(others).toEqual(findings);
  });
});

describe('a finding of the code alone', () => {
  type Outcome = 'hardened' | 'vulnerable' | 'inconclusive';
  const cell = (check: string, id: string, outcome: Outcome) => ({ check, operation: id, outcome });
  const [first, second] = ['POST /drafts', 'POST /letters'];
  const asked = 'property/mass-assignment';

  test.each([
    [
      'all its routes held',
      [cell(asked, first, 'hardened'), cell(asked, second, 'hardened')],
      `asked, and it held: ${asked}`,
    ],
    ['one was not asked', [cell(asked, first, 'hardened')], undefined],
    ['one gave no answer', [cell(asked, first, 'hardened'), cell(asked, second, 'inconclusive')], undefined],
    [
      'something else held',
      [cell('bola/foreign-object-write', first, 'hardened'), cell('bola/foreign-object-write', second, 'hardened')],
      undefined,
    ],
  ])('says whether the scan asked the same: %s', (_, coverage, expected) => {
    const report = correlate({ ...scanOf([], whole), coverage }, audited, audit);
    const found = report.findings.find(({ check }) => check === 'code/mass-assignment');
    expect(found?.details.scan).toBe(expected);
  });
});

describe('a finding of the scan alone', () => {
  test('is located at the function that answers, with secrets covered', () => {
    const report = correlate(scanOf([proven('data/error-detail', ['GET /secret'])], whole), audited, audit);
    expect(report.findings[0]?.code).toEqual({
      place: { path: 'app.py', line: 25, column: 1, endLine: 25, endColumn: 20 },
      frame: {
        startLine: 23,
        lines: ['', '', "@app.get('/secret')", "def secret():  # 'mK4*************'", "    return 'mK4*************'"],
      },
      flow: [],
    });
  });

  test.each([
    ['of the whole target', 'auth/security-headers', []],
    ['of many routes at once', 'auth/security-headers', ['GET /secret', 'GET /hidden']],
    ['of a route that the code does not have', 'bola/foreign-object-read', ['GET /elsewhere']],
  ])('is located nowhere when it is %s', (_, check, operations) => {
    const finding = proven(check, operations);
    const report = correlate(scanOf([finding], [...whole, operation('GET /elsewhere', 'openapi')]), audited, audit);
    expect(report.findings[0]).toEqual(finding);
  });
});

describe('routes', () => {
  test.each([
    ['names of parameters do not matter', 'http://h/', ['GET /notes/{id}']],
    ['a proxy may put a path before them', 'http://h/', ['GET /api/v1/notes/{owner}', 'GET /api/v1/secret']],
    ['the base URL may have that path', 'http://h/api/v1', ['GET /notes/{owner}']],
    ['the code may have the path of the base URL', 'http://h/notes', ['GET /{owner}']],
  ])('%s', (_, url, ids) => {
    const operations = ids.map((id) => operation(id, 'openapi'));
    const finding = proven('bola/foreign-object-read', [ids[0] ?? '']);
    expect(correlate(scanOf([finding], operations, url), audited, audit).findings[0]?.code?.place.line).toBe(10);
  });

  test('that only one side saw are listed, with the reason', () => {
    const operations = [
      operation('GET /notes/{owner}', 'openapi', { alice: 404 }),
      operation('GET /secret', 'openapi', { alice: 404, bob: 404 }),
      operation('GET /hidden'),
      operation('GET /old', 'openapi'),
      operation('GET /linked', 'link'),
      operation('GET /guessed', 'word-list'),
    ];
    expect(correlate(scanOf([], operations), audited, audit).correlation).toEqual({
      source: 'services/notes',
      routes: 2,
      located: 0,
      merged: 0,
      onlyInCode: [
        { operation: 'GET /secret', reason: 'everybody is answered 404' },
        { operation: 'GET /hidden', reason: 'the description of the API does not have it' },
        { operation: 'GET /notes/{owner}/text', reason: 'nothing was asked of it' },
        { operation: 'POST /drafts', reason: 'nothing was asked of it' },
        { operation: 'POST /letters', reason: 'nothing was asked of it' },
      ],
      onlyAtTarget: [
        { operation: 'GET /old', reason: 'the description of the API has it, and no route of the code' },
        { operation: 'GET /linked', reason: 'a link leads to it, and no route of the code' },
        { operation: 'GET /guessed', reason: 'it answers, and no route of the code does' },
      ],
    });
  });

  test.each([
    [{ alice: 404 }, { anonymous: 404 }, 1],
    [{ alice: 404 }, { anonymous: 401 }, 0],
    [{ alice: 404, anonymous: 200 }, { alice: 404 }, 0],
    [{}, {}, 0],
  ])('answered %j and %j: %i remark that the base URL may be another', (first, second, count) => {
    const operations = [
      operation('GET /secret', 'code', first),
      operation('GET /hidden', 'code', second),
      operation('GET /notes/{owner}', 'code', { alice: 404 }),
    ];
    const { gaps } = correlate({ ...scanOf([], operations), gaps: [] }, audited, audit);
    expect(gaps).toHaveLength(count);
    expect(gaps.every(({ remedy }) => remedy.endsWith('such as http://127.0.0.1:5000/v1'))).toBe(true);
  });
});

test('everything that either asked, named and gave away is in the one report, once', () => {
  const kept = { fingerprint: 'a', reason: 'known', isExpired: false };
  const scanned = { ...scanOf([], whole), suppressions: [{ ...kept, findings: 2 }] };
  const place = { path: 'app.py', line: 1, column: 1, endLine: 1, endColumn: 2 };
  const comment = { check: 'code/table-scan', reason: 'public', findings: 0, isExpired: false, place };
  const report = correlate(scanned, audited, { ...audit, suppressions: [{ ...kept, findings: 1 }, comment] });
  expect(report.suppressions).toEqual([{ ...kept, findings: 3 }, comment]);
  expect(report.target.stack).toEqual(['flask', 'DynamoDB']);
  expect(report.audit).toEqual(audit.audit);
  expect(report.checks).toEqual([...scanned.checks, ...audit.checks]);
  expect(report.coverage).toEqual([...scanned.coverage, ...audit.coverage]);
  expect(report.scan).toEqual(scanned.scan);
});
