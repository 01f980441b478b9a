import { expect, test } from 'vitest';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { grammarOf, parseJavaScript } from './javascript.ts';

type Row = [source: string, expected: string | readonly string[]];

async function printed(path: string, source: string): Promise<string[]> {
  return printModule(parseJavaScript(await parserFor(grammarOf(path)), path, source)).split('\n');
}

test.each<Row>([
  [
    `function f() { return a + }
const b = 1`,
    ['def f()', '  block', '    a', 'let b = 1', 'error 1:16-1:26'],
  ],
  ['const a = { b: 1, c: , d: 2 }', ['let a = {"b": 1, "c": (unknown), "d": 2}', 'error 1:21-1:21']],
  ['if (a { b() }', ['if a', '  (call b)', 'error 1:6-1:6']],
  [
    `let a = b c d
e()`,
    ['let a = d', 'block', '  b', '  c', '(call e)', 'error 1:9-1:12'],
  ],
  [
    `a = @
b()`,
    ['block', '  a', '  (call b)', 'error 1:1-2:4'],
  ],
  [
    `"open
a()`,
    ['(call a)', 'error 1:1-1:6'],
  ],
  ['function ( { ) }', ['block', '  {}', 'error 1:1-1:17']],
  [
    "app.get('/a', async (req, res) => { const { id } = req.params",
    ['(call app.get "/a" (async def (req, res)', '  let {"id": id} = req.params', '))', 'error 1:62-1:62'],
  ],
  [
    `class A { b( { c() {} }
const d = 2`,
    ['class A()', 'error 1:14-2:6', 'error 2:12-2:12'],
  ],
  [
    `import { a from 'b'
c()`,
    ['(call import)', 'block', '  block', '    a', '    from', '  "b"', '  c', 'error 1:8-2:2'],
  ],
  ['const { a } =', ['block', '  {"a": a}', 'error 1:1-1:14']],
  [
    `export const a = ;
export function b() {}`,
    ['def b()', 'let a = null', 'export a as a', 'export b as b', 'error 1:16-1:17'],
  ],
  [
    `foo(a b, c)
d()`,
    ['(call foo a c)', 'block', '  b', '(call d)', 'error 1:7-1:8'],
  ],
  ['class A { b() {} ) c() {} }', ['class A()', '  def b()', '  def c()', 'error 1:18-1:19']],
  [
    'switch (a) { case 1 b(); default: c() }',
    ['switch a', '  case (unknown 1)', '    (call b)', '    (call c)', 'error 1:19-1:20', 'error 1:24-1:33'],
  ],
  [
    `a.
b()`,
    '(call a.b)',
  ],
  [
    `a. ;
b()`,
    ['a', '(call b)', 'error 1:2-1:3'],
  ],
  [`\`a \${b`, ['(template "a " b)', 'error 1:7-1:7']],
  [')))', 'error 1:1-1:4'],
  [
    `}
a()`,
    ['(call a)', 'error 1:1-1:2'],
  ],
  ['f(', ['(call f)', 'error 1:3-1:3']],
  [
    `const a = require('b'
c()`,
    ['let a = (call require (call "b"))', 'block', '  c', 'error 2:1-2:2', 'error 2:4-2:4'],
  ],
])('broken code: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    `app.get('/a', (req, res) => {
  b(req.params.id)

app.get('/c', (req, res) => {
  d(res)
})`,
    [
      '(call app.get "/a" (def (req, res)',
      '  (call b req.params.id)',
      '  (call app.get "/c" (def (req, res)',
      '    (call d res)',
      '  ))',
      '))',
      'error 6:3-6:3',
    ],
  ],
  [
    `app.get('/a', async (req, res) => {
  const { id } = req.params
  await b({ id, c: [id`,
    [
      '(call app.get "/a" (async def (req, res)',
      '  let {"id": id} = req.params',
      '  (await (call b {"id": id, "c": [id]}))',
      '))',
      'error 3:23-3:23',
    ],
  ],
  [`f(\`a \${b.c(`, ['(call f (template "a " (call b.c)))', 'error 1:12-1:12']],
  ['class A { b() { return c(', ['class A()', '  def b()', '    return (call c)', 'error 1:26-1:26']],
  ['f(a) // b', '(call f a)'],
  [
    `const a = {
  b: 1,`,
    ['let a = {"b": 1}', 'error 2:8-2:8'],
  ],
])('brackets that are never closed: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    `a()
<<<<<<< HEAD
const b = 1
=======
const b = 2
>>>>>>> other
c()`,
    ['(call a)', 'let b = 1', 'let b = 2', '(call c)', 'error 2:1-2:13', 'error 4:1-4:8', 'error 6:1-6:14'],
  ],
  [
    `a(
<<<<<<< HEAD
  b,
||||||| base
  c,
=======
  d,
>>>>>>> other
)`,
    ['(call a b c d)', 'error 2:1-2:13', 'error 4:1-4:13', 'error 6:1-6:8', 'error 8:1-8:14'],
  ],
  [
    `const a = \`
=======
\``,
    'let a = "\\n=======\\n"',
  ],
  ['a <<<<<<< b', ['block', '  a', '  b', 'error 1:1-1:12']],
])('conflicts: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    `interface A { b: ; }
c()`,
    ['(call c)', 'error 1:16-1:17'],
  ],
  ['function f(a: , b: B) { c() }', ['def f(a, b: B)', '  (call c)', 'error 1:13-1:14']],
  [
    `enum A { B = , C }
d()`,
    ['let A = {"B": 0, "C": 1}', '(call d)', 'error 1:12-1:13'],
  ],
  [
    `type A = ;
b()`,
    ['(call b)', 'error 1:9-1:9'],
  ],
])('broken types: %s', async (source, expected) => {
  expect(await printed('a.ts', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    `// middlebrick: ignore[code/table-scan] because it is a report
a()`,
    ['(call a)', 'directive 1:1-1:63 middlebrick: ignore[code/table-scan] because it is a report'],
  ],
  [
    `a() // middlebrick: ignore
/* middlebrick: ignore
 * second line
 */ b()
/** Middlebrick */
// nothing`,
    [
      '(call a)',
      '(call b)',
      'directive 1:5-1:27 middlebrick: ignore',
      'directive 2:1-4:4 middlebrick: ignore',
      'second line',
      'directive 5:1-5:19 Middlebrick',
    ],
  ],
  ['f(<a>{/* middlebrick: in JSX */}</a>)', ['(call f (unknown))', 'directive 1:7-1:32 middlebrick: in JSX']],
  ["const a = 'middlebrick' // other", 'let a = "middlebrick"'],
  ['/* middlebrick', 'error 1:1-1:15'],
  [
    `<!-- middlebrick
a()`,
    ['(call a)', 'directive 1:1-1:17 middlebrick'],
  ],
  [
    `// 😀 middlebrick 😀
'😀'`,
    ['"😀"', 'directive 1:1-1:21 😀 middlebrick 😀'],
  ],
])('comments to the auditor: %s', async (source, expected) => {
  expect(await printed('a.tsx', source)).toEqual([expected].flat());
});
