import { expect, test } from 'vitest';
import { described } from '../describe.fixture.ts';

const fn = '  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }';
const uri = `'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations'`;

async function routesOf(resources: string): Promise<string[]> {
  const lines = await described({ 'a.yaml': `Resources:\n${fn}\n${resources}` });
  return lines.filter((line) => !line.startsWith('function Fn = a.b as ? {} @a.yaml:2:3'));
}

test('a REST API: levels, authorizers and what comes from elsewhere', async () => {
  const method = (verb: string, resource: string, more: string) =>
    `{ Type: AWS::ApiGateway::Method, Properties: { HttpMethod: ${verb}, ResourceId: ${resource}, ${more} } }`;
  const integration = `Integration: { Uri: !Sub ${uri} }`;
  expect(
    await routesOf(`
  Api: { Type: AWS::ApiGateway::RestApi }
  Level: { Type: AWS::ApiGateway::Resource, Properties: { ParentId: !GetAtt Api.RootResourceId, PathPart: orders } }
  Nested: { Type: AWS::ApiGateway::Resource, Properties: { ParentId: !Ref Level, PathPart: '{id}' } }
  Foreign: { Type: AWS::ApiGateway::Resource, Properties: { ParentId: !ImportValue root, PathPart: x } }
  Round: { Type: AWS::ApiGateway::Resource, Properties: { ParentId: !Ref Round, PathPart: r } }
  Root: ${method('ANY', '!GetAtt Api.RootResourceId', integration)}
  Get: ${method('GET', '!Ref Nested', `AuthorizationType: AWS_IAM, ${integration}`)}
  Put: ${method('PUT', '!Ref Level', `AuthorizationType: CUSTOM, AuthorizerId: !Ref Auth, ${integration}`)}
  Post: ${method('POST', '!Ref Level', `AuthorizationType: CUSTOM, AuthorizerId: !Ref Elsewhere, ${integration}`)}
  Far: ${method('GET', '!Ref Foreign', integration)}
  Mock: ${method('GET', '!Ref Level', 'Integration: { Type: MOCK }')}
  Other: ${method('GET', '!Ref Level', 'Integration: { Uri: "arn:aws:apigateway:x:lambda:path/2015-03-31/functions/arn:aws:lambda:x:1:function:other/invocations" }')}
  Aws: ${method('GET', '!Ref Level', 'Integration: { Uri: "arn:aws:apigateway:x:dynamodb:action/Query" }')}
  Auth: { Type: AWS::ApiGateway::Authorizer, Properties: {} }
`),
  ).toEqual([
    '  ANY / @a.yaml:9:3',
    '  GET /orders/{id} by AWS_IAM @a.yaml:10:3',
    '  PUT /orders by Auth @a.yaml:11:3',
    `  POST /orders by \${?Elsewhere} @a.yaml:12:3`,
    `  GET /\${?root}/x @a.yaml:13:3`,
    'warning a.yaml:15: The function of GET /orders is not part of the templates.',
  ]);
});

test('an HTTP API, an API of web sockets, and the address of a function', async () => {
  expect(
    await routesOf(`
  Http: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP } }
  Socket: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: WEBSOCKET } }
  I: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Http, IntegrationUri: !Ref Live } }
  A: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Http, RouteKey: 'PATCH /a', Target: !Join [/, [integrations, !Ref I]] } }
  B: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Http, RouteKey: $default, Target: !Sub 'integrations/\${I}', AuthorizationType: AWS_IAM } }
  C: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Socket, RouteKey: $default, Target: !Sub 'integrations/\${I}' } }
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !GetAtt Fn.Arn, Name: live } }
  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Fn, AuthType: NONE } }
`),
  ).toEqual(['  PATCH /a @a.yaml:7:3', '  ANY /{proxy+} by AWS_IAM @a.yaml:8:3', '  ANY /{proxy+} @a.yaml:11:3']);
});

test('the OpenAPI document of an API', async () => {
  const call = `x-amazon-apigateway-integration: { uri: !Sub ${uri} }`;
  expect(
    await routesOf(`
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        components: { securitySchemes: { pool: { type: apiKey, x-amazon-apigateway-authtype: cognito }, key: { type: apiKey } } }
        security: [{ pool: [] }]
        paths:
          /orders:
            parameters: []
            get: { ${call} }
            post: { security: [{ key: [] }], ${call} }
            put: { security: [{ NONE: [] }], ${call} }
            options: { x-amazon-apigateway-integration: { type: mock } }
          /all/{proxy+}:
            x-amazon-apigateway-any-method: { security: [], ${call} }
`),
  ).toEqual([
    '  GET /orders by pool @a.yaml:14:13',
    '  POST /orders @a.yaml:15:13',
    '  PUT /orders @a.yaml:16:13',
    '  ANY /all/{proxy+} @a.yaml:19:13',
  ]);
});
