import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { placesIn, readPython } from './python.fixture.ts';
import { parsePython } from './python.ts';
import { repairText } from './python-repair.ts';

const parser = await parserFor('python');
const python = (text: string) => parsePython(parser, 'app.py', text);

const many = 5000;

/** What nests, or stands in a row where the result nests. */
const deep: readonly [name: string, text: string][] = [
  ['parentheses', `${'('.repeat(many)}a${')'.repeat(many)}`],
  ['calls', `${'f('.repeat(many)}a${')'.repeat(many)}`],
  ['lists', `${'['.repeat(many)}a${']'.repeat(many)}`],
  ['dicts', `${'{a:'.repeat(many)}a${'}'.repeat(many)}`],
  ['indices', `${'a['.repeat(many)}a${']'.repeat(many)}`],
  ['members', `a${'.a'.repeat(many)}`],
  ['methods', `a${'.a()'.repeat(many)}`],
  ['sums', `a${' + a'.repeat(many)}`],
  ['powers', `a${' ** a'.repeat(many)}`],
  ['conjunctions', `a${' and a'.repeat(many)}`],
  ['comparisons', `a${' < a'.repeat(many)}`],
  ['comparisons within comparisons', `${'a < ('.repeat(many)}b${' < c) < d'.repeat(many)}`],
  ['comparisons within calls', `${'a < f('.repeat(many)}b${' < c) < d'.repeat(many)}`],
  ['negations', `${'not '.repeat(many)}a`],
  ['conditionals', `${'a if a else '.repeat(many)}a`],
  ['lambdas', `${'lambda: '.repeat(many)}a`],
  ['defaults', `${'lambda a='.repeat(many)}a${': a'.repeat(many)}`],
  ['waits', `${'await '.repeat(many)}a`],
  ['targets', `${'a = '.repeat(many)}a`],
  ['comprehensions', `${'[a for a in '.repeat(many)}a${']'.repeat(many)}`],
  ['decorators', `${'@a\n'.repeat(many)}def f(): pass`],
  ['types', `a: ${'List['.repeat(many)}a${']'.repeat(many)}`],
  ['strings', '"a" '.repeat(many)],
  ['formats', `f"${'{a:'.repeat(many)}${'}'.repeat(many)}"`],
  ['values of formats', `f"${'{a}'.repeat(many)}"`],
  ['blocks', `${Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('')}${' '.repeat(400)}a`],
  [
    'functions',
    `${Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}def f():\n`).join('')}${' '.repeat(400)}a`,
  ],
  ['branches', `if a: a\n${'elif a: a\n'.repeat(many)}`],
  ['sequence patterns', `match a:\n case ${'['.repeat(many)}a${']'.repeat(many)}: a`],
  ['class patterns', `match a:\n case ${'A(a='.repeat(many)}a${')'.repeat(many)}: a`],
  ['pattern names', `match a:\n case a${'.a'.repeat(many)}: a`],
  ['alternatives', `match a:\n case [a${' | a'.repeat(many)}]: a`],
  ['open brackets', `a\n${'([{'.repeat(many)}`],
  ['open calls', `a\n${'f('.repeat(many)}`],
  ['open lines', 'a = (\n'.repeat(many)],
  ['open quotes', `a\n${`'"\n`.repeat(many)}`],
  ['quotes behind backslashes', `a\n${`'\\`.repeat(many)}`],
  ['stray quotes', `a'a `.repeat(many)],
  ['closing brackets', `a\n${')]}'.repeat(many)}`],
  ['parameters that do not parse', `def f(${'a=('.repeat(many)}`],
];

/** The greatest number of parts within parts, counted without calls that nest. */
function depthOf(root: unknown): number {
  let deepest = 0;
  const left: [value: unknown, depth: number][] = [[root, 0]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    const own = 'start' in value ? depth + 1 : depth;
    deepest = Math.max(deepest, own);
    for (const part of Object.values(value)) left.push([part, own]);
  }
  return deepest;
}

