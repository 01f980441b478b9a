import { expect, test } from 'vitest';
import { printed } from './python.fixture.ts';

test.each<[patterns: string, expected: readonly string[]]>([
  ['1', ['  case 1']],
  ['-1.5', ['  case (- 1.5)']],
  ['"a" "b" | None | True', ['  case "ab", null, true']],
  ['a.B | c.d.E', ['  case a.B, c.d.E']],
  ['1 + 2j', ['  case (unknown)']],
  ['_', ['  default']],
  ['y', ['  default', '    let y = x']],
  ['(y)', ['  default', '    let y = x']],
  ['1 | _', ['  default']],
  ['1 | 2 as y', ['  case (or 1 2)', '    let y = x']],
  ['[1, y, _]', ['  case [1 y (unknown)]', '    let y = x[1]']],
  ['a, *_, b', ['  case [a ...(unknown) b]', '    let a = x[0]', '    let b = x[-1]']],
  [
    '(a, *b, c, d)',
    [
      '  case [a ...b c d]',
      '    let a = x[0]',
      '    let b = x[(slice 1 -2)]',
      '    let c = x[-2]',
      '    let d = x[-1]',
    ],
  ],
  ['[[a], [b, 1] as c]', ['  case [[a] [b 1]]', '    let a = x[0][0]', '    let b = x[1][0]', '    let c = x[1]']],
  [
    '{"a": y, b.C: {1: z}, **rest}',
    [
      '  case {"a": y, b.C: {1: z}, ...rest}',
      '    let y = x["a"]',
      '    let z = x[b.C][1]',
      '    let rest = (unknown x)',
    ],
  ],
  ['{-1: _, "a": -2}', ['  case {(- 1): (unknown), "a": (- 2)}']],
  [
    'P(1, y, a=z, b=-1, c=[d])',
    ['  case (call P 1 y a=z b=(- 1) c=[d])', '    let y = (unknown x)', '    let z = x.a', '    let d = x.c[0]'],
  ],
  ['str(y) | int(y)', ['  case (call str y), (call int y)', '    let y = x', '    let y = x']],
  ['a.B() as y', ['  case (call a.B)', '    let y = x']],
])('case %s', async (patterns, expected) => {
  expect(await printed('match x:', `  case ${patterns}: f()`)).toEqual(['switch x', ...expected, '    (call f)']);
});

test('a guard stands around the body, after what the case binds', async () => {
  expect(await printed('match x.y:', '  case {"a": b} if b == c:', '    d', '    e', '  case _: g')).toEqual([
    'switch x.y',
    '  case {"a": b}',
    '    let b = x.y["a"]',
    '    if (== b c)',
    '      d',
    '      e',
    '  default',
    '    g',
  ]);
});

test('several subjects are a list, whose items are bound as they are', async () => {
  expect(await printed('match a, b():', '  case c, 1: d', '  case [*e, f]: g')).toEqual([
    'switch [a (call b)]',
    '  case [c 1]',
    '    let c = a',
    '    d',
    '  case [...e f]',
    '    let e = [a (call b)][(slice 0 -1)]',
    '    let f = [a (call b)][-1]',
    '    g',
  ]);
});
