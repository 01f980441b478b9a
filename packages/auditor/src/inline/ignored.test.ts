import { describe, expect, test } from 'vitest';
import { audit, auditCode } from '../audit.ts';
import { auditReport } from '../report.ts';
import { targetsIn } from './lines.ts';

const settings = { target: 'a', version: '1', startedAt: new Date('2026-11-21T09:30:00Z') };

const head = `import boto3
from flask import Flask, jsonify
from flask_jwt_extended import jwt_required
app = Flask(__name__)
notes = boto3.resource('dynamodb').Table('notes')
@app.get('/all')
@jwt_required()
def everything():
`;
const because = 'because it is public';
const ignore = `# middlebrick: ignore[code/table-scan] ${because}`;
const scan = '    found = notes.scan()';
const end = "    return jsonify([one['title'] for one in found['Items']])\n";

/** Lines of the scans that count, those that are suppressed, and what is said of comments. */
async function audited(path: string, text: string) {
  const suggest = (misspelt: string, rules: readonly string[]): string =>
    rules.includes(misspelt) ? 'no' : 'Did you mean that?';
  const { findings, suppressions = [] } = auditReport(await auditCode([{ path, text }]), { ...settings, suggest });
  const scans = findings.filter(({ check }) => check === 'code/table-scan');
  return {
    open: scans.filter(({ suppressed }) => suppressed === undefined).map(({ code }) => code?.place.line),
    held: scans.flatMap(({ suppressed, code }) => (suppressed === undefined ? [] : [[code?.place.line, suppressed]])),
    said: suppressions.map(({ check, findings: met, problem }) => problem ?? `${check} ${met}`),
  };
}

const inPython = (...lines: string[]) => audited('a.py', `${head}${lines.join('\n')}\n${end}`);

describe('a comment suppresses', () => {
  test('with its reason and its place', async () => {
    const place = { path: 'a.py', line: 9, column: 27, endLine: 9, endColumn: 27 + ignore.length };
    expect(await inPython(`${scan}  ${ignore}`)).toEqual({
      open: [],
      held: [[9, { reason: 'it is public', place }]],
      said: ['code/table-scan 1'],
    });
  });

  test.each([
    ['on the line above', [`    ${ignore}`, scan], 10],
    ['above further comments', [`    ${ignore}`, '    # as agreed', scan], 11],
    ['on a later line of the statement', ['    found = notes.scan(', `    )  ${ignore}`], 9],
    ['on a line of its own in the statement', ['    found = notes.scan(', `        ${ignore}`, '    )'], 9],
    ['above a statement that goes on', [`    ${ignore}`, '    found = \\', '        notes.scan()'], 11],
    ['behind another comment', [`${scan}  # noqa ${ignore}`], 9],
    ['with several rules', [`${scan}  # Middlebrick: Ignore[code/debug-mode, code/table-scan] Because: x`], 9],
    ['two on one line', [`${scan}; ${scan.trim()}  ${ignore}`], 9],
  ])('%s', async (_, lines, line) => {
    const { open, held } = await inPython(...lines);
    expect({ open, held: [...new Set(held.map(([at]) => at))] }).toEqual({ open: [], held: [line] });
  });

  test.each([
    ['the line below', [`    other = 1  ${ignore}`, scan], [10]],
    ['across an empty line', [`    ${ignore}`, '', scan], [11]],
    ['a statement that it stands below', [scan, `    ${ignore}`, '    other = 1'], [9]],
    ['a body by its header', [`    if app:  ${ignore}`, `    ${scan}`, '    else:', '        found = {}'], [10]],
    [
      'a body from above its header',
      [`    ${ignore}`, '    if app:', `    ${scan}`, '    else:', '        found = {}'],
      [11],
    ],
    ['by a text', [`    other = '${ignore}'; found = notes.scan()`], [9]],
  ])('but not %s', async (_, lines, open) => {
    expect(await inPython(...lines)).toMatchObject({ open, held: [] });
  });
});

