import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Parser, TreeCursor } from 'web-tree-sitter';
import type { Module, Span } from '../ir/ir.ts';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { grammarOf, parseJavaScript } from './javascript.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { readSyntax } from './javascript-syntax.ts';

const sources = [
  `import a, { b as c } from 'd'; export default async function e({ f, g: [h] = [] }, ...i) { await f?.(\`j\${h}😀k\`) }`,
  `app.get('/😀/:id', async (req, res) => {\n  const { id } = req.params; // 😀\n  res.json(await db.get({ Key: { id, [a]: b } }))\n})`,
  `class A extends B { #c = 1; static get d() { return this.#c } constructor(e, f = 2) { super(); for (;;) break } }`,
  `switch (a) { case 1: b(); default: try { throw c } catch { d++ } finally { e ||= f ?? !g } }`,
  `const h = [1, , 'é\\u{1F600}', 0xff, /i[/]/u, ...j].map((k) => ({ ...k, l() { return k in m } }))`,
  `label: for (const [n, { o }] of p) { if (n) continue; else if (o) q = r, s = t ? u : v; do { w() } while (x) }`,
  `/* middlebrick: ignore */ module.exports = { y, z }; const { aa, ab: ac } = require('ad')`,
];
const typed = [
  `@A('b') export class C<D> { @E() f?: G; constructor(private readonly h: I<J>, @K() l: m.N) {} o(): void; o() { return <P>q! as R } }`,
  `enum S { T, U = 'v' } namespace W { export const x = 1 } interface Y { z: string } type AA = 'ab'; declare const ac: AD`,
];

const parserOf = (path: string): Promise<Parser> => parserFor(grammarOf(path));

/** All places of a module, of whatever they are. */
function spansIn({ body, errors, directives }: Module): Span[] {
  const spans: Span[] = [];
  const waiting: unknown[] = [body, errors, directives];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    if ('start' in value && 'end' in value) spans.push({ start: Number(value.start), end: Number(value.end) });
    for (const part of Object.values(value)) waiting.push(part);
  }
  return spans;
}

/** The kind and place of each node that the parser itself knows of. */
function placesOf(parser: Parser, text: string): Set<string> {
  const tree = parser.parse(text);
  if (!tree) throw new Error('the parser gave up');
  const cursor = tree.walk();
  const places = new Set<string>();
  do places.add(`${cursor.nodeType} ${cursor.startIndex} ${cursor.endIndex}`);
  while (goOn(cursor));
  tree.delete();
  return places;
}

function goOn(cursor: TreeCursor): boolean {
  if (cursor.gotoFirstChild()) return true;
  while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return false;
  return true;
}

function flattened(node: SyntaxNode): SyntaxNode[] {
  return [node, ...node.children.flatMap(flattened)];
}

