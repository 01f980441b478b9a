import { describe, expect, test } from 'vitest';
import { printed, readPython } from './python.fixture.ts';

type Row = [source: string, expected: string | readonly string[]];

describe('values', () => {
  test.each<Row>([
    ['None, True, False', '[null true false]'],
    ['...', '(unknown)'],
    ['12, 1_000, 0xFF, 0o17, 0b101', '[12 1000 255 15 5]'],
    ['1.5, .5, 1e3, 1_0.5e-1', '[1.5 0.5 1000 1.05]'],
    ['99999999999999999999', '100000000000000000000'],
    ['0777, 0xFFL, 10L', '[511 255 10]'],
    ['2j, 1.5J', '[(unknown) (unknown)]'],
    ['[1, 2], (3,), {4, 5}, ()', '[[1 2] [3] [4 5] []]'],
    ['a,', '[a]'],
    ['{"a": 1, b: c, **d}', '{"a": 1, b: c, ...d}'],
    ['[*a, *b.c(), *d or e]', '[...a ...(call b.c) ...(or d e)]'],
    ['(a)', 'a'],
    ['ｆｏｏ.ｂａｒ, été', '[foo.bar été]'],
  ])('%s', async (source, expected) => {
    expect(await printed(source)).toEqual([expected].flat());
  });
});

describe('parts and calls', () => {
  test.each<Row>([
    ['a.b.c', 'a.b.c'],
    ['a[0], a[b, c], a[d,], a[...]', '[a[0] a[[b c]] a[[d]] a[(unknown)]]'],
    [
      'a[1:2], a[:1], a[1:], a[:], a[::]',
      '[a[(slice 1 2)] a[(slice null 1)] a[(slice 1 null)] a[(slice null null)] a[(slice null null)]]',
    ],
    [
      'a[1:2:3], a[::-1], a[1:2, ::3]',
      '[a[(slice 1 2 3)] a[(slice null null (- 1))] a[[(slice 1 2) (slice null null 3)]]]',
    ],
    ['f()', '(call f)'],
    ['f(a, *b, c=d, **e)', '(call f a *b c=d **e)'],
    ['f(*a.b(), *c[0])', '(call f *(call a.b) *c[0])'],
    ['f(a for a in b)', '(call f (comprehension a for a in b))'],
    ['f(a)(b).c', '(call (call f a) b).c'],
    ['"%s" % a', '(% "%s" a)'],
    ['"{}".format(a)', '(call "{}".format a)'],
    ['print("a", file=f)', '(call print "a" file=f)'],
    ['print "a", b', '(call print "a" b)'],
    ['print >>f, a', '(call print file=f a)'],
    ['exec "a" in b', '(call exec "a" b)'],
    ['match(a).b, type(c).d()', '[(call match a).b (call (call type c).d)]'],
  ])('%s', async (source, expected) => {
    expect(await printed(source)).toEqual([expected].flat());
  });
});

describe('operators', () => {
  test.each<Row>([
    ['a + b * c ** d @ e // f', '(+ a (// (@ (* b (** c d)) e) f))'],
    ['a | b & c ^ d << e', '(| a (& b (^ c (<< d e))))'],
    ['-a, +b, ~c, not d', '[(- a) (+ b) (~ c) (not d)]'],
    ['a and b and c or d', '(or (and (and a b) c) d)'],
    ['a < b', '(< a b)'],
    ['a is b, a is not b, a <> b, a != b', '[(== a b) (!= a b) (!= a b) (!= a b)]'],
    ['a in b, a not in b', '[(in a b) (not in a b)]'],
    ['a < b() <= c is not d', '(and (and (< a (call b)) (<= (call b) c)) (!= c d))'],
    ['a if b else c if d else e', '(if b a (if d c e))'],
    ['(a := b)', '(= a b)'],
    ['await a', '(await a)'],
    ['(yield), (yield a, b), (yield from c)', '[(yield null) (yield [a b]) (yield from c)]'],
    ['lambda: a', '(def () => a)'],
    ['lambda a, *b, c=1, **d: e', '(def (a, *b, c = 1, **d) => e)'],
    ['[a for b, c in d if e if f for g in h]', '(comprehension a for [b c] in d if e if f for g in h)'],
    ['{a: b async for a, b in c}', '(comprehension a: b for [a b] in c)'],
    ['{a for a in b}, (a for a in b, c)', '[(comprehension a for a in b) (comprehension a for a in [b c])]'],
  ])('%s', async (source, expected) => {
    expect(await printed(source)).toEqual([expected].flat());
  });

  test('the operand that two comparisons share is the same object', async () => {
    const [statement] = (await readPython('a < b() < c')).body;
    const value = statement?.kind === 'expression' ? statement.value : null;
    if (value?.kind !== 'logical' || value.left.kind !== 'compare' || value.right.kind !== 'compare') {
      throw new Error('not a chain');
    }
    expect(value.left.right).toBe(value.right.left);
  });
});

