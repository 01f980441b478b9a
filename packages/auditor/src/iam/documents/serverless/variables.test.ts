import { describe, expect, test } from 'vitest';
import { sourceOf } from '../source.ts';
import type { Tree } from '../tree.ts';
import { readYaml } from '../yaml-tree.ts';
import { alternativesOf, piecesOf } from './expression.ts';
import { createVariables } from './variables.ts';

const configuration = `
service: orders
provider:
  name: aws
  stage: \${opt:stage, 'test'}
params:
  default: { tag: tenant, both: default }
  test: { both: of the stage }
stages:
  default: { params: { modern: yes it is } }
custom:
  name: orders
  map: { a: 1, list: [x, { y: deep }] }
  test: { table: test-orders }
  prod: { table: prod-orders }
  indirect: \${self:custom.map}
  outside: \${env:OUTSIDE}
  round: \${self:custom.trip}
  trip: \${self:custom.round}
`;

const other = `Resources: { Table: { Name: "\${self:custom.name}" } }\nlist: [a, b]\n`;

function plain(tree: Tree): unknown {
  if (tree.kind === 'text') return tree.text;
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  if (tree.kind === 'choice') return { choice: tree.options.map(plain) };
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
}

function treeOf(text: string): Tree {
  const reading = readYaml(sourceOf({ path: 'serverless.yml', text }));
  if (!('tree' in reading)) throw new Error('not YAML');
  return reading.tree;
}

function resolved(text: string): unknown {
  const root = treeOf(configuration);
  const resolve = createVariables(root, (path) => (path === './other.yml' ? treeOf(other) : undefined));
  return plain(resolve({ kind: 'text', text, source: root.source, start: 0, end: 0 }));
}

test.each([
  ['plain text', 'orders', 'orders'],
  ['another property', `\${self:custom.name}`, 'orders'],
  ['with a space', `\${self: custom.name}`, 'orders'],
  ['through a property that is unknown', `\${self:custom.outside}`, `\${?env:OUTSIDE}`],
  ['within a text', `a-\${self:custom.name}-\${self:service}`, 'a-orders-orders'],
  ['a map', `\${self:custom.map}`, { a: 1, list: ['x', { y: 'deep' }] }],
  ['through a property that is itself a variable', `\${self:custom.indirect.list.1.y}`, 'deep'],
  ['a property that is not there', `\${self:custom.nothing}`, `\${?self:custom.nothing}`],
  ['a default', `\${self:custom.nothing, 'other'}`, 'other'],
  ['a default in double quotes', `\${opt:x, "a, b"}`, 'a, b'],
  ['a default that is a number', `\${opt:x, 5}`, 5],
  ['a default that is no text', `\${opt:x, false}`, false],
  ['null as the default', `\${opt:x, null}`, null],
  ['several sources', `\${opt:stage, env:STAGE, self:custom.name}`, 'orders'],
  ['a variable as the default', `\${opt:stage, \${self:custom.name}}`, 'orders'],
  ['a variable in an address', `\${self:custom.\${self:provider.stage}.table}`, 'test-orders'],
  ['an unknown variable in an address', `\${self:custom.map.\${opt:x}}`, { choice: [1, ['x', { y: 'deep' }]] }],
  ['the stage', `\${sls:stage}`, 'test'],
  ['the instance', `\${sls:instanceId}`, `\${?sls:instanceId}`],
  ['a parameter', `\${param:tag}`, 'tenant'],
  ['a parameter of the stage', `\${param:both}`, 'of the stage'],
  ['a parameter of the fourth version', `\${param:modern}`, 'yes it is'],
  ['a parameter from the command line', `\${param:other, 'x'}`, 'x'],
  ['the environment, which is never read', `\${env:PATH}`, `\${?env:PATH}`],
  ['an option', `\${opt:region}`, `\${?opt:region}`],
  ['region and account', `\${aws:region}/\${aws:accountId}`, `\${?Region}/\${?Account}`],
  ['another stack', `\${cf:stack.Output}`, `\${?cf:stack.Output}`],
  ['a secret', `\${ssm:/path/to/secret}`, `\${?ssm:/path/to/secret}`],
  ['another file', `\${file(./other.yml):Resources.Table}`, { Name: 'orders' }],
  ['all of another file', `\${file(./other.yml)}`, { Resources: { Table: { Name: 'orders' } }, list: ['a', 'b'] }],
  ['a file that is not there', `\${file(./no.yml):x, 'y'}`, 'y'],
  ['code, which is never run', `\${file(./code.js):x}`, `\${?file(./code.js):x}`],
  ['a truth', `\${strToBool(\${opt:x, 'true'})}`, true],
  ['a policy variable', `\${aws:PrincipalTag/tenant}`, `\${aws:PrincipalTag/tenant}`],
  ['a policy variable of Cognito', `\${cognito-identity.amazonaws.com:sub}`, `\${cognito-identity.amazonaws.com:sub}`],
  ['a policy variable with a variable', `\${aws:PrincipalTag/\${param:tag}}`, `\${aws:PrincipalTag/tenant}`],
  ['a pseudo parameter', `\${AWS::Region}`, `\${AWS::Region}`],
  ['a name for Fn::Sub', `\${Table.Arn}`, `\${Table.Arn}`],
  ['an escape', `\\\${self:custom.name}`, `\${self:custom.name}`],
  ['circles', `\${self:custom.round}`, `\${?self:custom.round}`],
  ['no end', `a\${self:custom.name`, `a\${self:custom.name`],
])('%s', (_name, text, expected) => {
  expect(resolved(text)).toEqual(expected);
});

describe('the text of a variable', () => {
  test.each([
    [`a\${b}c`, ['a', 'b!', 'c']],
    [`\${a}\${b}`, ['a!', 'b!']],
    [`\${a, \${b}}`, [`a, \${b}!`]],
    [`\\\${a}\${b}`, [`\${a}`, 'b!']],
    ['$', ['$']],
    ['', []],
  ])('%s is in pieces', (text, expected) => {
    expect(piecesOf(text).map((piece) => (piece.isVariable ? `${piece.text}!` : piece.text))).toEqual(expected);
  });

  test.each([
    ['a, b', ['a', 'b']],
    [`'a, b', "c, d"`, [`'a, b'`, '"c, d"']],
    [`file(a, b):c, \${d, e}`, ['file(a, b):c', `\${d, e}`]],
    ['', ['']],
  ])('%s has alternatives', (text, expected) => {
    expect(alternativesOf(text)).toEqual(expected);
  });
});
