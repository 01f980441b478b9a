import { describe, expect, test } from 'vitest';
import { fixture } from './describe.fixture.ts';
import { isInfrastructureFile } from './recognise.ts';

describe('files that say something', () => {
  test.each([
    'cloudformation/template.yaml',
    'cdk.out/OrdersStack.template.json',
    'sam/template.yaml',
    'serverless/serverless.yml',
    'serverless/resources/tables.yml',
    'terraform/main.tf',
    'terraform-json/cdk.tf.json',
    'policies/orders.json',
    'policies/all.json',
  ])('%s', (path) => {
    expect(isInfrastructureFile(path, fixture(path).slice(0, 4000))).toBe(true);
  });

  test.each([
    ['prod.auto.tfvars', ''],
    ['infra/terraform.tfvars', ''],
    ['serverless-prod.yml', 'custom:\n  long: yes\n'],
    ['functions.yml', 'one:\n  handler: src/one.handler\n'],
    ['statements.yml', '- Effect: Allow\n  Action: x\n'],
    ['policy.tpl', '{"Statement": [{"Effect": "Allow"}]}'],
    ['a.template', 'Resources:\n  T: { Type: AWS::SNS::Topic }\n'],
  ])('%s', (path, text) => {
    expect(isInfrastructureFile(path, text)).toBe(true);
  });
});

describe('files that say nothing', () => {
  test.each([
    ['package.json', '{ "name": "x", "keywords": ["AWS::Lambda::Function"] }'],
    ['src/orders.py', 'AWS::DynamoDB::Table'],
    ['README.md', 'AWS::DynamoDB::Table'],
    ['openapi.yaml', 'openapi: 3.1.0\npaths: {}\n'],
    ['docker-compose.yml', 'services:\n  db:\n    image: postgres\n'],
    ['.github/workflows/ci.yml', 'on: push\njobs: {}\n'],
    ['prod.tfvars', 'name = "x"'],
    ['data.json', '[1, 2, 3]'],
  ])('%s', (path, text) => {
    expect(isInfrastructureFile(path, text)).toBe(false);
  });
});
