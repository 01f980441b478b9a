import { expect, test } from 'vitest';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { grammarOf, parseJavaScript } from './javascript.ts';

type Row = [source: string, expected: string | readonly string[]];

async function printed(path: string, source: string): Promise<string[]> {
  return printModule(parseJavaScript(await parserFor(grammarOf(path)), path, source)).split('\n');
}

test.each<Row>([
  ['a?.b', 'a.b'],
  ['a?.[0]', 'a[0]'],
  ['a?.b.c()', '(call a.b.c)'],
  ['a?.()', '(call a)'],
  ["a['b'][c]", 'a["b"][c]'],
  ['this.x.#y', 'this.x.#y'],
  ['super.save()', '(call super.save)'],
  ['new Foo', '(new Foo)'],
  ['new a.b.C(1, ...rest)', '(new a.b.C 1 *rest)'],
  ['f(a, ...b)', '(call f a *b)'],
  ["import('./x.js')", '(call import "./x.js")'],
  ['import.meta.url', 'import.meta.url'],
  ['new.target', 'new.target'],
  [`tag\`a\${b}c\``, '(call tag (template "a" b "c"))'],
  ['tag`plain`', '(call tag "plain")'],
  ['`plain`', '"plain"'],
  [`\`a\${b.c}d\${\`e\${f}\`}\``, '(template "a" b.c "d" (template "e" f))'],
  [`\`line\\n\\u{1F600}\${x}\``, '(template "line\\n😀" x)'],
  ['(0, lib.handler)(event)', '(call lib.handler event)'],
  ['f((a, b))', '(call f (unknown a b))'],
  ['a.b.c.d()()', '(call (call a.b.c.d))'],
])('members, calls and templates: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  ['a && b || c', '(or (and a b) c)'],
  ['a ?? b', '(?? a b)'],
  ['a === b', '(== a b)'],
  ['a !== b', '(!= a b)'],
  ['a == b', '(== a b)'],
  ['a != b', '(!= a b)'],
  ['a <= b', '(<= a b)'],
  ['key in object', '(in key object)'],
  ['#key in object', '(in "#key" object)'],
  ['a instanceof B', '(instanceof a B)'],
  ['!a', '(not a)'],
  ['-b', '(- b)'],
  ['typeof a', '(typeof a)'],
  ['void 0', '(void 0)'],
  ['delete a.b', '(delete a.b)'],
  ['a + b * c ** 2', '(+ a (* b (** c 2)))'],
  ['a | b & ~c', '(| a (& b (~ c)))'],
  ['a >>> 1', '(>>> a 1)'],
  ['a ? b : c', '(if a b c)'],
  ['f(i++, --j)', '(call f (+= i 1) (-= j 1))'],
  ['f(a = b)', '(call f (= a b))'],
  ['f(a ||= b)', '(call f (||= a b))'],
  ['f(await x)', '(call f (await x))'],
  ['async () => { await x }', ['(async def ()', '  (await x)', ')']],
])('operators: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  ["'it\\'s'", `"it's"`],
  [
    `"\\x41\\u0042\\u{43}\\103\\n\\
end"`,
    '"ABCC\\nend"',
  ],
  ["''", '""'],
  ['0xff', '255'],
  ['0b101', '5'],
  ['0o17', '15'],
  ['017', '15'],
  ['1_000_000', '1000000'],
  ['1.5e3', '1500'],
  ['10n', '10'],
  ['0x1fn', '31'],
  ['true', 'true'],
  ['null', 'null'],
  ['undefined', 'null'],
  ['[undefined]', '[null]'],
  ['/a[/]b+\\/c/gi', '"a[/]b+\\\\/c"'],
  ['/=/', '"="'],
])('literals: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    "f({ a, b: c, 'd e': f, 1: g, [h]: i, [`j`]: k, ...l })",
    '(call f {"a": a, "b": c, "d e": f, 1: g, h: i, "j": k, ...l})',
  ],
  [
    'f({ m() { return 1 }, async *n() {}, get o() { return 2 }, set o(v) {}, async: 1, get: 2 })',
    [
      '(call f {"m": (def m() => 1), "n": (async def n()',
      '), "o": (get def o() => 2), "set o": (def set o(v)',
      '), "async": 1, "get": 2})',
    ],
  ],
  ['f({ a: { b: [1, { c }] } })', '(call f {"a": {"b": [1 {"c": c}]}})'],
  ['f([a, , b, ...c])', '(call f [a null b ...c])'],
  ['f([, a])', '(call f [null a])'],
  ['f([a, ])', '(call f [a])'],
  ['f({ undefined: 1 })', '(call f {"undefined": 1})'],
])('objects and arrays: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  ['f(a as B)', '(call f a)'],
  ['f(a as const)', '(call f a)'],
  ['f(a satisfies B)', '(call f a)'],
  ['f(a!.b!)', '(call f a.b)'],
  ['f(<B>a)', '(call f a)'],
  ['f((a as unknown as B).c)', '(call f a.c)'],
  ['f<T>(a)', '(call f a)'],
  ['new Map<string, number>(a)', '(new Map a)'],
  ['f(g<T>)', '(call f g)'],
  ['a?.<T>(b)', '(call a b)'],
  ['f(a as { b: string }, c as D[])', '(call f a c)'],
])('types disappear: %s', async (source, expected) => {
  expect(await printed('a.ts', source)).toEqual([expected].flat());
});

test.each<Row>([
  ['f(<a/>)', '(call f (unknown))'],
  [
    'f(<A b="c" d={e} {...f} g=<H/>>text {i} &amp; {/* none */} <B.c>{j}</B.c></A>)',
    '(call f (unknown e ...f (unknown) i (unknown j)))',
  ],
  ['f(<>{a}{...b}</>)', '(call f (unknown a ...b))'],
  [
    'f(<a on={() => b(c)}>{d.map((e) => <li key={e}>{e}</li>)}</a>)',
    '(call f (unknown (def () => (call b c)) (call d.map (def (e) => (unknown e e)))))',
  ],
  ['f(<T,>(x: T) => x)', '(call f (def (x: T) => x))'],
])('JSX: %s', async (source, expected) => {
  expect(await printed('a.tsx', source)).toEqual([expected].flat());
});
