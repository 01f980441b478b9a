import { expect, test } from 'vitest';
import { described } from '../describe.fixture.ts';

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
