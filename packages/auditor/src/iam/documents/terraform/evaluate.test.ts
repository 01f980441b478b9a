import { describe, expect, test } from 'vitest';
import { sourceOf } from '../source.ts';
import type { Tree } from '../tree.ts';
import { createWarnings } from '../warnings.ts';
import { evaluate } from './evaluate.ts';
import { readFolders } from './folders.ts';
import type { Module } from './module.ts';
import { createRun } from './run.ts';

const configuration = `
variable "env" { default = "dev" }
variable "bare" {}
variable "flag" {
  type    = bool
  default = true
}
variable "settings" { default = { name = "set", list = [1, 2] } }
locals {
  name   = "orders"
  m      = { a = "x", b = "y" }
  l      = ["p", "q", "p", ""]
  nested = [["a"], ["b", ["c"]]]
  round  = local.trip
  trip   = local.round
}
resource "aws_dynamodb_table" "orders" {
  name     = "orders"
  hash_key = "id"
}
resource "aws_dynamodb_table" "each" {
  for_each = { eu = "one", us = "two" }
  name     = "t-\${each.value}"
}
resource "aws_dynamodb_table" "counted" {
  count = 2
  name  = "t-\${count.index}"
}
resource "aws_iam_role" "role" {
  name = "r"
  path = "/apps/"
}
resource "aws_iam_policy" "policy" { name = "p" }
resource "aws_lambda_function" "fn" { function_name = "fn" }
resource "aws_lambda_alias" "live" {
  function_name = aws_lambda_function.fn.arn
  name          = "live"
}
data "aws_iam_policy" "aws" { name = "AmazonDynamoDBReadOnlyAccess" }
data "aws_region" "here" {}
data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}
resource "aws_s3_bucket" "bucket" { bucket = "b" }
`;

function plain(tree: Tree): unknown {
  if (tree.kind === 'text') return tree.text;
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  if (tree.kind === 'choice') return { choice: tree.options.map(plain) };
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plain(value)]));
}

function evaluated(expression: string): unknown {
  const source = sourceOf({ path: 'infra/main.tf', text: `${configuration}locals {\n  it = ${expression}\n}\n` });
  const warnings = createWarnings();
  const folder = readFolders([source], warnings).get('infra');
  const it = folder?.locals.get('it');
  if (folder === undefined || it === undefined) throw new Error(`not read: ${warnings.list()}`);
  const module: Module = {
    ...folder,
    folder: 'infra',
    rootFolder: 'infra',
    prefix: '',
    input: () => undefined,
    children: new Map(),
  };
  const file = sourceOf({
    path: 'infra/a.tpl',
    text: `Hello \${name}%{ if loud }!%{ else }.%{ endif }%{ for x in list } \${x}%{ endfor }`,
  });
  const run = createRun((path) => (path === 'infra/a.tpl' ? file : undefined));
  return plain(evaluate(it.value, { module, names: new Map() }, run));
}