test.each(deep)('however deep, the result can be walked: %s', (_, text) => {
  const module = python(text);
  expect(depthOf(module)).toBeLessThan(800);
  expect(printModule(module)).toContain('a');
});

test('what is too deep keeps its names, but not those of members and keyword arguments', () => {
  const inner = 'a.b(c.d[e], f=g, *h) + [i for j in k]';
  const lines = printModule(python(`${'('.repeat(300)}${inner}${')'.repeat(300)}`)).split('\n');
  expect(lines).toEqual(['(unknown a c e g h i j k)']);
});

test('what is less deep is read as a whole', () => {
  const line = printModule(python(`${'f('.repeat(100)}a${')'.repeat(100)}`));
  expect(line).toBe(`${'(call f '.repeat(100)}a${')'.repeat(100)}`);
});

test.each([
  ['a list', 'a = [', '"é😀", ', ']'],
  ['a string', 'a = "', 'é😀b', '"'],
  ['calls', '', 'f(a, b=c); ', ''],
])('a line of a megabyte: %s', (_, before, piece, after) => {
  const text = `${before}${piece.repeat(1_000_000 / piece.length)}${after}`;
  const { body, errors, lines } = python(text);
  expect([errors, lines, body.at(-1)?.kind, (body.at(-1)?.end ?? 0) >= text.length - 2]).toEqual([
    [],
    [0],
    before === '' ? 'expression' : 'assignment',
    true,
  ]);
});

test.each([
  ['arguments', 'f(', 'a, ', ')'],
  ['statements', 'def f():\n', ' a\n', ''],
  ['captures', 'match x:\n case [[', 'a, ', ']]: b'],
  ['values of a string', 'f"', '{a}', '"'],
  ['clauses', 'if a: b\n', 'elif c: d\n', ''],
])('however wide: %s', (_, before, piece, after) => {
  const module = python(`${before}${piece.repeat(150_000)}${after}`);
  expect(printModule(module).length).toBeGreaterThan(100_000);
});

test('a page of comments takes no longer than other text', () => {
  const text = `a = 1\n${'    # {"""} a comment\n# b\n\n'.repeat(200)}${'# c\n'.repeat(20_000)}def f():\n  # d\n  g()\n`;
  const start = performance.now();
  expect(printModule(python(text))).toBe('let a = 1\ndef f()\n  (call g)');
  expect(performance.now() - start).toBeLessThan(5000);
});

test('what takes too long is given up, and the next text is read as usual', () => {
  const text = '\\\n'.repeat(40_000);
  const { body, errors } = python(text);
  expect([body, errors]).toEqual([[], [{ start: 0, end: text.length }]]);
  expect(printModule(python('a = b'))).toBe('let a = b');
});

test.each([
  ['f-strings', `f'{`],
  ['prefixes', `rb'`],
  ['strings that cross', `"'`],
  ['escaped quotes', `\\'`],
  ['brackets that cross', '(]'],
  ['open lines', '(\n'],
  ['open definitions', 'x = (\ndef f(\n'],
  ['documentation', '"""\ndef f\n'],
])('repairing takes no longer than other text: %s', (_, piece) => {
  const start = performance.now();
  repairText(piece.repeat(400_000 / piece.length));
  expect(performance.now() - start).toBeLessThan(4000);
});

test('what looks like a comment in a string changes nothing', () => {
  const text = ['a = """', '# b', '# """, """', '# c """', "d = f'''", '# {e}', "# ''' ", "g = 'h\\", "# i'"];
  expect(printModule(python(text.join('\n')))).toBe(
    ['let a = ["\\n# b\\n# " "\\n# c "]', 'let d = (template "\\n# " e "\\n# ")', 'let g = "h# i"'].join('\n'),
  );
});

