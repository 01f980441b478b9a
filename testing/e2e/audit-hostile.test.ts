import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, middlebrick, type Ran } from '../../packages/cli/src/e2e/cli.ts';

const good = `import boto3
from flask import Flask, jsonify
from flask_jwt_extended import jwt_required

app = Flask(__name__)
notes = boto3.resource('dynamodb').Table('notes')


@app.get('/notes/<owner>')
@jwt_required()
def read(owner):
    return jsonify(title=notes.get_item(Key={'owner': owner})['Item']['title'])
`;

const doubling = (line: (index: number) => string): string =>
  Array.from({ length: 60 }, (_, index) => line(index)).join('\n');

/** Everything at once that is no code, or none that anybody wrote. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  'good.py': good,
  'good\u001b]0;x\u0007\u202e.py': good,
  'binary.py': Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256)),
  'large.py': Buffer.alloc(50_000_000, '# a\n'),
  'deep.py': `x = ${'['.repeat(5000)}${']'.repeat(5000)}\n`,
  'deep.ts': `const x = ${'('.repeat(5000)}1${')'.repeat(5000)};\n`,
  'circle/a.py': 'from circle.b import *\nfrom circle import a\n',
  'circle/b.py': 'from circle.a import *\nfrom circle import b\n',
  'circle/c.js': "export * from './d.js';\nexport * from './c.js';\n",
  'circle/d.js': "export * from './c.js';\nimport d from './d.js';\n",
  'latin.py': Buffer.from([...Buffer.from("name = 'caf"), 0xe9, ...Buffer.from("'\n")]),
  'broken.py': 'def f(:\n    return ]\n',
  'endless.py': `${doubling((i) => `def f${i}(x):\n    ${Array.from({ length: 60 }, (_, j) => `f${j}(x)`).join('; ')}`)}\nf0(1)\n`,
  'bomb.yaml': `AWSTemplateFormatVersion: x\na0: &a0 [x, x]\n${doubling((i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)}\n`,
  'unknown.json': JSON.stringify({
    Resources: {
      R: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: { 'Fn::Nothing': ['a'] },
          Policies: [
            {
              PolicyDocument: {
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 'dynamodb:Scan',
                    Resource: [{ 'Fn::GetAtt': ['Nobody', 'Arn'] }, { Ref: 'S' }],
                  },
                ],
              },
            },
          ],
        },
      },
      S: { Type: 'constructor', Properties: { 'Fn::If': ['a'] } },
    },
  }),
  'half.tf': 'resource "aws_iam_policy" "p" {\n  policy = jsonencode({',
  'name\u001b[2J\u202e\n.py': 'def f(:\n',
  [`${'long/'.repeat(30)}${'n'.repeat(200)}.py`]: 'def f(:\n',
  '.gitignore': `${'**/a/'.repeat(30)}b\n`,
};

let folder: Awaited<ReturnType<typeof emptyFolder>>;
let ran: Ran;
beforeAll(async () => {
  folder = await emptyFolder();
  const root = join(folder.path, 'service');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  symlinkSync('..', join(root, 'circle/up'));
  symlinkSync('loop.py', join(root, 'loop.py'));
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'pipe.py')]);
  ran = await middlebrick(['audit', 'service', '--json'], { cwd: folder.path });
});
afterAll(() => folder[Symbol.asyncDispose]());

test('the rest is audited, and the findings of the sound file are there', () => {
  const { findings } = JSON.parse(ran.stdout) as Report;
  expect(findings.filter(({ code }) => code?.place.path.startsWith('good')).map(({ check }) => check)).toEqual([
    'code/foreign-key-read',
    'code/foreign-key-read',
  ]);
  expect(ran.code).toBe(1);
});

test('everything that could not be read is named', () => {
  const { surface } = JSON.parse(ran.stdout) as Report;
  const named = (start: string): string[] => surface.warnings.filter((warning) => warning.startsWith(start));
  expect({
    binary: named('binary.py'),
    large: named('large.py'),
    latin: named('latin.py'),
    pipe: named('pipe.py'),
    loop: named('loop.py'),
    up: named('circle/up'),
    ignored: named('service/.gitignore'),
    endless: named('endless.py'),
  }).toEqual({
    binary: ['binary.py: left out, since it is no text.'],
    large: ['large.py: left out, since it has 50 MB.'],
    latin: ['latin.py: some of it is no UTF-8; the rest was read.'],
    pipe: ['pipe.py: left out, since it is no regular file.'],
    loop: ['loop.py: left out, since it is a link that leads in a circle.'],
    up: ['circle/up: left out, since it is a link to a folder that it stands in.'],
    ignored: ['service/.gitignore: 1 of its rules are too many or too long to be asked.'],
    endless: ['endless.py line 1: more happens here than an audit follows; some of it was left out.'],
  });
  for (const start of ['broken.py line ', 'bomb.yaml', 'half.tf', 'unknown.json', 'long/', 'name\u001b'])
    expect([start, named(start).length > 0]).toEqual([start, true]);
});

test('nothing in a name steers the terminal, and only some warnings stand there', async () => {
  const lines = ran.stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  expect(lines.at(-1)).toMatch(/^middlebrick: and \d+ more; the report names them\.$/);
  const forPeople = await middlebrick(['audit', 'service'], { cwd: folder.path });
  expect(forPeople.code).toBe(1);
  const shown = `${ran.stderr}${forPeople.stdout}${forPeople.stderr}`;
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(forPeople.stdout).toContain('good\\x1b]0;x\\x07\\u202e.py:12');
  expect(ran.mebibytes).toBeLessThan(600);
});
