import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixture } from '../describe.fixture.ts';
import { sourceOf } from '../source.ts';
import type { Attribute, Block, Expression } from './hcl.ts';
import { readHcl } from './hcl-body.ts';

/*
 * What is read here against what HashiCorp's own parser reads, compiled to WebAssembly: the same blocks and arguments,
 * and the same values where they are constant.
 */

type Shape = unknown;

/** Our blocks in the shape of the other parser; what is no constant is a star. */
function ours(attributes: ReadonlyMap<string, Attribute>, blocks: readonly Block[]): Shape {
  const shape = new Map<string, Shape>([...attributes].map(([name, { value }]) => [name, constant(value)]));
  for (const block of blocks) {
    let place = shape;
    for (const label of [block.type, ...block.labels].slice(0, -1)) {
      const inner = place.get(label);
      const next = inner instanceof Map ? inner : new Map<string, Shape>();
      place.set(label, next);
      place = next;
    }
    const last = block.labels.at(-1) ?? block.type;
    const before = place.get(last);
    place.set(last, [...(Array.isArray(before) ? before : []), ours(block.attributes, block.blocks)]);
  }
  return shape;
}

function constant(expression: Expression): Shape {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'list') return expression.items.map(constant);
  if (expression.kind === 'template') {
    return expression.parts.every(({ kind }) => kind === 'plain')
      ? expression.parts.map((part) => (part.kind === 'plain' ? part.text : '')).join('')
      : '*';
  }
  if (expression.kind === 'operator') return folded(expression.operator, expression.operands);
  if (expression.kind !== 'object') return '*';
  const items = expression.items.map(({ key, value }): [Shape, Shape] => [constant(key), constant(value)]);
  return items.some(([key]) => key === '*') ? '*' : new Map(items.map(([key, value]) => [String(key), value]));
}

/** The other parser works out what one operator makes of a constant. */
function folded(operator: string, [operand, ...others]: readonly Expression[]): Shape {
  if (operand?.kind !== 'literal' || others.length > 0) return '*';
  return operator === '!' ? !operand.value : -Number(operand.value);
}

function theirs(value: unknown): Shape {
  if (Array.isArray(value)) return value.map(theirs);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]): [string, Shape] => [key, theirs(inner)]);
    return entries.some(([key]) => isExpression(key)) ? '*' : new Map(entries);
  }
  if (typeof value !== 'string') return value;
  return isExpression(value) ? '*' : value.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

function isExpression(text: string): boolean {
  return /[$%]\{/.test(text.replaceAll('$${', '').replaceAll('%%{', ''));
}

function shapeOf(text: string): { shape: Shape; problem: unknown } {
  const { attributes, blocks, problem } = readHcl(sourceOf({ path: 'main.tf', text }));
  return { shape: ours(attributes, blocks), problem };
}

const files = ['terraform/main.tf', 'terraform/iam.tf', 'terraform/modules/table/main.tf'];

const more = `
a = 1.5e3
b = -1
c = !true
d = null
e = "tab\\t \\u00e9 \\"quoted\\" \\\\"
f = [1, "two", [true], { g = 1, "h i" : 2 }]
g = {}
h = []
i = {
  j = 1, k = 2
  l = 3
}
m = <<EOT
  two
lines
EOT
n = <<-EOT
    flushed
      more
    EOT
o = "$\${kept} %%{kept}"
p = "\${a}-\${b}"
q = a.b[0].c["d"].*.e
r = a ? b : c
s = f(1, [2]...)
t = [for x in y : x if z]
u = (1 + 2) * 3
v "one" two "three" {
  w = 1
  x { y = 2 }
  x { y = 3 }
  z {}
}
/* comment { */ # another
// and "another
`;

test.each([
  ...files.map((file) => [file, fixture(file)] as const),
  ['all syntax', more] as const,
])('%s is read like by the other parser', async (_name, text) => {
  expect(shapeOf(text)).toEqual({ shape: theirs(await parse('main.tf', text)), problem: undefined });
});

const pieces = [
  '"',
  '${',
  '}',
  '{',
  '[',
  ']',
  '\n',
  '= ',
  '<<A\n',
  'A\n',
  '# ',
  '/*',
  '*/',
  '? ',
  ': ',
  ', ',
  'for ',
  '.',
  '-',
  '!',
  '$${',
  '%{ if a }',
  '%{ endif }',
  '\\n',
  '0',
  'null',
  '(',
  ')',
  '...',
  '=>',
];

test('what the other parser takes is read the same, also when it is changed', { timeout: 60_000 }, async () => {
  const texts = [...files.map(fixture), more];
  const change = fc.record({
    file: fc.nat({ max: texts.length - 1 }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 12 }),
    insert: fc.constantFrom('', ...pieces),
  });
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(change, async ({ file, at, cut, insert }) => {
      const text = texts[file] ?? '';
      const position = Math.floor(at * text.length);
      const changed = text.slice(0, position) + insert + text.slice(position + cut);
      const read = await parse('main.tf', changed).catch(() => undefined);
      const mine = shapeOf(changed);
      if (read === undefined) return;
      taken++;
      expect(mine).toEqual({ shape: theirs(read), problem: undefined });
    }),
    { seed: 7, numRuns: 600 },
  );
  expect(taken).toBeGreaterThan(50);
});