const snippets = [
  'import a.b, c as d\nfrom .e import (f as g, h)\n@a.b("/é/<id>", c=[1, 2.5e3])\nasync def i(j, k: L[m] = n, /, *o, p, **q) -> r:\n  """😀"""\n  return await s(j, *k, t=u, **v)\n',
  'class A(B, c=D):\n  e: F = G\n  @property\n  def h(self, i=lambda j, *k: j): return self.l[i:1, ::-2]\n',
  'if (a := b) < c <= d is not e: pass\nelif not f or g not in h: i += yield j\nelse: raise K(l) from m.n()\n',
  'for a, (b, *c) in d, e:\n  try: f = {**g, "h": i, 1: {j, k}}\n  except (L, M) as n: continue\n  except* o: break\n  finally: del p, q[0]\nelse: r\n',
  'with (a as b, c.d() as (e, f)), g: h\nwhile i: j = k = l if m else n\nglobal o, p; assert q, "r"\n',
  'match a.b, c:\n  case {"d": e, -1: f.G, **h} if i: j\n  case K(l, m=[n, *_]) | (o as p): q\n  case _: r\n',
  "a = f\"b{c!r:>{d}.{e}}{{}}{ g = }é😀\" \"h\\n\\x41\" rb'\\i' f'''{j[\"k\"]}\n{l}'''\n",
  '[a for b in c if d for e, in f], {g: h for g, h in i}, (j async for j in k)\nprint >>l, m % n\ntype O[P] = Q | R\n# middlebrick: s\n',
];

const pieces =
  `( ) [ ] { } " ' """ ''' f" f''' # \\ : , ; . = := == -> * ** @ ! é 😀 \\x {a} {{ def class if elif else for in while try
  except finally with as match case return yield lambda await async not is and or import from del global pass print exec
  type None 1_0 0x 1j ... <<<<<<< ======= >>>>>>> middlebrick`
    .split(/\s+/)
    .concat(['\n', '\n  ', '\r', '\t', ' ', '\0', '\uD800', '\uFEFF', '\u2028', '\n@a\n']);

const edit = fc.record({
  at: fc.nat(500),
  length: fc.oneof(fc.nat(2), fc.nat(40)),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.constant(''), fc.constantFrom(...snippets), fc.string()),
});

test('whatever the code is, each part is within the text and within what is around it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...snippets), { minLength: 1, maxLength: 3 }),
      fc.array(edit, { maxLength: 6 }),
      (sources, edits) => {
        const text = edits.reduce((known, { at, length, piece }) => {
          const start = at % (known.length + 1);
          return `${known.slice(0, start)}${piece}${known.slice(start + length)}`;
        }, sources.join(''));
        const module = python(text);
        const misplaced = placesIn(module, text.length).filter(
          ({ part, around }) => !(around.start <= part.start && part.start <= part.end && part.end <= around.end),
        );
        expect(misplaced).toEqual([]);
        expect(() => printModule(module)).not.toThrow();
      },
    ),
    { seed: 20_260_101, numRuns: 800 },
  );
});

test('names and numbers stand where they are written, also in a text that had to be repaired', () => {
  const source = fc.array(fc.constantFrom(...snippets), { minLength: 1, maxLength: 3 });
  const bracket = fc.constantFrom('(', ')', '[', ']', '{', '}', "'", '"');
  fc.assert(
    fc.property(source, fc.nat(500), bracket, (sources, at, piece) => {
      const known = sources.join('');
      const start = at % (known.length + 1);
      const text = `${known.slice(0, start)}${piece}${known.slice(start)}`;
      const wrong = placesIn(python(text), text.length).filter(
        ({ part }) =>
          'kind' in part && part.kind === 'name' && 'name' in part && text.slice(part.start, part.end) !== part.name,
      );
      expect(wrong).toEqual([]);
    }),
    { seed: 20_260_102, numRuns: 400 },
  );
});

test('an empty module is whole', async () => {
  expect(await readPython('')).toEqual({
    path: 'app.py',
    language: 'python',
    body: [],
    errors: [],
    directives: [],
    lines: [0],
  });
});
