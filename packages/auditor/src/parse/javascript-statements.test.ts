import { expect, test } from 'vitest';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { grammarOf, parseJavaScript } from './javascript.ts';

type Row = [source: string, expected: string | readonly string[]];

async function printed(path: string, source: string): Promise<string[]> {
  return printModule(parseJavaScript(await parserFor(grammarOf(path)), path, source)).split('\n');
}

test.each<Row>([
  ['const a = 1, b = f(a)', ['let a = 1', 'let b = (call f a)']],
  ['let a', 'let a = null'],
  ['var a, b = 1', ['let a = null', 'let b = 1']],
  ['a = b', 'a = b'],
  ['a = b = c.d = e', 'a = b = c.d = e'],
  ['a.b ??= c', 'a.b ??= c'],
  ['a += 1', 'a += 1'],
  ['a++', 'a += 1'],
  ['--a[0]', 'a[0] -= 1'],
  ['(a.b) = c', 'a.b = c'],
  ['const a = b = c', 'let a = (= b c)'],
  ['using file = open()', 'let file = (call open)'],
  ['await using file = open()', 'let file = (call open)'],
  ['a(), b = c, d++', ['(call a)', 'b = c', 'd += 1']],
  ['a && (b = c)', '(and a (= b c))'],
])('assignments: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    'const { a, b: c, d = 1, e: { f } = {}, [g]: h, ...rest } = x',
    'let {"a": a, "b": c, "d": (= d 1), "e": (= {"f": f} {}), g: h, ...rest} = x',
  ],
  ['const [a, , b = 1, [c], ...rest] = x', 'let [a null (= b 1) [c] ...rest] = x'],
  ['({ a, b: c.d, e = 1 } = x)', '{"a": a, "b": c.d, "e": (= e 1)} = x'],
  ['[a, b] = [b, a]', '[a b] = [b a]'],
  ['[a.b, c[0], ...d] = x', '[a.b c[0] ...d] = x'],
  ['for (const { a, b: [c] } of x) f(a, c)', ['for {"a": a, "b": [c]} in x', '  (call f a c)']],
  ["const { 'a-b': a, 1: b } = x", 'let {"a-b": a, 1: b} = x'],
])('patterns: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    'if (a) b(); else if (c) d(); else { e() }',
    ['if a', '  (call b)', 'else', '  if c', '    (call d)', '  else', '    (call e)'],
  ],
  ['while (a) b()', ['while a', '  (call b)']],
  ['do { a() } while (b)', ['while b', '  (call a)']],
  [
    'for (let i = 0, n = 1; i < n; i++, n--) f(i)',
    ['let i = 0', 'let n = 1', 'while (< i n)', '  (call f i)', '  i += 1', '  n -= 1'],
  ],
  ['for (;;) { f() }', ['while true', '  (call f)']],
  ['for (i = 0; ; ) ;', ['i = 0', 'while true']],
  ['for (const a of b) c(a)', ['for a in b', '  (call c a)']],
  ['for (a.b in c) { d() }', ['for a.b in c', '  (call d)']],
  ['for await (const a of b) c(a)', ['for a in b', '  (call c a)']],
  [
    'lab: for (const a of b) { if (a) continue lab; break lab }',
    ['block', '  for a in b', '    if a', '      continue', '    break'],
  ],
  [
    'switch (a) { case 1: case f(b): c(); break; default: d() }',
    ['switch a', '  case 1', '  case (call f b)', '    (call c)', '    break', '  default', '    (call d)'],
  ],
  ['try { a() } catch { b() } finally { c() }', ['try', '  (call a)', 'except', '  (call b)', 'finally', '  (call c)']],
  [
    'try { a() } catch ({ message }) { b(message) }',
    ['try', '  (call a)', 'except as {"message": message}', '  (call b message)'],
  ],
  ['with (a) b()', ['with a', '  (call b)']],
  ['{ a(); { b() } }', ['block', '  (call a)', '  block', '    (call b)']],
  ['throw new Error(a)', 'raise (new Error a)'],
  ['debugger; ;', ''],
])('control: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    'function f(a, { b, c = 1 }, [d] = [], ...e) { return a }',
    ['def f(a, {"b": b, "c": (= c 1)}, [d] = [], *e)', '  return a'],
  ],
  ['async function f() { return }', ['async def f()', '  return']],
  ['function* f() { yield a; yield* b; yield }', ['def f()', '  (yield a)', '  (yield from b)', '  (yield null)']],
  ['const f = (a) => a + 1', 'let f = (def (a) => (+ a 1))'],
  ['const f = async a => { b(a) }', ['let f = (async def (a)', '  (call b a)', ')']],
  ['const f = ({ a }, ...b) => ({ a })', 'let f = (def ({"a": a}, *b) => {"a": a})'],
  ['const f = () => (a(), b)', ['let f = (def ()', '  (call a)', '  return b', ')']],
  ['const f = function g() {}', ['let f = (def g()', ')']],
  ['(function () { a() })()', ['(call (def ()', '  (call a)', '))']],
  ['function f() { return a(), b(), c }', ['def f()', '  (call a)', '  (call b)', '  return c']],
  ['f(); function f() {}', ['def f()', '(call f)']],
  [
    "'use server'; import a from 'a'; b(); async function c() {} function d() {}",
    ['"use server"', 'import "a" default as a', 'async def c()', 'def d()', '(call b)'],
  ],
  [
    'function f() { a(); if (b) { c(); function d() {} } }',
    ['def f()', '  (call a)', '  if b', '    def d()', '    (call c)'],
  ],
])('functions: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    'interface A { b: string } type C = D; declare const e: F; declare function g(): void; declare module "h" { const i: string }',
    '',
  ],
  ['function f(a: string): void; function f(a) { return a }', ['def f(a)', '  return a']],
  [
    'enum A { B, C = 5, D, E = "e", F, "g-h" = 1 << 2, I }',
    'let A = {"B": 0, "C": 5, "D": 6, "E": "e", "F": (unknown), "g-h": (<< 1 2), "I": (unknown)}',
  ],
  ['const enum A { B }', 'let A = {"B": 0}'],
  [
    'namespace A.B { export const c = 1; export function d() {} export { c as e } }',
    ['block', '  def d()', '  let c = 1'],
  ],
  ['module A { b() }', ['block', '  (call b)']],
  ['const a: string = b, c!: D', ['let a = b', 'let c = null']],
  ['import a = b.c.d', 'let a = b.c.d'],
  ['function f(this: A, b?: string) {}', 'def f(b: string)'],
  ['let f = <T,>(a: T): a is B => a', 'let f = (def (a: T) => a)'],
  ['abstract class A { abstract b: string; abstract c(): void; d() {} }', ['class A()', '  def d()']],
])('TypeScript: %s', async (source, expected) => {
  expect(await printed('a.ts', source)).toEqual([expected].flat());
});

test.each<Row>([
  ['(a: A) => 1', '(def (a: A) => 1)'],
  ['(a: string) => 1', '(def (a: string) => 1)'],
  ['(a: b.A.C) => 1', '(def (a: b.A.C) => 1)'],
  ['(a: A<B>) => 1', '(def (a: A[B]) => 1)'],
  ['(a: b.A<c.D<E>, F>) => 1', '(def (a: b.A[c.D[E]]) => 1)'],
  ['(a: A<B[], C>) => 1', '(def (a: A) => 1)'],
  [
    '(a: A | B, c: A[], d: { e: F }, g: "h", i: () => J, k: typeof l, m: A["b"]) => 1',
    '(def (a, c, d, g, i, k, m) => 1)',
  ],
  ['({ a }: A = {}, ...b: C) => 1', '(def ({"a": a}: A = {}, *b: C) => 1)'],
])('annotations: %s', async (source, expected) => {
  expect(await printed('a.ts', source)).toEqual([expected].flat());
});
