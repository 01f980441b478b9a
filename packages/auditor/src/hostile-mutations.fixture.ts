import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './files/discover.ts';

/*
 * Code that nobody wrote: files of the corpus and of the targets, taken apart and put together again. Everything is
 * drawn from a seed, so that what breaks something breaks it again.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Numbers below 1 by a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Files below a folder of the repository, with their texts. */
export function textsBelow(folder: string, ending: RegExp): SourceFile[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((path) => ending.test(path) && !/node_modules|\.venv|__pycache__/.test(path))
    .toSorted()
    .map((path) => join(root, folder, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path: basename(path), text: readFileSync(path, 'utf8') }));
}

interface Drawing {
  /** A whole number below the limit. */
  below(limit: number): number;
  of<T>(list: readonly T[]): T;
}

function drawing(random: () => number): Drawing {
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    of: <T>(list: readonly T[]): T => {
      const one = list[below(list.length)];
      if (one === undefined) throw new RangeError('nothing to draw from');
      return one;
    },
  };
}

/** Tokens, with the space between them. */
const token = /\s+|\w+|[^\s\w]/g;

const inserts = [
  ...['(', ')', '[', ']', '{', '}', '"', "'", '`', '"""', "'''", '\\', '\n', '\r', '\r\n', '\t', '    '],
  ...[
    '# ',
    '//',
    '/*',
    '*/',
    '@',
    '=>',
    ':',
    ';',
    ',',
    '.',
    '=',
    '==',
    '===',
    '+=',
    '**',
    '...',
    '*',
    '?.',
    '??',
    ':=',
  ],
  ...['${', 'f"{', '<', '</', '</a>', '<<<<<<< HEAD\n', '=======\n', '>>>>>>> x\n', 'async ', 'await ', 'yield '],
  ...['lambda: ', 'def f(', 'class A(A):\n', 'class A extends A {', 'return ', 'if ', 'else:', 'for ', 'while True:\n'],
  ...[
    'try:\n',
    'except:\n',
    'finally:\n',
    'with ',
    'match x:\n',
    'case _:\n',
    'switch (x) {',
    'import ',
    'export * from ',
  ],
  ...['\u0000', '\ufeff', '\u202e', '\u2028', '\ud800', '\u{1f600}', 'a\u0301', '\u200b', '__proto__', 'constructor'],
  ...[
    'toString',
    'self',
    'this',
    'null',
    'None',
    'undefined',
    '1e999',
    '-0',
    '0x',
    '99999999999999999999',
    '1n',
    '/a/',
  ],
];

const numbers = ['0', '-1', '1e999', '0xffffffffffffffffffff', '1_000', '9007199254740993', '.5.', '00', '1n', '"7"'];
const brackets = ['()', '[]', '{}', '<>'];

type Mutation = (text: string, draw: Drawing, other: string) => string;

const tokensOf = (text: string): string[] => text.match(token) ?? [];
const linesOf = (text: string): string[] => text.split('\n');

/** Changes one place of a list, and puts it together again. */
const inList =
  (
    split: (text: string) => string[],
    glue: string,
    change: (parts: string[], at: number, draw: Drawing) => void,
  ): Mutation =>
  (text, draw) => {
    const parts = split(text);
    if (parts.length > 0) change(parts, draw.below(parts.length), draw);
    return parts.join(glue);
  };

const tokens = (change: (parts: string[], at: number, draw: Drawing) => void): Mutation => inList(tokensOf, '', change);
const lines = (change: (parts: string[], at: number, draw: Drawing) => void): Mutation => inList(linesOf, '\n', change);

function swap(parts: string[], at: number, draw: Drawing): void {
  const other = draw.below(parts.length);
  const [one, two] = [parts[at] ?? '', parts[other] ?? ''];
  parts[at] = two;
  parts[other] = one;
}

/** Replaces a token of a kind by another one. */
function replaceToken(kind: RegExp, by: (draw: Drawing, all: readonly string[]) => string): Mutation {
  return tokens((parts, _, draw) => {
    const places = parts.flatMap((part, index) => (kind.test(part) ? [index] : []));
    if (places.length === 0) return;
    const all = places.map((index) => parts[index] ?? '');
    parts[draw.of(places)] = by(draw, all);
  });
}