describe('assignments', () => {
  test.each<Row>([
    ['a = b', 'let a = b'],
    ['a = b = c, d', 'let a = b = [c d]'],
    ['a, *b = (c, [d]) = e', 'let [a ...b] = [c [d]] = e'],
    ['(a) = b', 'let a = b'],
    ['a.b = c[0] = d', 'let a.b = c[0] = d'],
    ['a += b', 'a += b'],
    ['a.b //= c', 'a.b //= c'],
    ['a = yield b', 'let a = (yield b)'],
    ['a: int', 'let a: int = null'],
    ['a.b: "C" = d', 'let a.b: "C" = d'],
    ['a: List[str] = []', 'let a: List[str] = []'],
    ['a: Dict[str, b.C[int]] = {}', 'let a: Dict[[str b.C[int]]] = {}'],
    ['a: int | None = b', 'let a: (| int null) = b'],
    ['type A = B', 'let A = B'],
    ['type A[T] = list[T]', 'let A = list[T]'],
    ['type(a).b = c', 'let (call type a).b = c'],
    ['type(a)().b[0] = c', 'let (call (call type a)).b[0] = c'],
    ['del a, b[0]', ['(delete a)', '(delete b[0])']],
    ['global a, b', 'outer a b'],
    ['nonlocal a', 'outer a'],
    ['type = match = case = _ = print', 'let type = match = case = _ = print'],
  ])('%s', async (source, expected) => {
    expect(await printed(source)).toEqual([expected].flat());
  });
});

describe('definitions', () => {
  test.each<Row>([
    ['def f(): pass', 'def f()'],
    ['async def f(a): return a', ['async def f(a)', '  return a']],
    ['def f(a, b=1, /, *c, d, e=2, **g): ...', ['def f(a, b = 1, *c, d, e = 2, **g)', '  (unknown)']],
    ['def f(a, *, b): pass', 'def f(a, b)'],
    ['def f(a: int, b: str = c, *d: e, **g: h) -> i: pass', 'def f(a: int, b: str = c, *d: e, **g: h) -> i'],
    [
      'def f(a: Annotated[str, Depends(b)] = Query(...)): pass',
      'def f(a: Annotated[[str (call Depends b)]] = (call Query (unknown)))',
    ],
    ['def f[T: int](a: T): pass', 'def f(a: T)'],
    ['def f((a, b), c): pass', 'def f([a b], c)'],
    [
      '@app.route("/a", methods=["GET"])\n@auth\ndef f():\n  def g(): return lambda: 1\n  return g',
      [
        '@(call app.route "/a" methods=["GET"])',
        '@auth',
        'def f()',
        '  def g()',
        '    return (def () => 1)',
        '  return g',
      ],
    ],
    ['class A: pass', 'class A()'],
    ['class A(B, c.D, metaclass=E, **f): pass', 'class A(B, c.D, metaclass=E)'],
    ['@a\nclass A:\n  b = 1\n  c: int', ['@a', 'class A()', '  let b = 1', '  let c: int = null']],
    [
      'class A:\n  """doc"""\n  @staticmethod\n  def b(c): pass\n  @property\n  async def d(self): return self.e',
      [
        'class A()',
        '  "doc"',
        '  @staticmethod',
        '  static def b(c)',
        '  @property',
        '  async def d(self)',
        '    return self.e',
      ],
    ],
  ])('%s', async (source, expected) => {
    expect(await printed(source)).toEqual([expected].flat());
  });

  test('a definition begins where its first decorator does', async () => {
    const source = '@a\n@b\ndef f():\n  pass\n';
    const [statement] = (await readPython(source)).body;
    expect(statement && source.slice(statement.start, statement.end)).toBe('@a\n@b\ndef f():\n  pass');
  });
});

