import { expect, test } from 'vitest';
import { described } from '../describe.fixture.ts';

const allow = (action: string, resource = '"*"') =>
  `jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = ${resource} }] })`;

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
