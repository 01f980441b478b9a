import { expect, test } from 'vitest';
import { tableArn } from '../arns.ts';
import { described } from '../describe.fixture.ts';

test('modules: values go in, outputs come out, and calls are repeated', async () => {
  const main = `
module "each" {
  source   = "./modules/table"
  for_each = { eu = "one", us = "two" }
  name     = each.value
}
module "again" {
  source = "./modules/table"
}
module "missing" {
  source = "../elsewhere"
}
module "lambda" {
  source      = "terraform-aws-modules/lambda/aws"
  policy_json = data.aws_iam_policy_document.loose.json
}
module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}
data "aws_iam_policy_document" "loose" {
  statement {
    actions   = ["dynamodb:Query"]
    resources = [module.each["us"].arn, module.again.arn, module.missing.arn]
  }
}
data "aws_iam_policy_document" "bucket" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
`;
  const table = `
variable "name" { default = "usual" }
resource "aws_dynamodb_table" "this" {
  name     = "t-\${var.name}"
  hash_key = "id"
}
output "arn" { value = aws_dynamodb_table.this.arn }
`;
  expect(await described({ 'infra/main.tf': main, 'infra/modules/table/table.tf': table })).toEqual([
    'table module.each["eu"].aws_dynamodb_table.this = t-one (id) @infra/modules/table/table.tf:3:1',
    'table module.each["us"].aws_dynamodb_table.this = t-two (id) @infra/modules/table/table.tf:3:1',
    'table module.again.aws_dynamodb_table.this = t-usual (id) @infra/modules/table/table.tf:3:1',
    'identity policy data.aws_iam_policy_document.loose of [] @infra/main.tf:20:1',
    '  Allow dynamodb:Query @infra/main.tf:21:3',
    `    on ${tableArn('t-two')}`,
    `    on ${tableArn('t-usual')}`,
    `    on \${?module.missing.arn}`,
    'warning infra/main.tf:13: The module lambda is of terraform-aws-modules/lambda/aws and is not read.',
    `warning infra/main.tf:21: The resource \${?module.missing.arn} of a statement is not known.`,
  ]);
});

test('modules that call each other in circles', async () => {
  const one = `module "two" {\n  source = "../two"\n}\n`;
  const two = `module "one" {\n  source = "../one"\n}\nresource "aws_iam_role" "role" {\n  name = "r"\n}\n`;
  const lines = await described({ 'one/main.tf': one, 'two/main.tf': two });
  expect(lines[0]).toBe('role module.two.aws_iam_role.role = r [] @two/main.tf:4:1');
  expect(lines.every((line) => line.endsWith('= r [] @two/main.tf:4:1'))).toBe(true);
});

test('files of values that Terraform loads by itself', async () => {
  const main =
    'variable "name" { default = "usual" }\nresource "aws_dynamodb_table" "t" {\n  name     = var.name\n  hash_key = "id"\n}\n';
  expect(
    await described({
      'a/main.tf': main,
      'a/terraform.tfvars': 'name = "given"\n',
      'b/main.tf': main,
      'b/prod.tfvars': '',
    }),
  ).toEqual([
    'table aws_dynamodb_table.t = given (id) @a/main.tf:2:1',
    'table aws_dynamodb_table.t@b = usual (id) @b/main.tf:2:1',
  ]);
});

test('policies in files and templates, which say nothing by themselves then', async () => {
  const main = `
resource "aws_iam_role" "role" {
  name               = "r"
  assume_role_policy = file("\${path.module}/trust.json")
}
resource "aws_iam_role_policy" "rows" {
  role = aws_iam_role.role.id
  policy = templatefile("policies/rows.json", {
    table   = "orders"
    actions = ["GetItem", "Query"]
  })
}
data "template_file" "old" {
  template = file("\${path.module}/old.tpl")
  vars     = { table = "orders" }
}
resource "aws_iam_role_policy" "old" {
  role   = aws_iam_role.role.id
  policy = data.template_file.old.rendered
}
resource "aws_iam_role_policy" "gone" {
  role   = aws_iam_role.role.id
  policy = file("policies/gone.json")
}
`;
  const rows = `{
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
%{ for i, action in actions ~}
        %{ if i > 0 },%{ endif }"dynamodb:\${action}"
%{ endfor ~}
      ],
      "Resource": "arn:aws:dynamodb:*:*:table/\${table}"
    },
    { "Effect": "Deny", "Action": "dynamodb:Scan", "Resource": "$\${aws:username}" }
  ]
}
`;
  const trust = '{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "1"}}}';
  expect(
    await described({
      'infra/main.tf': main,
      'infra/trust.json': trust,
      'infra/policies/rows.json': rows,
      'infra/old.tpl': `{"Statement":\n  {"Effect": "Allow", "Action": "dynamodb:Scan", "Resource": "\${table}"}}`,
      'infra/unused.tpl': `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "\${x}"}}`,
    }),
  ).toEqual([
    'role aws_iam_role.role = r [] @infra/main.tf:2:1',
    'trust policy aws_iam_role.role/assume_role_policy of [aws_iam_role.role] @infra/main.tf:2:1',
    '  Allow sts:AssumeRole @infra/trust.json:1:15',
    '    for AWS:1',
    'identity policy aws_iam_role_policy.rows of [aws_iam_role.role] @infra/main.tf:6:1',
    '  Allow dynamodb:GetItem,dynamodb:Query @infra/policies/rows.json:3:5',
    '    on arn:aws:dynamodb:*:*:table/orders',
    '  Deny dynamodb:Scan @infra/policies/rows.json:12:5',
    `    on \${aws:username}`,
    'identity policy aws_iam_role_policy.old of [aws_iam_role.role] @infra/main.tf:17:1',
    '  Allow dynamodb:Scan @infra/old.tpl:2:3',
    '    on orders',
    'identity policy aws_iam_role_policy.gone of [aws_iam_role.role] @infra/main.tf:21:1',
    `warning infra/main.tf:23: The policy document \${?file()} is not known.`,
  ]);
});