describe('as terraform console has it', () => {
  test.each([
    [`"\${var.env}-\${local.name}"`, 'dev-orders'],
    [`"$\${aws:username}/%%{x}"`, `\${aws:username}/%{x}`],
    ['join(",", local.l)', 'p,q,p,'],
    ['compact(local.l)', ['p', 'q', 'p']],
    ['distinct(local.l)', ['p', 'q', '']],
    ['flatten(local.nested)', ['a', 'b', 'c']],
    ['concat(local.l, ["z"])', ['p', 'q', 'p', '', 'z']],
    ['merge(local.m, {b="z", c = 1})', { a: 'x', b: 'z', c: 1 }],
    ['[for s in local.l : upper(s) if s != ""]', ['P', 'Q', 'P']],
    ['{for k, v in local.m : v => k}', { x: 'a', y: 'b' }],
    ['{for k, v in local.m : "g" => v...}', { g: ['x', 'y'] }],
    [`[for i, s in local.l : "\${i}:\${s}"]`, ['0:p', '1:q', '2:p', '3:']],
    ['keys(local.m)', ['a', 'b']],
    ['values(local.m)', ['x', 'y']],
    ['lookup(local.m, "q", "d")', 'd'],
    ['local.m["a"]', 'x'],
    ['local.m.b', 'y'],
    ['local.l[1]', 'q'],
    ['element(local.l, 5)', 'q'],
    ['element(local.l, 1)', 'q'],
    ['length(local.l)', 4],
    ['length("abc")', 3],
    ['contains(local.l, "q")', true],
    ['format("%s-%d-%%", "a", 5)', 'a-5-%'],
    ['formatlist("arn:%s", local.l)', ['arn:p', 'arn:q', 'arn:p', 'arn:']],
    ['formatlist("%s:%s", "x", ["a","b"])', ['x:a', 'x:b']],
    ['replace("a-b-c", "-", "_")', 'a_b_c'],
    ['split(",", "a,b,,c")', ['a', 'b', '', 'c']],
    ['substr("hello", 1, 3)', 'ell'],
    ['substr("hello", 1, -1)', 'ello'],
    ['trimprefix("helloworld", "hello")', 'world'],
    ['trimsuffix("helloworld", "world")', 'hello'],
    ['title("hello world")', 'Hello World'],
    ['lower("ABC")', 'abc'],
    ['trimspace("  a ")', 'a'],
    ['chomp("a\\n\\n")', 'a'],
    ['zipmap(["a","b"],[1,2])', { a: 1, b: 2 }],
    ['coalesce("", "b")', 'b'],
    ['coalescelist([], ["b"])', ['b']],
    ['try(local.m.zzz, "fallback")', 'fallback'],
    ['one(["a"])', 'a'],
    ['alltrue([true, false])', false],
    ['anytrue([true, false])', true],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 % 4', 2],
    ['!true || false', false],
    ['1 < 2 && 2 >= 2', true],
    ['"a" == "a"', true],
    ['"a" != "a"', false],
    ['null == null', true],
    ['local.name == null', false],
    ['local.l[*]', ['p', 'q', 'p', '']],
    ['[{a=1},{a=2}][*].a', [1, 2]],
    ['jsondecode("{\\"a\\":[1,2]}")', { a: [1, 2] }],
    ['"a\\tb\\u00e9\\"q\\\\"', 'a\tbé"q\\'],
    ['reverse(["a","b"])', ['b', 'a']],
    ['setunion(["a"],["b","a"])', ['a', 'b']],
    ['{ "k 1" = 1, (local.name) = 2, c : 3 }', { c: 3, 'k 1': 1, orders: 2 }],
    ['-5 + 2', -3],
  ])('%s', (expression, expected) => {
    expect(evaluated(expression)).toEqual(expected);
  });
});

const account = `\${?Account}`;
const region = `\${?Region}`;