const mutations: readonly Mutation[] = [
  tokens((parts, at, draw) => parts.splice(at, 1 + draw.below(4))),
  tokens((parts, at, draw) => parts.splice(at, 0, ...parts.slice(at, at + 1 + draw.below(6)))),
  tokens(swap),
  tokens((parts, at, draw) => parts.splice(at, 0, draw.of(inserts))),
  tokens((parts, at, draw) => parts.splice(at, 1, draw.of(inserts))),
  lines((parts, at, draw) => parts.splice(at, 1 + draw.below(3))),
  lines((parts, at, draw) => parts.splice(at, 0, ...parts.slice(at, at + 1 + draw.below(5)))),
  lines(swap),
  lines((parts, at, draw) => {
    const line = parts[at] ?? '';
    parts[at] = draw.below(2) === 0 ? `${' '.repeat(draw.below(9))}${line}` : line.trimStart();
  }),
  replaceToken(/^\d+$/, (draw) => draw.of(numbers)),
  replaceToken(/^[A-Za-z_]\w*$/, (draw, all) => draw.of(all)),
  replaceToken(/^[A-Za-z_]\w*$/, (draw) => draw.of(inserts)),
  (text, draw, other) => text.slice(0, draw.below(text.length + 1)) + other.slice(draw.below(other.length + 1)),
  (text, draw, other) => {
    const [at, from] = [draw.below(text.length + 1), draw.below(other.length + 1)];
    return text.slice(0, at) + other.slice(from, from + draw.below(400)) + text.slice(at);
  },
  (text, draw) => text.slice(0, draw.below(text.length + 1)),
  tokens((parts, at, draw) => {
    const bracket = draw.of(brackets);
    const [open, close] = [bracket.slice(0, 1), bracket.slice(1)];
    const depth = 1 + draw.below(draw.below(8) === 0 ? 3000 : 30);
    parts[at] = open.repeat(depth) + (parts[at] ?? '') + close.repeat(draw.below(2) === 0 ? depth : draw.below(depth));
  }),
  tokens((parts, at, draw) => {
    const [before, after] = draw.of(nests);
    const depth = 1 + draw.below(draw.below(8) === 0 ? 800 : 20);
    parts[at] = before.repeat(depth) + (parts[at] ?? '') + after.repeat(depth);
  }),
  (text, draw) => text.replaceAll('\n', draw.of(['\r', '\r\n', '\u2028', ' ', '\n\n'])),
];

/** What nests without a bracket, or with more than one. */
const nests: readonly (readonly [before: string, after: string])[] = [
  ['not ', ''],
  ['-', ''],
  ['!', ''],
  ['await ', ''],
  ['lambda: ', ''],
  ['() => ', ''],
  ['f(', ')'],
  ['a[', ']'],
  ['{a: ', '}'],
  ['[x for x in ', ']'],
  ['', '.a()'],
  ['', '.a'],
  ['', ' + a'],
  ['', ' and a'],
  ['', ' ? a : b'],
  ['a if a else ', ''],
  ['`${', '}`'],
  ['f"{', '}"'],
  ['async () => { await ', ' }'],
  ['<a>', '</a>'],
];

/** A text with some changes; `other` is what it may be spliced with. */
export function mutated(
  text: string,
  other: string,
  random: () => number,
  blocks: readonly ((count: number) => string)[] = [],
): string {
  const draw = drawing(random);
  let changed = text;
  if (blocks.length > 0 && draw.below(5) === 0) {
    const parts = linesOf(changed);
    parts.splice(draw.below(parts.length + 1), 0, draw.of(blocks)(2 + draw.below(5)));
    changed = parts.join('\n');
  }
  for (let left = 1 + draw.below(4); left > 0; left--)
    changed = draw.of(mutations)(changed, draw, other).slice(0, longest);
  return changed;
}

/** So that splices of splices do not take over. */
const longest = 12_000;

/** A path beside others that import it: each file has the ending of the one that it was made of. */
export function pathOf(base: SourceFile, index: number): string {
  return `${basename(base.path, extname(base.path))}${index}${extname(base.path)}`;
}
