import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeAll, fixture } from './describe.fixture.ts';
import { readInfrastructure } from './index.ts';

const service = 'service: x\nprovider: { name: aws }\nfunctions: { f: { handler: a.b } }\ncustom:\n';

/** Each line uses the one before twice. */
function doubling(line: (index: number) => string, count = 60): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

function policyOf(expression: string): string {
  return `resource "aws_iam_policy" "p" {\n  policy = ${expression}\n}\n`;
}

function tableNamed(name: unknown, id = 'T'): Readonly<Record<string, unknown>> {
  return { [id]: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: name } } };
}

/** Each would take for ever, or all memory, if it were simply unfolded. */
const bombs: readonly (readonly [name: string, path: string, text: string])[] = [
  [
    'texts that double',
    'a.tf',
    `locals {\n a0 = "x"\n${doubling((i) => ` a${i + 1} = "\${local.a${i}}\${local.a${i}}"`)}\n}\n${policyOf('local.a60')}`,
  ],
  [
    'lists that double',
    'a.tf',
    `locals {\n a0 = ["x"]\n${doubling((i) => ` a${i + 1} = [local.a${i}, local.a${i}]`)}\n}\n${policyOf('local.a60')}`,
  ],
  [
    'lists that are put together',
    'a.tf',
    `locals {\n a0 = ["x"]\n${doubling((i) => ` a${i + 1} = concat(local.a${i}, local.a${i})`)}\n}\n${policyOf('local.a60')}`,
  ],
  [
    'loops in loops',
    'a.tf',
    policyOf(`${doubling((i) => `[for a${i + 1} in [[a${i}, a${i}]] : `, 40)}a40${']'.repeat(40)}`),
  ],
  [
    'conditions that double',
    'a.tf',
    `locals {\n a0 = "x"\n${doubling((i) => ` a${i + 1} = var.x ? local.a${i} : local.a${i}`)}\n}\n${policyOf('local.a60')}`,
  ],
  ['a count without measure', 'a.tf', 'resource "aws_dynamodb_table" "t" {\n  count = 999999999\n  name = "t"\n}\n'],
  ['loops over itself', 'a.tf', 'resource "aws_iam_role" "r" {\n  for_each = aws_iam_role.r\n  name = each.key\n}\n'],
  ['brackets', 'a.tf', `x = ${'['.repeat(500_000)}`],
  ['blocks', 'a.tf', 'a {\n'.repeat(200_000)],
  ['negations', 'a.tf', `x = ${'!'.repeat(500_000)}`],
  ['expressions in texts', 'a.tf', `x = ${'"${'.repeat(200_000)}`],
  ['here-documents without an end', 'a.tf', 'a = <<X\nresource'.repeat(50_000)],
  [
    'conditions in circles',
    'a.json',
    JSON.stringify({
      Conditions: Object.fromEntries(
        Array.from({ length: 60 }, (_, i) => [
          `c${i}`,
          { 'Fn::And': Array(10).fill({ Condition: `c${(i + 1) % 60}` }) },
        ]),
      ),
      Resources: tableNamed({ 'Fn::If': ['c0', 'a', 'b'] }),
    }),
  ],
  [
    'names that double',
    'a.json',
    JSON.stringify({
      Resources: Object.assign(
        {},
        ...Array.from({ length: 60 }, (_, i) =>
          tableNamed({ 'Fn::Join': ['', [{ Ref: `T${i + 1}` }, { Ref: `T${i + 1}` }]] }, `T${i}`),
        ),
      ),
    }),
  ],
  [
    'loops of resources',
    'a.json',
    JSON.stringify({
      Resources: {
        'Fn::ForEach::A': [
          'X',
          Array(2000).fill('x'),
          { 'Fn::ForEach::B': ['Y', Array(2000).fill('y'), tableNamed('t')] },
        ],
      },
    }),
  ],
  ['placeholders', 'a.json', JSON.stringify({ Resources: tableNamed({ 'Fn::Sub': `\${A}`.repeat(100_000) }) })],
  [
    'placeholders without an end',
    'a.json',
    JSON.stringify({ Resources: tableNamed({ 'Fn::Sub': `\${`.repeat(500_000) }) }),
  ],
  [
    'parts of a text',
    'a.json',
    JSON.stringify({ Resources: tableNamed({ 'Fn::Join': ['-', { 'Fn::Split': ['a', 'a'.repeat(500_000)] }] }) }),
  ],
  ['objects', 'a.json', '{"Resources":'.repeat(200_000)],
  [
    'variables that double',
    'serverless.yml',
    `${service}  a0: x\n${doubling((i) => `  a${i + 1}: ["\${self:custom.a${i}}", "\${self:custom.a${i}}"]`)}\n`,
  ],
  ['variables in variables', 'serverless.yml', `${service}  a: '${'${self:'.repeat(50_000)}${'}'.repeat(50_000)}'\n`],
  [
    'a service within itself',
    'serverless.yml',
    `${service}  a: \${self:}\n  b: \${self:custom}\n  c: \${file(serverless.yml)}\n`,
  ],
  [
    'aliases',
    'a.yaml',
    `Resources:\n  A: &a { Type: AWS::IAM::Role, x: [${'1,'.repeat(1000)}] }\n${doubling((i) => `  B${i}: *a`, 20_000)}\n`,
  ],
];

describe('bombs are defused', () => {
  test.each(bombs)('%s', { timeout: 30_000 }, async (_name, path, text) => {
    const found = await readInfrastructure([{ path, text }]);
    expect(JSON.stringify(found).length).toBeLessThan(2_000_000);
  });

  test('files that are too large are named', async () => {
    const text = ' '.repeat(4 * 1024 * 1024 + 1);
    expect(describeAll(await readInfrastructure([{ path: 'a.json', text }]))).toEqual([
      'warning a.json:1: The file is larger than 4 MB and is not read.',
    ]);
  });

  test('warnings have an end', async () => {
    const text = JSON.stringify({
      Statement: Array(1000)
        .fill({ Effect: 'Allow', Action: 'a' })
        .map((s, i) => ({ ...s, Resource: `\${?r${i}}` })),
    });
    expect((await readInfrastructure([{ path: 'p.json', text }])).warnings).toHaveLength(200);
  });
});

const services: readonly (readonly string[])[] = [
  ['cloudformation/template.yaml'],
  ['cdk.out/OrdersStack.template.json'],
  ['sam/template.yaml'],
  ['serverless/serverless.yml', 'serverless/resources/tables.yml'],
  ['terraform/main.tf', 'terraform/iam.tf', 'terraform/modules/table/main.tf'],
  ['terraform-json/cdk.tf.json'],
  ['policies/orders.json', 'policies/all.json'],
];

const tokens = [
  `\${`,
  '}',
  '{',
  '[',
  ']',
  '"',
  '\n',
  '!Ref ',
  '!If [a, b]',
  'Fn::Join',
  '&a ',
  '*a',
  '<<: *a',
  '- ',
  ': ',
  `\${self:`,
  `\${file(`,
  '<<EOF\n',
  '%{ if ',
  '...',
  '[*]',
  '? a : b',
  'null',
  '\u0000',
  '\uD800',
  'count = 3\n',
  'local.name',
  '__proto__',
  'constructor',
  'toString',
  '1e999',
  'Statement',
  'Effect',
  `$\${`,
  '\\',
];

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 80 }),
  insert: fc.oneof(fc.constantFrom('', ...tokens), fc.double({ min: 0, max: 1, noNaN: true })),
});

