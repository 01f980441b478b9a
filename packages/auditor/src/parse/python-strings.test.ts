import { expect, test } from 'vitest';
import { printed, readPython } from './python.fixture.ts';

test.each<[source: string, expected: string]>([
  [`'a'`, '"a"'],
  [`""`, '""'],
  [`"""a"b"""`, '"a\\"b"'],
  [`'''a\nb'''`, '"a\\nb"'],
  [`'a\\\nb'`, '"ab"'],
  [String.raw`'\n\t\\\'\"\a\0\101\x41\u00e9\U0001F600'`, String.raw`"\n\t\\'\"\u0007\u0000AAé😀"`],
  [String.raw`'\d\N{BULLET}\x4\u12\U99999999'`, String.raw`"\\d\\N{BULLET}\\x4\\u12\\U99999999"`],
  [String.raw`'\ud800'`, String.raw`"\ud800"`],
  [String.raw`r'\n\''`, String.raw`"\\n\\'"`],
  [String.raw`R"\d", U'\u0041'`, String.raw`["\\d" "A"]`],
  [String.raw`b'\xff\u0041\101\n', Rb'\xff', bR'a'`, String.raw`["ÿ\\u0041A\n" "\\xff" "a"]`],
  [`'a' "b" r'\\c'`, '"ab\\\\c"'],
  [`('a'\n  # c\n  'b')`, '"ab"'],
])('literal: %s', async (source, expected) => {
  expect(await printed(source)).toEqual([expected]);
});

test.each<[source: string, expected: string]>([
  [`f'a'`, '"a"'],
  [`f''`, '""'],
  [`f'{a}'`, '(template a)'],
  [`f'a{b}c{d.e(f)}'`, '(template "a" b "c" (call d.e f))'],
  [`f'{{a}} {b}}}'`, '(template "{a} " b "}")'],
  [`F"{a['b']}" rf'\\d{c}'`, '(template a["b"] "\\\\d" c)'],
  [`f"{a["b"]}"`, '(template a["b"])'],
  [`f'{a!r}{b:>10}{c!s:05d}'`, '(template a b c)'],
  [`f'{a:{b}.{c}}{d}'`, '(template (unknown a b c) d)'],
  [`f'{a=} { b = }{c=!r:5}'`, '(template "a=" a "  b = " b "c=" c)'],
  [`f'{a, b}{c if d else e}{lambda: 1}'`, '(template [a b] (if d c e) (def () => 1))'],
  [`f'{1}{None}{"a"}b'`, '(template 1 null "ab")'],
  [`f'{f"{a}b"}c'`, '(template (template a "b") "c")'],
  [`f'''a\n{\n  b  # c\n}'''`, '(template "a\\n" b)'],
  [`'a' f'b{c}' 'd' 'e'`, '(template "ab" c "de")'],
  [String.raw`f'\x41{a}\{b}'`, String.raw`(template "A" a "\\" b)`],
  [`t'{a}b'`, '(template a "b")'],
])('template: %s', async (source, expected) => {
  expect(await printed(source)).toEqual([expected]);
});

test('places count as JavaScript does', async () => {
  const source = `é = "😀" + f'ü{x}😀{y}' "z"`;
  const [statement] = (await readPython(source)).body;
  if (statement?.kind !== 'assignment' || statement.value.kind !== 'binary') throw new Error('not a sum');
  const { left, right } = statement.value;
  if (right.kind !== 'template') throw new Error('not a template');
  const texts = [statement, ...statement.targets, left, right, ...right.parts];
  expect(texts.map(({ start, end }) => source.slice(start, end))).toEqual([
    source,
    'é',
    '"😀"',
    `f'ü{x}😀{y}' "z"`,
    'ü',
    'x',
    '😀',
    'y',
    'z',
  ]);
});

test('lone surrogates are letters like others', async () => {
  const source = 'a = "\uD800" + b  # \uDC00\nf("\uDFFF")';
  expect(await printed(source)).toEqual(['let a = (+ "\\ud800" b)', '(call f "\\udfff")']);
});
