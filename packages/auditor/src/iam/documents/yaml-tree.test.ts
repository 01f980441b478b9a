import { describe, expect, test } from 'vitest';
import { placeOf, sourceOf } from './source.ts';
import type { Tree } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

function read(text: string): ReturnType<typeof readYaml> {
  return readYaml(sourceOf({ path: 'a.yaml', text }));
}

function plain(tree: Tree): unknown {
  if (tree.kind === 'text') return tree.text;
  if (tree.kind === 'scalar') return typeof tree.value === 'number' ? tree.text : tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  if (tree.kind === 'choice') return tree.options.map(plain);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
}

test.each([
  [
    'short forms',
    'a: !Ref B\nb: !GetAtt A.B\nc: !Sub "x"',
    { a: { Ref: 'B' }, b: { 'Fn::GetAtt': 'A.B' }, c: { 'Fn::Sub': 'x' } },
  ],
  [
    'short forms of lists and maps',
    'a: !Join ["", [x]]\nb: !Transform { Name: n }',
    { a: { 'Fn::Join': ['', ['x']] }, b: { 'Fn::Transform': { Name: 'n' } } },
  ],
  [
    'short forms in each other',
    '!If\n- C\n- !Ref A\n- !Sub\n  - x\n  - { y: !Ref B }',
    { 'Fn::If': ['C', { Ref: 'A' }, { 'Fn::Sub': ['x', { y: { Ref: 'B' } }] }] },
  ],
  ['a condition', '!Not [!Condition C]', { 'Fn::Not': [{ Condition: 'C' }] }],
  ['numbers as written', 'a: 0123\nb: 1e3\nc: 012345678901', { a: '0123', b: '1e3', c: '012345678901' }],
  ['dates are texts', 'Version: 2012-10-17', { Version: '2012-10-17' }],
  ['anchors', 'a: &x [1]\nb: *x', { a: ['1'], b: ['1'] }],
  ['the nearest anchor of a name', 'a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: '1', b: '1', c: '2', d: '2' }],
  [
    'merges',
    'a: &a { p: 1, q: 2 }\nb: &b { q: 3, r: 4 }\nc: { <<: [*a, *b], p: 5 }',
    { a: { p: '1', q: '2' }, b: { q: '3', r: '4' }, c: { p: '5', q: '2', r: '4' } },
  ],
  ['the first of several documents', 'a: 1\n---\nb: 2', { a: '1' }],
  ['the last of two keys', 'a: 1\na: 2', { a: '2' }],
  ['keys that are no texts', '? [a]\n: 1\n2: b\ntrue: c', { 2: 'b', true: 'c' }],
  ['nothing', '', null],
])('%s', (_name, text, expected) => {
  const reading = read(text);
  expect(reading.problem).toBeUndefined();
  expect('tree' in reading && plain(reading.tree)).toEqual(expected);
});

describe('what is broken or hostile', () => {
  test.each([
    ['a bracket that stays open', 'a: [1\nb: 2', 'it is not valid YAML (BAD_INDENT)'],
    ['an alias without an anchor', 'a: *b', 'an alias has no anchor'],
    ['an alias within its own anchor', 'a: &x { b: *x }', 'an alias stands within its own anchor'],
    ['what is nested too deeply', `${'{a: '.repeat(150)}1${'}'.repeat(150)}`, 'it is nested too deeply'],
    ['what is nested even deeper', '['.repeat(50_000), 'it is not valid YAML (RESOURCE_EXHAUSTION)'],
    ['what is too large', ' '.repeat(1024 * 1024 + 1), 'it is YAML of more than a megabyte'],
    [
      'aliases that unfold without end',
      `a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`).join('\n')}`,
      'it has too many values',
    ],
  ])('%s', (_name, text, sentence) => {
    expect(read(text).problem?.sentence).toBe(sentence);
  });

  test('what can be read in spite of a mistake is there', () => {
    const reading = read('good: 1\nbad: [\nother: 2\n');
    expect('tree' in reading && plain(reading.tree)).toMatchObject({ good: '1' });
  });
});

test('blocks end with their last word', () => {
  const reading = read('a:\n  b: 1\n\n  c: x\n\n\nd: 2\n');
  if (!('tree' in reading) || reading.tree.kind !== 'map') throw new Error('no map');
  const entry = reading.tree.entries.get('a');
  expect(entry && placeOf(entry.value)).toEqual({ path: 'a.yaml', line: 2, column: 3, endLine: 4, endColumn: 7 });
  expect(entry && placeOf(entry.key)).toEqual({ path: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 });
});
