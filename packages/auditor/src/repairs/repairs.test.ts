import type { Report } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { type Audited, audit } from '../audit.ts';
import type { Discovery } from '../files/discover.ts';
import { auditReport } from '../report.ts';
import { mendedFiles } from './mended.ts';

async function audited(path: string, text: string): Promise<{ files: Discovery; result: Audited; report: Report }> {
  const files = { code: [{ path, text }], documents: [], warnings: [] };
  const result = await audit(files);
  const settings = { target: 'a', version: '1', startedAt: new Date('2026-11-21T09:30:00Z') };
  return { files, result, report: auditReport(result, settings) };
}

const flask = 'from flask import Flask\napp = Flask(__name__)\n';
const jwt = "import jwt, os\nkey = os.environ['KEY']\ntoken = os.environ['TOKEN']\n\nclaims = ";
const express = "import session from 'express-session';\nimport express from 'express';\nconst app = express();\n";
const secret = 'secret: process.env.SECRET';

describe('a repair changes what is wrong and nothing else', () => {
  test.each([
    ['app.py', `${flask}app.run(host='::', debug=True)\n`, 'debug=True', 'debug=False'],
    ['app.py', `${flask}app.debug = True\n`, 'debug = True', 'debug = False'],
    ['app.py', `${flask}DEBUG = True  # True\n`, 'DEBUG = True', 'DEBUG = False'],
    [
      'app.py',
      `${flask}import logging\nDEBUG = True\nlogging.debug(logging.DEBUG)\napp.run(debug=DEBUG)\n`,
      'DEBUG = True',
      'DEBUG = False',
    ],
    ['app.py', `${flask}app.config['DEBUG'] = True\r\n`, "'DEBUG'] = True", "'DEBUG'] = False"],
    ['app.py', `${flask}app.config.update(DEBUG=True, TESTING=True)`, 'DEBUG=True', 'DEBUG=False'],
    ['app.py', `${flask}SESSION_COOKIE_HTTPONLY = False\n`, '= False', '= True'],
    ['a.py', `${jwt}jwt.decode(token, key, algorithms=['HS256', 'none'])\n`, "'HS256', 'none'", "'HS256'"],
    ['a.py', `${jwt}jwt.decode(token, key, algorithms=['None', 'HS256'])\n`, "'None', 'HS256'", "'HS256'"],
    [
      'a.py',
      `${jwt}jwt.decode(token, key, algorithms=['none', 'NONE', 'RS256', 'none', 'HS256'])\n`,
      "'none', 'NONE', 'RS256', 'none', 'HS256'",
      "'RS256', 'HS256'",
    ],
    [
      'a.ts',
      `${express}app.use(session({ ${secret}, cookie: { secure: true, httpOnly: false } }));\n`,
      'httpOnly: false',
      'httpOnly: true',
    ],
    [
      'a.js',
      `import jwt from 'jsonwebtoken';\nexport const claims = jwt.verify(process.env.TOKEN, process.env.KEY, { algorithms: ['none', 'HS256'] });\n`,
      "['none', 'HS256']",
      "['HS256']",
    ],
  ])('%s %j', async (path, text, wrong, right) => {
    const { files, report } = await audited(path, text);
    const wanted = text.replace(wrong, right);
    const [file, ...others] = await mendedFiles(files, report.findings);
    expect([file?.after, others]).toEqual([wanted, []]);
    const mended = await audited(path, wanted);
    expect(mended.result.program.modules.flatMap(({ errors }) => errors)).toEqual([]);
    expect(mended.report.findings).toHaveLength(report.findings.length - 1);
    expect(mended.report.findings.flatMap(({ remediation }) => remediation.repair ?? [])).toEqual([]);
  });
});