test.each(['a.js', 'a.ts'])('nodes stand where the parser found them: %s', async (path) => {
  const parser = await parserOf(path);
  const text = fc.array(fc.constantFrom(...sources, ...typed), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(text, fc.constantFrom(';', ' ;\n', ';\r\n\t'), (parts, separator) => {
      const source = parts.join(separator);
      const syntax = readSyntax(parser, source);
      if (!syntax) throw new Error('the parser gave up');
      if (syntax.errors.some(({ start }) => start === source.length)) return;
      const places = placesOf(parser, source);
      const read = flattened(syntax.root).map(({ kind, start, end }) => `${kind} ${start} ${end}`);
      expect(read.filter((place) => !places.has(place))).toEqual([]);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test('offsets count as those of strings do', async () => {
  const text = `a('😀', b) // 😀 middlebrick\nc.d😀\nconst é = "😀" + f`;
  const module = parseJavaScript(await parserOf('a.js'), 'a.js', text);
  const written = spansIn(module).map(({ start, end }) => text.slice(start, end));
  expect(written.toSorted()).toEqual(
    [
      ...["a('😀', b)", "a('😀', b)", 'a', "'😀'", 'b', '// 😀 middlebrick', 'c.d😀', 'c.d😀', 'c'],
      ...['é = "😀" + f', 'é', '"😀" + f', '"😀"', 'f'],
    ].toSorted(),
  );
  expect(module.lines).toEqual([0, 29, 35]);
  expect(parseJavaScript(await parserOf('a.js'), 'a.js', '\ufeffa').body[0]).toMatchObject({ start: 1, end: 2 });
});

const pieces =
  `( ) [ ] { } < > ; , : ? . => = ... ?. ?? && ! + - * / % @ # \` \${ " ' \\ // /* */ <a> </a> /> 😀 é \n \u2028 await async
  function class const import from export default for of if else switch case return new typeof enum namespace declare
  abstract get static as satisfies interface type require('a') <<<<<<< ======= >>>>>>> middlebrick`
    .split(/ +|\n */)
    .concat('\ud800', '\0', '\ufeff', '\r');

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly piece: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(400),
  length: fc.oneof(fc.nat(2), fc.nat(40)),
  piece: fc.oneof(
    fc.constantFrom(...pieces),
    fc.constant(''),
    fc.constantFrom(...sources, ...typed),
    fc.string({ unit: 'binary' }),
  ),
});

test.each(['a.js', 'a.ts'])('whatever the code is, every place is in the text: %s', async (path) => {
  const parser = await parserOf(path);
  fc.assert(
    fc.property(fc.constantFrom(...sources, ...typed), fc.array(edit, { maxLength: 6 }), (source, edits) => {
      const text = edits.reduce((known, { at, length, piece }) => {
        const start = at % (known.length + 1);
        return `${known.slice(0, start)}${piece}${known.slice(start + length)}`;
      }, source);
      const module = parseJavaScript(parser, path, text);
      const outside = spansIn(module).filter(({ start, end }) => !(0 <= start && start <= end && end <= text.length));
      expect(outside).toEqual([]);
      expect(() => printModule(module)).not.toThrow();
    }),
    { seed: 11, numRuns: 1000 },
  );
}, 60_000);

const nested: [open: string, close: string][] = [
  ['(', ')'],
  ['[', ']'],
  ['({ a: ', ' })'],
  ['{ ', ' }'],
  ['f(', ')'],
  ['(a) => ', ''],
  ['async (a, b = ', ') => c'],
  ['function f() { ', ' }'],
  ['class A { b() { ', ' } }'],
  ['class A { [', '] = 1 }'],
  ['if (a) ', ''],
  ['if (a) b; else ', ''],
  ['for (;;) ', ''],
  ['a ? ', ' : b'],
  ['a ? b : ', ''],
  ['`${', '}`'],
  ['!', ''],
  ['await ', ''],
  ['a + ', ''],
  ['', ' + a'],
  ['a = ', ''],
  ['a, ', ''],
  ['', '.a'],
  ['', '()'],
  ['', '[0]'],
  ['new ', ''],
  ['[', '] = a'],
  ['({ a: ', ' } = b)'],
  ['a: ', ''],
  ['<a>', '</a>'],
  ['@a(', ') class B {}'],
  ['namespace A { ', ' }'],
  ['try { ', ' } catch {}'],
  ['(', ''],
  ['{', ''],
  ['f(() => {', ''],
  ['`${', ''],
  ['', ')'],
];

test.each(nested)(
  '5000 times %j … %j',
  async (open, close) => {
    const text = `${open.repeat(5000)}x${close.repeat(5000)}\nafter()`;
    for (const path of ['a.js', 'a.ts']) {
      const module = parseJavaScript(await parserOf(path), path, text);
      expect(spansIn(module).every(({ start, end }) => 0 <= start && start <= end && end <= text.length)).toBe(true);
      expect(() => printModule(module)).not.toThrow();
    }
  },
  60_000,
);

test('what is nested too deeply is unknown, and what stands around it is there', async () => {
  const module = parseJavaScript(
    await parserOf('a.js'),
    'a.js',
    `before(${'['.repeat(5000)}${']'.repeat(5000)}, a)\nafter()`,
  );
  expect(printModule(module).replaceAll(/\[+/g, '[').replaceAll(/\]+/g, ']')).toBe(
    '(call before [(unknown)] a)\n(call after)',
  );
});

test('a text that the parser finds no way through is one error, and the next text is read', async () => {
  const parser = await parserOf('a.ts');
  const hopeless = '} b get ] ] await '.repeat(1200);
  expect(parseJavaScript(parser, 'a.ts', hopeless)).toEqual({
    path: 'a.ts',
    language: 'javascript',
    body: [],
    errors: [{ start: 0, end: hopeless.length }],
    directives: [],
    lines: [0],
  });
  expect(printModule(parseJavaScript(parser, 'a.ts', 'a()'))).toBe('(call a)');
});

test.each([
  ['a.ts', 'typescript'],
  ['a.mts', 'typescript'],
  ['b/a.d.cts', 'typescript'],
  ['a.tsx', 'tsx'],
  ['a.jsx', 'tsx'],
  ['a.js', 'tsx'],
  ['a.mjs', 'tsx'],
  ['a.cjs', 'tsx'],
  ['ts/a', 'tsx'],
])('the grammar of %s is %s', (path, grammar) => {
  expect(grammarOf(path)).toBe(grammar);
});
