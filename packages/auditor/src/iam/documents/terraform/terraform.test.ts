import { expect, test } from 'vitest';
import { tableArn } from '../arns.ts';
import { described } from '../describe.fixture.ts';

const allow = (action: string, resource = '"*"') =>
  `jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = ${resource} }] })`;

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

test('policies: attachments, inline blocks, and documents that take in others', async () => {
  const main = `
resource "aws_iam_role" "role" {
  name_prefix         = "api-"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess", aws_iam_policy.three.arn]
  inline_policy {
    policy = ${allow('one')}
  }
}
resource "aws_iam_policy" "two" {
  name_prefix = "two-"
  policy      = ${allow('two')}
}
resource "aws_iam_policy" "three" {
  name   = "three"
  policy = data.aws_iam_policy_document.both.json
}
resource "aws_iam_policy_attachment" "two" {
  name       = "two"
  roles      = [aws_iam_role.role.name, "outside"]
  policy_arn = aws_iam_policy.two.arn
}
resource "aws_iam_user_policy" "four" {
  user   = "u"
  policy = ${allow('four')}
}
data "aws_iam_policy_document" "base" {
  statement {
    effect      = "Deny"
    not_actions = ["dynamodb:*"]
    not_resources = ["a"]
    not_principals {
      type        = "AWS"
      identifiers = ["1", "2"]
    }
  }
}
data "aws_iam_policy_document" "both" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  dynamic "statement" {
    for_each = ["GetItem", "Query"]
    iterator = each_action
    content {
      sid       = each_action.key == 0 ? "first" : null
      actions   = ["dynamodb:\${each_action.value}"]
      resources = ["*"]
    }
  }
}
`;
  expect(await described({ 'main.tf': main })).toEqual([
    `role aws_iam_role.role = \${?aws_iam_role.role} [AmazonDynamoDBFullAccess] @main.tf:2:1`,
    'identity policy aws_iam_role.role/inline_policy/0 of [aws_iam_role.role] @main.tf:5:3',
    '  Allow one @main.tf:6:40',
    '    on *',
    'identity policy aws_iam_policy.two of [aws_iam_role.role] @main.tf:9:1',
    '  Allow two @main.tf:11:43',
    '    on *',
    'identity policy three of [aws_iam_role.role] @main.tf:13:1',
    '  Allow dynamodb:GetItem @main.tf:42:5',
    '    on *',
    '  Allow dynamodb:Query @main.tf:42:5',
    '    on *',
    '  Deny all but dynamodb:* @main.tf:27:3',
    '    on all but a',
    '    for Not:AWS:1',
    '    for Not:AWS:2',
    'identity policy aws_iam_user_policy.four of [] @main.tf:22:1',
    '  Allow four @main.tf:24:38',
    '    on *',
  ]);
});

test('tables: local indexes, counts, what is unknown, and keys by blocks', async () => {
  const main = `
resource "aws_dynamodb_table" "plain" {
  count     = var.create ? 1 : 0
  name      = "plain"
  hash_key  = "id"
  range_key = "at"
  local_secondary_index {
    name      = "local"
    range_key = "total"
  }
  global_secondary_index {
    name = "several"
    key_schema {
      attribute_name = "a"
      key_type       = "HASH"
    }
    key_schema {
      attribute_name = "b"
      key_type       = "HASH"
    }
    key_schema {
      attribute_name = "c"
      key_type       = "RANGE"
    }
  }
  global_secondary_index {
    name = "broken"
  }
  point_in_time_recovery {
    enabled = var.recovery
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = "arn:aws:kms:x:1:alias/aws/dynamodb"
  }
  deletion_protection_enabled = var.create ? true : false
}
resource "aws_dynamodb_table" "none" {
  count    = 0
  name     = "none"
  hash_key = "id"
}
resource "aws_dynamodb_table" "keyless" {
  name = "keyless"
}
variable "create" { default = true }
variable "recovery" {}
`;
  expect(await described({ 'main.tf': main })).toEqual([
    'table aws_dynamodb_table.plain[0] = plain (id,at) several(a,c) local(id,total) +recovery +protection @main.tf:2:1',
    'table aws_dynamodb_table.keyless = keyless () @main.tf:43:1',
    'warning main.tf:11: A key has several partition attributes, of which only a is looked at.',
    'warning main.tf:26: An index of aws_dynamodb_table.plain[0] is not known.',
    'warning main.tf:30: Whether point-in-time recovery of aws_dynamodb_table.plain[0] is on is only known when it is deployed.',
    'warning main.tf:43: The key of the table aws_dynamodb_table.keyless is not known.',
  ]);
});