test.each([
  ['what is shared', 'app.py', `${flask}verbose = DEBUG = True\n`],
  ['what the environment may turn on', 'app.py', `${flask}import os\nDEBUG = os.environ.get('DEBUG', True)\n`],
  ['what decides more than errors', 'app.py', `${flask}app.debug = True\nif app.debug:\n    allow(app)\n`],
  ['what is asked by its name', 'app.py', `${flask}DEBUG = True\nif not DEBUG:\n    allow(app)\n`],
  ['what is asked of the configuration', 'app.py', `${flask}DEBUG = True\nallow(app.config.get('DEBUG'))\n`],
  ['settings of Django', 'app.py', `DEBUG = True\nALLOWED_HOSTS = []\n`],
  ['errors that extensions answer', 'app.py', `${flask}PROPAGATE_EXCEPTIONS = True\n`],
  ['cookies that want a proxy to be known', 'app.py', `${flask}SESSION_COOKIE_SECURE = False\n`],
  ['what would leave no algorithm', 'a.py', `${jwt}jwt.decode(token, key, algorithms=['none'])\n`],
  ['algorithms with a comment', 'a.py', `${jwt}jwt.decode(token, key, algorithms=['HS256', # x\n 'none'])\n`],
  [
    'algorithms that stand elsewhere',
    'a.py',
    `${jwt.replace('claims', "names = ['HS256', 'none']\nclaims")}jwt.decode(token, key, algorithms=names)\n`,
  ],
  [
    'cookies that lack more',
    'a.ts',
    `${express}app.use(session({ ${secret}, cookie: { secure: false, httpOnly: false } }));\n`,
  ],
  [
    'cookies that pages may read',
    'a.ts',
    `${express}app.get('/', (req, res) => res.cookie('session', 'x', { secure: true, httpOnly: false }));\n`,
  ],
])('%s is left to people', async (_, path, text) => {
  const { files, report } = await audited(path, text);
  expect(report.findings.map(({ remediation }) => remediation.repair)).toEqual(report.findings.map(() => undefined));
  expect(report.findings).not.toEqual([]);
  expect(await mendedFiles(files, report.findings)).toEqual([]);
});

test('a report has the repair as a diff, with secrets masked', async () => {
  const { report } = await audited('app.py', `${flask}app.secret_key = 'mK4vQ9xTz1Lw7Rb3'\napp.run(debug=True)\n`);
  const repairs = report.findings.flatMap(({ remediation }) => remediation.repair ?? []);
  expect(repairs).toEqual([
    {
      does: 'Debugging is off.',
      edits: [{ place: { path: 'app.py', line: 4, column: 15, endLine: 4, endColumn: 19 }, text: 'False' }],
      diff: `--- a/app.py
+++ b/app.py
@@ -1,4 +1,4 @@
 from flask import Flask
 app = Flask(__name__)
 app.secret_key = 'mK4*************'
-app.run(debug=True)
+app.run(debug=False)
`,
    },
  ]);
});

test('several repairs of a file are one change, and what must not be mended is left', async () => {
  const { files, report } = await audited('app.py', `${flask}app.debug = True\napp.run(debug=True)\n`);
  const [file] = await mendedFiles(files, report.findings);
  expect(file).toMatchObject({ after: `${flask}app.debug = False\napp.run(debug=False)\n` });
  expect(file?.findings).toHaveLength(2);
  const [first] = report.findings;
  if (first === undefined) throw new Error('nothing was found');
  expect(await mendedFiles(files, [first])).toMatchObject([{ findings: [first] }]);
});

test('a file that a repair does not mend is left as it is', async () => {
  const { files, report } = await audited('app.py', `${flask}app.run(debug=True)\n`);
  const place = { path: 'app.py', line: 3, column: 9, endLine: 3, endColumn: 19 };
  const with_ = (text: string) =>
    report.findings.map((finding) => ({
      ...finding,
      remediation: { ...finding.remediation, repair: { does: '', edits: [{ place, text }], diff: '' } },
    }));
  expect(await mendedFiles(files, with_('debug=not False, debug=True'))).toEqual([]);
  expect(await mendedFiles(files, with_('debug='))).toEqual([]);
  expect(await mendedFiles(files, with_('use_reloader=False'))).toHaveLength(1);
});
