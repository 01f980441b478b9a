import { describe, expect, test } from 'vitest';
import { audit } from './audit.ts';
import type { SourceFile } from './files/discover.ts';
import { auditReport } from './report.ts';

/*
 * Code of which a few lines would take for ever, all memory or the whole stack, if each way were followed to its end.
 * Nothing here measures time: without a bound most of these do not end at all.
 */

const lines = (count: number, line: (index: number) => string, glue = '\n'): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(glue);

const python = (text: string): SourceFile[] => [
  {
    path: 'app.py',
    text: `import boto3\nfrom flask import Flask, Blueprint, request, jsonify\napp = Flask(__name__)\ntable = boto3.resource('dynamodb').Table('t')\n${text}\n`,
  },
];
const javaScript = (text: string): SourceFile[] => [
  { path: 'app.js', text: `const express = require('express');\nconst app = express();\n${text}\n` },
];
const view = (body: string): string =>
  `@app.post('/a/<u>')\ndef a(u):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
const handler = (body: string): string => `app.post('/a/:u', async (req, res) => {\n${body}\n});\n`;
const modules = (count: number, ending: string, text: (index: number) => string): SourceFile[] =>
  Array.from({ length: count }, (_, index) => ({ path: `m${index}.${ending}`, text: text(index) }));

const wide = (name: string): string => `{${lines(30, (i) => `'k${i}': ${name}`, ', ')}}`;

const bombs: readonly (readonly [name: string, code: SourceFile[]])[] = [
  ['texts', python(view(`s = 'x'\n${lines(60, () => 's = s + s')}\nreturn jsonify(s)`))],
  [
    'lists',
    python(
      view(`s = [u]\nr = [1]\n${lines(60, () => 's = [s, s]\nr = [r, r, r]')}\nif u:\n    s = r\nreturn jsonify(s)`),
    ),
  ],
  [
    'spreads',
    javaScript(
      handler(`let s = [req.body];\n${lines(30, () => 's = [...s, ...s, ...s];')}\nf(...s, ...s);\nres.json(s);`),
    ),
  ],
  [
    'dicts',
    python(
      view(
        `s = {'a': u}\nr = {'a': 1}\n${lines(12, () => `s = ${wide('s')}\nr = ${wide('r')}`)}\nif u:\n    s = r\nx = s + u\nreturn jsonify(s)`,
      ),
    ),
  ],
  [
    'arguments',
    python(view(`s = u\n${lines(12, () => `s = lib.f(${lines(30, () => 's', ', ')})`)}\nreturn jsonify(s)`)),
  ],
  [
    'dicts in dicts',
    python(
      view(`x = u\ny = u\n${lines(3000, () => "x = {'a': x}\ny = {'a': y}")}\nif u:\n    x = y\nreturn jsonify(x)`),
    ),
  ],
  [
    'what holds itself',
    python(
      view(
        `a = []\nd = {}\n${lines(50, () => "d['x'] = d\nd['y'] = d\na.append(a)\na.append(d)")}\nclass O: pass\no = O()\n${lines(10, (i) => `o.f${i} = o`)}\nreturn jsonify(a, d, o)`,
      ),
    ),
  ],
  [
    'objects in a ring',
    python(
      view(
        `class O: pass\n${lines(60, (i) => `o${i} = O()`)}\n${lines(60, (i) => lines(10, (j) => `o${i}.f${j} = o${(i + j) % 60}`))}\nreturn jsonify(o0)`,
      ),
    ),
  ],
  [
    'functions that call each other',
    python(
      `${lines(30, (i) => `def f${i}(x):\n    ${lines(30, (j) => `f${j}(x)`, '; ')}\n    return x`)}\n${view('return jsonify(f0(u))')}`,
    ),
  ],
  [
    'functions that map',
    javaScript(
      handler(
        `const f0 = (x) => x;\n${lines(60, (i) => `const f${i + 1} = (x) => [x, x].map(f${i}).map(f${i});`)}\nres.json(f60(req.body));`,
      ),
    ),
  ],
  [
    'classes that extend themselves',
    python(
      `class A(A): pass\nclass B(A, B): x = A\n${lines(500, (i) => `class C${i}(A, B, ${i === 0 ? 'A' : `C${i - 1}`}): pass`)}\n${view('return jsonify(C499().z)')}`,
    ),
  ],
  [
    'constructors in a ring',
    javaScript(
      `${lines(60, (i) => `class C${i} { constructor() { this.a = new C${(i + 1) % 60}(); this.b = new C${(i + 2) % 60}(); } }`)}\n${handler('res.json(new C0().a.b)')}`,
    ),
  ],
  [
    'decorators',
    python(
      `def d(f):\n    def w(*a):\n        f(*a)\n        return f(*a)\n    return w\n${lines(100, () => '@d')}\ndef x(u): return u\n${view('return jsonify(x(u))')}`,
    ),
  ],
  [
    'loops in loops',
    python(
      view(`${lines(40, (i) => `${' '.repeat(i)}for x${i} in u:`)}\n${' '.repeat(41)}print(x1)\nreturn jsonify(u)`),
    ),
  ],
  ['callbacks in callbacks', javaScript(handler(`${'lib.f(() => '.repeat(150)}1${')'.repeat(150)};\nres.json(1);`))],
  [
    'deep calls in deep code',
    python(
      `${lines(8, (i) => `def f${i}(x):\n    return ${'g('.repeat(240)}f${i + 1}(x)${')'.repeat(240)}`)}\n${view('return jsonify(f0(u))')}`,
    ),
  ],
  [
    'imports in a circle',
    modules(60, 'py', (i) => `${lines(60, (j) => `from m${j} import *`)}\nx${i} = m${(i + 1) % 60}.x\n`),
  ],
  ['a long chain of imports', modules(3000, 'py', (i) => `import m${i + 1}\nx = m${i + 1}.x\n`)],
  [
    'a long chain of imports in JavaScript',
    modules(3000, 'js', (i) => `import x from './m${i + 1}.js';\nexport default x;\n`),
  ],
  [
    'many modules of one name',
    Array.from({ length: 3000 }, (_, i) => ({ path: `a${i}/b/db.py`, text: 'import db\nfrom b.db import x\n' })),
  ],
  ['brackets in a path', python(`@app.get('/${'<a('.repeat(50_000)}')\ndef a(u): return u`)],
  ['colons in a path', javaScript(`app.get('/${':a('.repeat(50_000)}', (req, res) => res.json(1));`)],
  [
    'long names',
    python(
      `${'SECRET_'.repeat(20_000)} = 'abcdefghijk'\n@app.get('/x')\n@${'require_'.repeat(20_000)}\n@${'login_'.repeat(20_000)}\ndef ${'get_user'.repeat(10_000)}(${'user_id'.repeat(20_000)}): return jsonify(request.headers['${'x-user-'.repeat(20_000)}'])`,
    ),
  ],
  [
    'long expressions',
    python(
      view(
        `s = '${'('.repeat(50_000)}'\nt = '${'a = :a AND '.repeat(20_000)}'\nreturn jsonify(table.query(KeyConditionExpression=s, FilterExpression=t))`,
      ),
    ),
  ],
  [
    'guards before every route',
    javaScript(
      `${lines(1000, () => 'app.use((req, res, next) => next());')}\n${lines(300, (i) => `app.get('/p${i}', (req, res) => res.json(1));`)}`,
    ),
  ],
  ['many names and conditions', python(`${lines(4000, (i) => `n${i} = 1`)}\n${lines(4000, (i) => `if n${i}: x = 2`)}`)],
  ['many entries', python(`d = {}\n${lines(8000, (i) => `d['k${i}'] = 1`)}`)],
  [
    'names of what every object has',
    javaScript(
      handler(
        `constructor(req.body); toString(__proto__); hasOwnProperty.static('/');\nres.json(valueOf(req.body)['constructor']);`,
      ),
    ),
  ],
];

const settings = { target: 'x', version: '0', startedAt: new Date(0) };

test.each(bombs)('%s', { timeout: 120_000 }, async (_name, code) => {
  const audited = await audit({ code, documents: [], warnings: [] });
  expect(audited.program.modules).toHaveLength(code.length);
  expect(JSON.stringify(auditReport(audited, settings)).length).toBeLessThan(5_000_000);
});

describe('what is not followed to its end', () => {
  const much = `${lines(30, (i) => `def f${i}(x):\n    ${lines(30, (j) => `f${j}(x)`, '; ')}\n    return x`)}`;

  test('is named, and the routes beside it are audited', async () => {
    const { hits, warnings } = await audit({
      code: python(
        `${much}\n${view('return jsonify(f0(u))')}\n@app.get('/b/<u>')\ndef b(u):\n    return jsonify(table.scan()['Items'])`,
      ),
      documents: [],
      warnings: [],
    });
    expect(warnings).toEqual(['app.py line 95: more happens here than an audit follows; some of it was left out.']);
    expect(hits.map(({ rule, place }) => `${rule.id}:${place.line}`)).toContain('code/missing-authentication:101');
  });

  test('is counted where there is much of it', async () => {
    const { warnings } = await audit({
      code: python(`${much}\n${lines(60, (i) => `@app.get('/r${i}/<u>')\ndef r${i}(u):\n    return jsonify(f0(u))`)}`),
      documents: [],
      warnings: [],
    });
    expect(warnings).toHaveLength(51);
    expect(warnings.at(-1)).toBe('In 10 more places more happens than an audit follows.');
  });
});

describe('routers that are mounted again and again', () => {
  const levels = (k: number): string =>
    `${lines(9, (i) => `b${i} = Blueprint('b${i}', __name__)`)}\n${lines(8, (i) => lines(k, (j) => `b${i}.register_blueprint(b${i + 1}, url_prefix='/p${j}')`))}\napp.register_blueprint(b0)`;

  test.each([
    ['each once', 1, 1, 0],
    ['each twice', 2, 50, 1],
    ['each nine times', 9, 50, 1],
  ])('have as many places as are looked at: %s', async (_name, k, count, told) => {
    const { program, warnings } = await audit({
      code: python(`${levels(k)}\n@b6.get('/x/<u>')\ndef x(u):\n    return u`),
      documents: [],
      warnings: [],
    });
    expect([program.routes.length, warnings.length]).toEqual([count, told]);
  });

  test('are where they are mounted, also when they are mounted on themselves', async () => {
    const { program } = await audit({
      code: javaScript(
        `const r = express.Router();\nr.use('/self', r);\napp.use('/one', r);\napp.use('/two', r);\nr.get('/x/:u', (req, res) => res.json(1));`,
      ),
      documents: [],
      warnings: [],
    });
    expect(program.routes.map(({ path }) => path)).toEqual(['/one/x/{u}', '/two/x/{u}']);
  });
});
