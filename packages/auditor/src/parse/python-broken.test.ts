import { describe, expect, test } from 'vitest';
import { printed, readPython } from './python.fixture.ts';

const before = ['@app.get("/a/<id>")', '@auth', 'def read(id):', '    table = db.Table(name)'];
const after = [
  '    item = table.get_item(Key={"id": id})',
  '    return item',
  '',
  '@app.post("/a")',
  'def write(body):',
  '    return table.put_item(Item=body)',
];
const printedBefore = ['@(call app.get "/a/<id>")', '@auth', 'def read(id)', '  let table = (call db.Table name)'];
const printedAfter = [
  '  let item = (call table.get_item Key={"id": id})',
  '  return item',
  '@(call app.post "/a")',
  'def write(body)',
  '  return (call table.put_item Item=body)',
];

describe('what stands around a line that does not parse is kept, and the line in part', () => {
  test.each<[line: string, kept: readonly string[], errors: readonly string[]]>([
    [`t = os.environ['POSTS_TABLE']']`, ['let t = os.environ["POSTS_TABLE"]'], ['34-35', '35-36']],
    [`t = db.Table(os.environ['T']'])`, ['let t = (call db.Table os.environ["T"])'], ['33-34', '34-35']],
    [`t = db.Table(os.environ['T']])`, ['let t = (call db.Table os.environ["T"])'], ['33-34']],
    [`t = os.environ['T`, ['let t = os.environ["T"]'], ['22-22']],
    [`t = db.Table(os.environ['T])`, ['let t = (call db.Table os.environ["T"])'], ['31-31']],
    ['t = db.Table(a', ['let t = (call db.Table a)'], ['19-19']],
    ['t = db.Table(a[', ['let t = (call db.Table a[(unknown)])'], ['20-20']],
    ['t = db.Table(a}', ['let t = (call db.Table a)'], ['19-20', '20-20']],
    ['t = f(a, g(b, [c)', ['let t = (call f a (call g b [c]))'], ['21-21', '22-22']],
    ['t = {"a": b', ['let t = {"a": b}'], ['16-16']],
    ["t = 'abc", ['let t = "abc"'], ['13-13']],
    ['t = """abc', ['let t = "abc"'], ['15-15']],
    ['if table', ['if table'], ['13-13']],
    ['def inner(a:', ['def inner(a)'], ['16-16']],
    ['class A(B', ['class A(B)'], ['14-14']],
    ['def inner a):', ['def inner(a)'], ['14-14']],
    ['def inner', ['def inner()'], ['14-14']],
    ['def', [], ['5-8']],
    ['for', [], ['5-8']],
    ['if:', [], ['5-8']],
    ['t = f"a{b"', ['let t = (template "a" b)'], ['14-14']],
    ['t = {"a": b "c": d}', ['let t = {"a": (unknown d b "c")}'], ['15-21']],
    ['t = = a', ['let t = a'], ['9-10']],
    ['a b c', ['block', '  a', '  b', 'c'], ['5-8']],
    ['f(..., a b, c)', ['(call f (unknown) a (unknown b) c)'], ['14-15']],
    [')', [], ['5-6']],
    ['else:', ['with '], ['5-9']],
    ['elif a:', ['if a'], ['5-9']],
    ['except A as b:', ['with A as b'], ['5-11']],
    ['finally:', ['with '], ['5-12']],
    ['t = $a', ['let t = a'], ['9-10']],
    ['      t = a', ['let t = a'], []],
    ['try:', ['try'], []],
  ])('%s', async (line, kept, errors) => {
    expect(await printed(...before, `    ${line}`, ...after)).toEqual([
      ...printedBefore,
      ...kept.map((text) => `  ${text}`),
      ...printedAfter,
      ...errors.map((columns) => `error 5:${columns.replace('-', '-5:')}`),
    ]);
  });
});

test('what a merge leaves behind is left out', async () => {
  expect(await printed('a = 1', '<<<<<<< HEAD', 'b = 2', '=======', 'c = 3', '>>>>>>> other', 'd = 4')).toEqual([
    'let a = 1',
    'let b = 2',
    'let c = 3',
    'let d = 4',
    'error 2:1-2:13',
    'error 4:1-4:8',
    'error 6:1-6:14',
  ]);
});

test('what does not parse in brackets over several lines does no harm to the lines after it', async () => {
  const call = [
    '    t.get_item(',
    '        Key={',
    '            "a": b  # c',
    '            "d": e,',
    '        },',
    '    )',
  ];
  expect(await printed(...before, ...call, ...after)).toEqual([
    ...printedBefore,
    '  (call t.get_item Key={"a": (unknown e b "d")})',
    ...printedAfter,
    'error 7:18-8:17',
  ]);
});

test('blocks whose beginning does not parse are blocks nevertheless', async () => {
  const lines = [
    'def f(a):',
    '  fi a is None:',
    '    b',
    '  else:',
    '    c',
    '  if d:',
    '    e',
    '  else if g:',
    '    h',
    '  i',
  ];
  expect(await printed(...lines, 'def j(): k')).toEqual([
    'def f(a)',
    ...['  with ', '    b', '  with ', '    c'],
    ...['  if d', '    e', '  else', '    if g', '      h', '  i'],
    'def j()',
    '  k',
    'error 2:3-2:16',
    'error 4:3-4:7',
    'error 8:3-8:10',
  ]);
});

test('directives are found in brackets as well', async () => {
  const { directives } = await readPython('t = f(', '  # middlebrick: ignore[a]', '  b c', ')');
  expect(directives.map(({ text }) => text)).toEqual(['middlebrick: ignore[a]']);
});

test('methods stay in their class, whatever their heads look like', async () => {
  const body = '        return self.t.query(id)';
  const heads = [
    '    def get(self, id)',
    '    def post self, id):',
    '    def put(self, id:',
    '    def patch(self, id)):',
  ];
  const lines = await printed('class V(MethodView):', ...heads.flatMap((head) => [head, body]), 'g()');
  expect(lines.filter((line) => !line.startsWith('error'))).toEqual([
    'class V(MethodView)',
    ...['get', 'post', 'put', 'patch'].flatMap((name) => [
      `  def ${name}(self, id)`,
      '    return (call self.t.query id)',
    ]),
    '(call g)',
  ]);
});

test('a definition in a call that does not parse is kept', async () => {
  expect(await printed('f(', 'def g(a):', '  return h(a)')).toEqual([
    '(call f)',
    'def g(a)',
    '  return (call h a)',
    'error 1:3-1:3',
  ]);
});

test('brackets that are closed later are left alone, however the lines between are indented', async () => {
  expect(await printed('t = f(', 'a,', '# b', 'c,', ')', 'u = g(d))')).toEqual([
    'let t = (call f a c)',
    'let u = (call g d)',
    'error 6:9-6:10',
  ]);
});

test.each([
  ['@', '(('],
  ['"', "'"],
  ['"""', '#'],
  ['\\ a', 'b'],
  ['def', 'class'],
  ['f"{', '{{'],
  ['match x:\n case', ' if'],
  ['\uD800', '\0'],
])('%j and %j alone have errors and no statement that says much', async (one, other) => {
  const lines = await printed(one, other);
  expect(lines.filter((line) => /error|unknown/.test(line)).length).toBeGreaterThan(0);
});