/** Cuts something out and puts a token, or another piece of the text, in. */
function changed(text: string, { at, cut, insert }: { at: number; cut: number; insert: string | number }): string {
  const position = Math.floor(at * text.length);
  const from = typeof insert === 'number' ? Math.floor(insert * text.length) : 0;
  const piece = typeof insert === 'number' ? text.slice(from, from + 60) : insert;
  return text.slice(0, position) + piece + text.slice(position + cut);
}

test.each(services)('whatever happens to %s, it is read and every place is in a file', {
  timeout: 60_000,
}, async (...paths) => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      const files = paths.map((path) => ({ path, text: changes.reduce(changed, fixture(path)) }));
      const lines = new Map(files.map(({ path, text }) => [path, text.split(/\r\n?|\n/).length]));
      const found = await readInfrastructure(files);
      const spots = [
        ...found.tables,
        ...found.functions,
        ...found.roles,
        ...found.policies,
        ...found.policies.flatMap(({ statements }) => statements),
        ...found.functions.flatMap(({ routes }) => routes),
      ];
      for (const { place } of spots) {
        expect(place.line).toBeGreaterThan(0);
        expect(place.endLine).toBeGreaterThanOrEqual(place.line);
        expect(place.endLine).toBeLessThanOrEqual(lines.get(place.path) ?? 0);
      }
    }),
    { seed: 5, numRuns: 150 },
  );
});

test.each(services)('the order of files does not matter: %s', async (...paths) => {
  const files = paths.map((path) => ({ path, text: fixture(path) }));
  const [forth, back] = await Promise.all([files, files.toReversed()].map(readInfrastructure));
  expect(back && describeAll(back).toSorted()).toEqual(forth && describeAll(forth).toSorted());
});