describe('blocks', () => {
  test.each<Row>([
    [
      'if a: b\nelif c: d\nelif e: pass\nelse: f',
      ['if a', '  b', 'else', '  if c', '    d', '  else', '    if e', '    else', '      f'],
    ],
    ['for a, (b, *c) in d, e:\n  break\nelse:\n  f', ['for [a [b ...c]] in [d e]', '  break', 'else', '  f']],
    ['async for a in b: continue', ['for a in b', '  continue']],
    ['while a: b\nelse: c', ['while a', '  b', 'else', '  c']],
    [
      'try: a\nexcept B: c\nexcept (D, E) as e: f\nexcept: pass\nelse: g\nfinally: h',
      ['try', '  a', 'except B', '  c', 'except [D E] as e', '  f', 'except', 'else', '  g', 'finally', '  h'],
    ],
    ['try: a\nexcept* B as c: d', ['try', '  a', 'except B as c', '  d']],
    ['try: a\nexcept B, c: d', ['try', '  a', 'except B as c', '  d']],
    ['with a, b as c, d as (e, f.g): h', ['with a, b as c, d as [e f.g]', '  h']],
    ['with (a as b, c() as d,): e', ['with a as b, (call c) as d', '  e']],
    ['with (a, b): c', ['with a, b', '  c']],
    ['with (a as b): c', ['with a as b', '  c']],
    ['async with (yield a) as b: c', ['with (yield a) as b', '  c']],
    ['return', 'return'],
    ['return a, b', 'return [a b]'],
    ['raise', 'raise'],
    ['raise A(b) from c', 'raise (call A b)'],
    ['raise A from b.c()', ['(call b.c)', 'raise A']],
    ['assert a, b', 'assert a'],
    ['a; b; pass; c', ['a', 'b', 'c']],
  ])('%s', async (source, expected) => {
    expect(await printed(source)).toEqual([expected].flat());
  });
});

describe('imports', () => {
  test.each<Row>([
    ['import a', 'import "a" * as a'],
    ['import a, b as c', ['import "a" * as a', 'import "b" * as c']],
    ['import a.b.c', ['import "a" * as a', 'import "a.b.c"']],
    ['import a.b.c as d', 'import "a.b.c" * as d'],
    ['from a.b import c, d as e', 'import "a.b" c as c, d as e'],
    ['from a import (b, c,)', 'import "a" b as b, c as c'],
    ['from . import a', 'import "." a as a'],
    ['from .a.b import c', 'import ".a.b" c as c'],
    ['from . . .a import b', 'import "...a" b as b'],
    ['from a import *', 'import "a" ** as *'],
    ['from __future__ import annotations', 'import "__future__" annotations as annotations'],
  ])('%s', async (source, expected) => {
    expect(await printed(source)).toEqual([expected].flat());
  });
});

test('comments that mention middlebrick are directives, with their places', async () => {
  const source =
    '# middlebrick: ignore[a] because\n## a MiddleBrick\nb = "# middlebrick" # c\nd()  #middlebrick: e\n# f';
  const { directives } = await readPython(source);
  expect(directives.map(({ start, end, text }) => [source.slice(start, end), text])).toEqual([
    ['# middlebrick: ignore[a] because', 'middlebrick: ignore[a] because'],
    ['## a MiddleBrick', 'a MiddleBrick'],
    ['#middlebrick: e', 'middlebrick: e'],
  ]);
});

test.each(['\n', '\r\n', '\r'])('lines end with %j', async (newline) => {
  const source = ['def f():', '  # é😀', '  return g("""a', 'b""")', 'h'].join(newline);
  const at = (line: number) => line * newline.length;
  expect((await readPython(source)).lines).toEqual([0, 8 + at(1), 15 + at(2), 30 + at(3), 35 + at(4)]);
  expect(await printed(source)).toEqual(['def f()', '  return (call g "a\\nb")', 'h']);
  const others = ['a = 1', 'b = 2', 'def f():', '  c', '  d', 'if a:', '  b', ''].join(newline);
  expect(await printed(others)).toEqual(['let a = 1', 'let b = 2', 'def f()', '  c', '  d', 'if a', '  b']);
});

test.each(['', ' ', '\n\n', '# a', '\uFEFF', '\\\n', 'pass', '\0'])('%j has no statements', async (source) => {
  expect((await readPython(source)).body).toEqual([]);
});
