import { expect, test } from 'vitest';
import { described } from '../describe.fixture.ts';

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