test.each([
  ['a variable without a default', 'var.bare', `\${?var.bare}`],
  ['a part of it', 'var.bare.part', `\${?var.bare.part}`],
  ['in a text', `"x-\${var.bare}"`, `x-\${?var.bare}`],
  ['a variable that is not there', 'var.missing', `\${?var.missing}`],
  ['a part of a variable', 'var.settings.list[1]', 2],
  ['a part that is not there', 'var.settings.other', `\${?var.settings.other}`],
  ['circles', 'local.round', `\${?local.round}`],
  ['name of a table', 'aws_dynamodb_table.orders.name', 'orders'],
  ['id of a table', 'aws_dynamodb_table.orders.id', 'orders'],
  ['ARN of a table', 'aws_dynamodb_table.orders.arn', `arn:aws:dynamodb:${region}:${account}:table/orders`],
  [
    'stream of a table',
    'aws_dynamodb_table.orders.stream_arn',
    `arn:aws:dynamodb:${region}:${account}:table/orders/stream/\${?StreamLabel}`,
  ],
  ['argument of a table', 'aws_dynamodb_table.orders.hash_key', 'id'],
  ['one of several', 'aws_dynamodb_table.each["us"].name', 't-two'],
  ['one of several by a count', 'aws_dynamodb_table.counted[1].name', 't-1'],
  ['one of several by something unknown', 'aws_dynamodb_table.each[var.bare].name', { choice: ['t-one', 't-two'] }],
  ['all of several', 'aws_dynamodb_table.counted[*].name', ['t-0', 't-1']],
  ['all of several in a loop', '{ for k, t in aws_dynamodb_table.each : k => t.name }', { eu: 't-one', us: 't-two' }],
  ['values of several', 'values(aws_dynamodb_table.each)[*].name', ['t-one', 't-two']],
  ['a list of resources', '[for t in [aws_dynamodb_table.orders] : t.name]', ['orders']],
  ['ARN of a role', 'aws_iam_role.role.arn', `arn:aws:iam::${account}:role/apps/r`],
  ['ARN of a policy', 'aws_iam_policy.policy.id', `arn:aws:iam::${account}:policy/p`],
  ['a policy of AWS', 'data.aws_iam_policy.aws.arn', 'arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess'],
  ['ARN of a function', 'aws_lambda_function.fn.arn', `arn:aws:lambda:${region}:${account}:function:fn`],
  [
    'a version of a function',
    'aws_lambda_function.fn.qualified_arn',
    `arn:aws:lambda:${region}:${account}:function:fn:\${?version}`,
  ],
  ['ARN of an alias', 'aws_lambda_alias.live.arn', `arn:aws:lambda:${region}:${account}:function:fn:live`],
  [
    'region, account and partition',
    `"\${data.aws_region.here.name} \${data.aws_caller_identity.me.account_id} \${data.aws_partition.here.partition}"`,
    `${region} ${account} aws`,
  ],
  ['argument of something else', 'aws_s3_bucket.bucket.bucket', 'b'],
  ['attribute of something else', 'aws_s3_bucket.bucket.arn', `\${?aws_s3_bucket.bucket.arn}`],
  ['a resource that is not there', 'aws_sqs_queue.q.arn', `\${?aws_sqs_queue.q.arn}`],
  ['a data source that is not there', 'data.aws_vpc.main.id', `\${?data.aws_vpc.main.id}`],
  ['a module that is not there', 'module.m.out', `\${?module.m.out}`],
  ['the workspace', 'terraform.workspace', `\${?terraform.workspace}`],
  ['the folder', 'path.module', '/infra'],
  ['both branches', 'var.flag ? "on" : "off"', { choice: ['on', 'off'] }],
  ['both branches, the likelier first', 'var.env == "prod" ? "p" : "d"', { choice: ['d', 'p'] }],
  ['both branches in a text', `"x-\${var.flag ? 1 : 2}-y"`, { choice: ['x-1-y', 'x-2-y'] }],
  ['a branch without a value', 'concat(["a"], var.flag ? ["b"] : [])', ['a', 'b']],
  ['a comparison with something unknown', 'var.bare == "x"', `\${?condition}`],
  ['and, decided by one', 'var.bare == "x" && false', false],
  ['or, not decided', 'var.bare == "x" || false', `\${?condition}`],
  ['a loop over something unknown', `[for x in var.bare : "t-\${x}"]`, [`t-\${?var.bare.value}`]],
  ['a function that is not known', 'sha1("x")', `\${?sha1()}`],
  ['a function of a provider', 'provider::aws::arn_parse("x")', `\${?provider::aws::arn_parse()}`],
  ['a regular expression', 'replace("a1", "/[0-9]/", "")', `\${?replace()}`],
  ['case of something unknown', `upper("x-\${var.bare}")`, `X-\${?var.bare}`],
  ['length of something unknown', 'length(var.bare)', `\${?length()}`],
  ['a list of unknown texts', 'contains([var.bare], "x")', `\${?contains()}`],
  ['the first that is known', 'coalesce(var.bare, "x")', 'x'],
  ['JSON in a text', `"{\\"list\\": \${jsonencode(local.l)}}"`, '{"list": ["p","q","p",""]}'],
  ['a text as JSON', `"\${jsonencode(local.name)}: \${jsonencode(5)}"`, '"orders": 5'],
  ['a text from JSON', 'jsondecode(jsonencode(local.name))', 'orders'],
  ['JSON alone', 'jsonencode({ a = [local.name] })', { a: ['orders'] }],
  ['JSON that was encoded', 'jsondecode(jsonencode({ a = 1 }))', { a: 1 }],
  [
    'a file',
    `file("\${path.module}/a.tpl")`,
    `Hello \${name}%{ if loud }!%{ else }.%{ endif }%{ for x in list } \${x}%{ endfor }`,
  ],
  ['a file that is not there', 'file("missing.json")', `\${?file()}`],
  ['a template', 'templatefile("a.tpl", { name = local.name, loud = true, list = ["a", "b"] })', 'Hello orders! a b'],
  [
    'a template, otherwise',
    `templatefile("\${path.module}/a.tpl", { name = "x", loud = false, list = [] })`,
    'Hello x.',
  ],
  ['the folder of the root', 'path.root', '/infra'],
  ['this resource', 'self.arn', `\${?self.arn}`],
  ['lists of any kind', 'sort(tolist(["b", "a"]))', ['b', 'a']],
  ['arguments from a list', 'concat(local.nested...)', ['a', 'b', ['c']]],
  ['a loop over both branches', '[for x in var.flag ? ["a"] : ["b"] : x]', ['a', 'b']],
  ['a loop over no list', '[for x in 5 : x]', []],
  ['a loop over nothing', '[for x in null : x]', []],
  ['a part of both branches', '(var.flag ? { a = 1 } : { a = 2 }).a', { choice: [1, 2] }],
  ['a part of no map', '"text".part', 'text'],
  ['a part of a list that is not there', 'local.l[9]', `\${?local.l[]}`],
  ['splat of one value', '"a"[*]', ['a']],
  ['splat of nothing', 'null[*]', []],
  ['splat with an index', '[["a"], ["b"]][*][0]', ['a', 'b']],
  ['splat of a module', 'module.m[*].out', [`\${?module.m.out}`]],
  ['a module alone', 'module.m', `\${?module.m}`],
  ['several resources', 'keys(aws_dynamodb_table.each)', ['eu', 'us']],
  ['a comparison of numbers', '[2 <= 2, 3 - 1 > 2, 4 / 2 == 2]', [true, false, true]],
  ['what is divided by nothing', '1 / 0', `\${?condition}`],
  ['a comparison with null', '[var.bare == null, local.name != null]', [`\${?condition}`, true]],
  ['all of unknown', 'alltrue([true, var.bare])', `\${?alltrue()}`],
  ['any of unknown', '[anytrue([false, var.bare]), anytrue([false])]', [`\${?anytrue()}`, false]],
  ['what can be', '[can(local.name), can(null), can(var.bare)]', [true, false, `\${?can()}`]],
  ['length of a map', 'length(local.m)', 2],
  ['values in a text', `"x \${jsonencode({ a = [true, null] })}"`, 'x {"a":[true,null]}'],
  ['a choice as JSON', `"\${jsonencode(var.flag ? null : "b")}!"`, { choice: ['null!', '"b"!'] }],
  ['JSON that is broken', 'jsondecode("{")', `\${?jsondecode()}`],
  ['a format without its values', 'format("%s-%s", "a")', `a-\${?format}`],
  ['names of nothing', 'formatlist("a-%s", [])', []],
  ['part of something unknown', 'substr(var.bare, 0, 2)', `\${?substr()}`],
  ['a text without its end', 'trimsuffix("a", "")', 'a'],
  [
    'a directive in a text',
    `"%{ for k, v in local.m }\${k}\${v}%{ endfor }%{ if var.bare == "x" }!%{ endif }"`,
    'axby!',
  ],
  ['elements of a set', 'toset(["b", "a", "b"])', ['b', 'a']],
])('%s', (_name, expression, expected) => {
  expect(evaluated(expression)).toEqual(expected);
});