test.each([
  [`# middlebrick: ignore[code/table-scan]`, 'gives no reason and does not count; write `because` and why'],
  [`# middlebrick: ignore[code/table-scan] because …`, 'gives no reason and does not count; write `because` and why'],
  [
    `# middlebrick: ignore[code/table-scan] it is public`,
    'gives no reason and does not count; write `because` and why',
  ],
  [`# middlebrick: ignore ${because}`, 'is not understood; write `middlebrick: ignore[code/table-scan] because …`'],
  [`# middlebrick: ignore[ , ] ${because}`, 'names no rule; write `middlebrick: ignore[code/table-scan] because …`'],
  [`# middlebrick: ignore[code/*] ${because}`, 'names a rule that there is not, code/*. Did you mean that?'],
  [`# middlebrick: ignore[code/debug-mode] ${because}`, 'code/debug-mode 0'],
])('%s suppresses nothing, and it is said', async (comment, said) => {
  expect(await inPython(`${scan}  ${comment}`)).toEqual({ open: [9], held: [], said: [said] });
});

test('a comment that only mentions the name says nothing', async () => {
  expect(await inPython(`${scan}  # middlebrick finds this`)).toEqual({ open: [9], held: [], said: [] });
});

describe('in JavaScript', () => {
  const service = (before: string, behind: string, inside = ''): string => `import express from 'express';
import { expressjwt } from 'express-jwt';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
const db = DynamoDBDocumentClient.from(null);
const app = express();
app.use(expressjwt({ secret: process.env.SECRET, algorithms: ['HS256'] }));
app.get('/all', async (req, res) => {
${before}
  const found = await db.send(${inside}
    new ScanCommand({ TableName: 'notes' }),
  );${behind}
  res.json(found.Items.map(({ title }) => title));
});
`;
  const said = `middlebrick: ignore[code/table-scan] ${because}`;

  test.each([
    ['above', service(`  // ${said}`, '')],
    ['above, as a block', service(`  /*\n   * ${said}\n   */`, '')],
    ['behind', service('', ` // ${said}`)],
    ['inside', service('', '', ` /* ${said} */`)],
    ['before the code of its line', service('', '').replace('  const found', `  /* ${said} */ const found`)],
  ])('%s', async (_, text) => {
    expect(await audited('a.ts', text)).toMatchObject({ open: [], said: ['code/table-scan 1'] });
  });

  test('a comment on the route does not hold for its body', async () => {
    const text = service('', '').replace('app.get', `// ${said}\napp.get`);
    expect(await audited('a.ts', text)).toMatchObject({ held: [], said: ['code/table-scan 0'] });
  });
});

test('in a template, on the line, above it, or in the statement', async () => {
  const statement = (...lines: string[]): string => `Resources:
  Worker:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
${lines.map((line) => `${' '.repeat(14)}${line}\n`).join('')}`;
  const said = `# middlebrick: ignore[iam/wildcard-action] ${because}`;
  const plain = [
    '- Effect: Allow',
    "  Action: 'dynamodb:*'",
    '  Resource: !Sub arn:aws:dynamodb:eu-west-1:1:table/notes',
  ];
  const held = async (...lines: string[]): Promise<unknown> => {
    const documents = [{ path: 'template.yaml', text: statement(...lines) }];
    const { findings, suppressions } = auditReport(await audit({ code: [], documents, warnings: [] }), settings);
    const open = findings.filter(({ check, suppressed }) => check === 'iam/wildcard-action' && !suppressed);
    return [open.length, suppressions?.map(({ findings: met }) => met)];
  };
  expect(await held(...plain)).toEqual([1, undefined]);
  expect(await held(said, ...plain)).toEqual([0, [1]]);
  expect(await held(...plain.map((line, index) => (index === 1 ? `${line} ${said}` : line)))).toEqual([0, [1]]);
  expect(await held(...plain, said)).toEqual([1, [0]]);
});

test('a comment in JSX counts for the code below', () => {
  const text = 'x = <p>\n  {/* middlebrick: a */}\n  {scan()}\n</p>';
  const start = text.indexOf('/*');
  expect(targetsIn(text, 'javascript')({ start, end: text.indexOf('}') })).toEqual({
    line: 3,
    offset: text.indexOf('{scan'),
  });
});

test('many comments and statements on one line are read in time', () => {
  const one = '/* middlebrick: ignore[code/table-scan] because x */ a();';
  const text = one.repeat(15_000);
  const targetOf = targetsIn(text, 'javascript');
  const targets = Array.from({ length: 15_000 }, (_, index) =>
    targetOf({ start: index * one.length, end: index * one.length + one.length - 5 }),
  );
  expect(new Set(targets.map((target) => text[target?.offset ?? -1]))).toEqual(new Set(['a', ')']));
});