test('functions and their routes', async () => {
  const main = `
resource "aws_lambda_function" "zip" {
  function_name = "zip"
  handler       = "index.handler"
  filename      = "\${path.module}/build.zip"
  role          = "arn:aws:iam::1:role/outside"
}
resource "aws_lambda_function" "file" {
  handler  = "orders.handler"
  filename = data.archive_file.file.output_path
}
resource "aws_lambda_function" "image" {
  function_name = "image"
  package_type  = "Image"
  handler       = "ignored"
}
data "archive_file" "file" {
  source_file = "\${path.module}/../src/orders.py"
  output_path = "x.zip"
}
resource "aws_lambda_function_url" "zip" {
  function_name      = aws_lambda_function.zip.function_name
  authorization_type = "AWS_IAM"
}
resource "aws_lambda_alias" "live" {
  function_name = aws_lambda_function.image.arn
  name          = "live"
}
resource "aws_apigatewayv2_api" "quick" {
  protocol_type = "HTTP"
  target        = aws_lambda_function.file.arn
}
resource "aws_apigatewayv2_api" "socket" {
  protocol_type = "WEBSOCKET"
}
resource "aws_apigatewayv2_integration" "socket" {
  api_id          = aws_apigatewayv2_api.socket.id
  integration_uri = aws_lambda_function.zip.invoke_arn
}
resource "aws_apigatewayv2_route" "socket" {
  api_id    = aws_apigatewayv2_api.socket.id
  route_key = "$default"
  target    = "integrations/\${aws_apigatewayv2_integration.socket.id}"
}
resource "aws_api_gateway_rest_api" "spec" {
  body = jsonencode({
    paths = {
      "/items" = { get = { security = [{ users = [] }], "x-amazon-apigateway-integration" = { uri = aws_lambda_alias.live.invoke_arn } } }
    }
  })
}
`;
  expect(await described({ 'infra/main.tf': main })).toEqual([
    'function aws_lambda_function.zip = index.handler as ? {} @infra/main.tf:2:1',
    '  ANY /{proxy+} by AWS_IAM @infra/main.tf:21:1',
    'function aws_lambda_function.file = src/orders.handler as ? {} @infra/main.tf:8:1',
    '  ANY /{proxy+} @infra/main.tf:29:1',
    'function aws_lambda_function.image = (image) as ? {} @infra/main.tf:12:1',
    '  GET /items by users @infra/main.tf:48:20',
    'warning infra/main.tf:2: The role arn:aws:iam::1:role/outside of the function aws_lambda_function.zip is not part of the templates.',
  ]);
});

test('Terraform as JSON: dynamic blocks and texts that are no templates', async () => {
  const main = {
    resource: {
      aws_dynamodb_table: {
        t: {
          name: `t-\${`,
          hash_key: 'id',
          dynamic: {
            global_secondary_index: [
              {
                for_each: [{ index: 'one' }, { index: 'two' }],
                content: { name: `\${global_secondary_index.value.index}`, hash_key: 'h' },
              },
            ],
          },
        },
      },
    },
    locals: { unused: [1, true, null] },
  };
  expect(await described({ 'main.tf.json': JSON.stringify(main) })).toEqual([
    `table aws_dynamodb_table.t = t-\${ (id) one(h) two(h) @main.tf.json:1:36`,
  ]);
});

test('REST APIs of Terraform: who may call, and documents as texts', async () => {
  const main = `
resource "aws_lambda_function" "fn" {
  function_name = "fn"
}
resource "aws_api_gateway_rest_api" "api" {
  body = <<EOT
{ "paths": { "/spec": { "get": { "x-amazon-apigateway-integration": { "uri": "\${aws_lambda_function.fn.arn}" } } } } }
EOT
}
resource "aws_api_gateway_method" "iam" {
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "AWS_IAM"
}
resource "aws_api_gateway_integration" "iam" {
  resource_id = aws_api_gateway_rest_api.api.root_resource_id
  http_method = "GET"
  uri         = aws_lambda_function.fn.invoke_arn
}
resource "aws_api_gateway_method" "custom" {
  resource_id   = var.outside
  http_method   = "ANY"
  authorization = "CUSTOM"
  authorizer_id = aws_api_gateway_authorizer.unnamed.id
}
resource "aws_api_gateway_integration" "custom" {
  resource_id = aws_api_gateway_method.custom.resource_id
  http_method = aws_api_gateway_method.custom.http_method
  uri         = aws_lambda_function.fn.invoke_arn
}
resource "aws_api_gateway_authorizer" "unnamed" {}
resource "aws_api_gateway_integration" "alone" {
  resource_id = var.other
  http_method = "POST"
  uri         = aws_lambda_function.fn.invoke_arn
}
resource "aws_api_gateway_integration" "mock" {
  resource_id = var.other
  http_method = "PUT"
  type        = "MOCK"
}
`;
  expect((await described({ 'main.tf': main })).slice(1)).toEqual([
    '  GET /spec @main.tf:6:10',
    '  GET / by AWS_IAM @main.tf:10:1',
    `  ANY /\${?var.outside} by aws_api_gateway_authorizer.unnamed @main.tf:20:1`,
    `  POST /\${?var.other} @main.tf:32:1`,
  ]);
});

test('more resources than anybody has are not all read', async () => {
  const many = Array.from({ length: 500 }, (_, index) => `resource "x" "r${index}" {\n  count = 50\n}\n`).join('');
  expect(await described({ 'main.tf': many })).toEqual([
    'warning main.tf:1: The folder makes more resources than are read.',
  ]);
});

test('a mistake in one file leaves the others', async () => {
  expect(
    await described({
      'broken.tf':
        'resource "aws_iam_role" "one" {\n  name = \n}\nresource "aws_iam_role" "two" {\n  name = "two"\n}\n',
      'broken.tf.json': '{ "resource": { "aws_iam_role": { "three": { "name": "three" } } }',
      'good.tf': 'resource "aws_iam_role" "four" {\n  name = "four"\n}\n',
      'terraform.tfvars': 'a = \n',
    }),
  ).toEqual([
    'role aws_iam_role.two = two [] @broken.tf:4:1',
    'role aws_iam_role.three = three [] @broken.tf.json:1:35',
    'role aws_iam_role.four = four [] @good.tf:1:1',
    'warning broken.tf:2: The file is not read whole: a value is missing.',
    'warning broken.tf.json:1: The file is not read whole: a comma or } is missing.',
    'warning terraform.tfvars:1: The file is not read whole: a value is missing.',
  ]);
});
