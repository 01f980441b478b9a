import { expect, test } from 'vitest';
import { tableArn } from '../arns.ts';
import { described } from '../describe.fixture.ts';
import { readInfrastructure } from '../index.ts';

const orders = tableArn('orders');

/** The actions and resources that a policy template gives, without the prefix of the actions. */
async function granted(policy: string): Promise<unknown> {
  const text = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Policies: [${policy}]
`;
  const { policies } = await readInfrastructure([{ path: 'a.yaml', text }]);
  return policies.map(({ statements }) =>
    statements.map(({ actions, resources }) => [actions.map((action) => action.replace('dynamodb:', '')), resources]),
  );
}

// As SAM's own translator expands them.
test.each([
  [
    'DynamoDBReadPolicy',
    [
      [
        ['GetItem', 'Scan', 'Query', 'BatchGetItem', 'DescribeTable'],
        [orders, `${orders}/index/*`],
      ],
    ],
  ],
  [
    'DynamoDBWritePolicy',
    [
      [
        ['PutItem', 'UpdateItem', 'BatchWriteItem'],
        [orders, `${orders}/index/*`],
      ],
    ],
  ],
  [
    'DynamoDBCrudPolicy',
    [
      [
        [
          'GetItem',
          'DeleteItem',
          'PutItem',
          'Scan',
          'Query',
          'UpdateItem',
          'BatchWriteItem',
          'BatchGetItem',
          'DescribeTable',
          'ConditionCheckItem',
        ],
        [orders, `${orders}/index/*`],
      ],
    ],
  ],
  ['DynamoDBReconfigurePolicy', [[['UpdateTable'], [orders]]]],
  [
    'DynamoDBBackupFullAccessPolicy',
    [
      [['CreateBackup', 'DescribeContinuousBackups'], [orders]],
      [['DeleteBackup', 'DescribeBackup', 'ListBackups'], [`${orders}/backup/*`]],
    ],
  ],
  [
    'DynamoDBRestoreFromBackupPolicy',
    [
      [['RestoreTableFromBackup'], [`${orders}/backup/*`]],
      [['PutItem', 'UpdateItem', 'DeleteItem', 'GetItem', 'Query', 'Scan', 'BatchWriteItem'], [orders]],
    ],
  ],
  [
    'DynamoDBStreamReadPolicy',
    [
      [['DescribeStream', 'GetRecords', 'GetShardIterator'], [`${orders}/stream/s`]],
      [['ListStreams'], [`${orders}/stream/*`]],
    ],
  ],
])('%s', async (name, expected) => {
  expect(await granted(`{ ${name}: { TableName: orders, StreamName: s } }`)).toEqual([expected]);
});

test('templates that grant nothing on tables are left out', async () => {
  expect(await granted('{ S3ReadPolicy: { BucketName: b } }, { VPCAccessPolicy: {} }')).toEqual([]);
});

test('policies: names, references, documents, and both branches of a condition', async () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      CodeUri: s3://bucket/key
      Policies:
        - AmazonDynamoDBReadOnlyAccess
        - !Sub 'arn:\${AWS::Partition}:iam::aws:policy/CloudWatchFullAccess'
        - !If [IsProd, { DynamoDBReadPolicy: { TableName: orders } }, !Ref AWS::NoValue]
        - Statement: { Effect: Allow, Action: dynamodb:PutItem, Resource: '*' }
  Chosen:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      InlineCode: x
      Policies: !If [IsProd, [ReadOnlyAccess, { DynamoDBReconfigurePolicy: { TableName: orders } }], [PowerUserAccess]]
  Given:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.b, Role: !GetAtt FnRole.Arn, Policies: [AdministratorAccess], InlineCode: x }
  Image:
    Type: AWS::Serverless::Function
    Properties: { ImageUri: x, Handler: ignored, Policies: AdministratorAccess, AssumeRolePolicyDocument: { Statement: { Effect: Allow, Action: sts:AssumeRole, Principal: '*' } } }
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties: { Policies: [{ DynamoDBWritePolicy: { TableName: orders } }] }
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    'function Fn = a.b as FnRole {} @a.yaml:4:3',
    'function Chosen = a.b as ChosenRole {} @a.yaml:14:3',
    'function Given = a.b as FnRole {} @a.yaml:20:3',
    'function Image = (image) as ImageRole {} @a.yaml:23:3',
    `role FnRole = \${?FnRole} [AmazonDynamoDBReadOnlyAccess,CloudWatchFullAccess] @a.yaml:4:3`,
    `role ChosenRole = \${?ChosenRole} [ReadOnlyAccess,PowerUserAccess] @a.yaml:14:3`,
    `role ImageRole = \${?ImageRole} [AdministratorAccess] @a.yaml:23:3`,
    `role MachineRole = \${?MachineRole} [] @a.yaml:26:3`,
    'identity policy FnRolePolicy2 of [FnRole] @a.yaml:12:24',
    '  Allow dynamodb:GetItem,dynamodb:Scan,dynamodb:Query,dynamodb:BatchGetItem,dynamodb:DescribeTable @a.yaml:12:24',
    `    on ${orders}`,
    `    on ${orders}/index/*`,
    'identity policy FnRolePolicy3 of [FnRole] @a.yaml:13:11',
    '  Allow dynamodb:PutItem @a.yaml:13:22',
    '    on *',
    'identity policy ChosenRolePolicy0 of [ChosenRole] @a.yaml:19:47',
    '  Allow dynamodb:UpdateTable @a.yaml:19:47',
    `    on ${orders}`,
    'trust policy ImageRole/AssumeRolePolicyDocument of [ImageRole] @a.yaml:25:107',
    '  Allow sts:AssumeRole @a.yaml:25:120',
    '    for *',
    'identity policy MachineRolePolicy0 of [MachineRole] @a.yaml:28:30',
    '  Allow dynamodb:PutItem,dynamodb:UpdateItem,dynamodb:BatchWriteItem @a.yaml:28:30',
    `    on ${orders}`,
    `    on ${orders}/index/*`,
  ]);
});

test('connectors, within a function and by themselves', async () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::Serverless::SimpleTable, Properties: { TableName: orders } }
  Queue: { Type: AWS::SQS::Queue }
  Fn:
    Type: AWS::Serverless::Function
    Connectors:
      One: { Properties: { Destination: { Id: Orders }, Permissions: [Write] } }
      Other: { Properties: { Destination: [{ Id: Queue }, { Id: Orders }], Permissions: [Read, Write] } }
    Properties: { Handler: a.b }
  Standing:
    Type: AWS::Serverless::Connector
    Properties:
      Source: { Type: AWS::Lambda::Function, RoleName: elsewhere }
      Destination: { Type: AWS::DynamoDB::Table, Arn: 'arn:aws:dynamodb:x:1:table/t' }
      Permissions: [Read]
`;
  const reads = 'GetItem,Query,Scan,BatchGetItem,ConditionCheckItem,PartiQLSelect'.replace(/(^|,)/g, '$1dynamodb:');
  const writes = 'PutItem,UpdateItem,DeleteItem,BatchWriteItem,PartiQLDelete,PartiQLInsert,PartiQLUpdate'.replace(
    /(^|,)/g,
    '$1dynamodb:',
  );
  expect((await described({ 'a.yaml': text })).filter((line) => !/^(?:table|role|function) /.test(line))).toEqual([
    'identity policy FnOnePolicy of [FnRole] @a.yaml:9:7',
    `  Allow ${writes} @a.yaml:9:7`,
    `    on ${orders}`,
    `    on ${orders}/index/*`,
    'identity policy FnOtherPolicyDestination1 of [FnRole] @a.yaml:10:7',
    `  Allow ${reads} @a.yaml:10:7`,
    `    on ${orders}`,
    `    on ${orders}/index/*`,
    `  Allow ${writes} @a.yaml:10:7`,
    `    on ${orders}`,
    `    on ${orders}/index/*`,
    'identity policy StandingPolicy of [] @a.yaml:12:3',
    `  Allow ${reads} @a.yaml:12:3`,
    '    on arn:aws:dynamodb:x:1:table/t',
    '    on arn:aws:dynamodb:x:1:table/t/index/*',
  ]);
});

test('routes: defaults of the settings for all, of an API, and of its own', async () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Globals:
  HttpApi: { Auth: { DefaultAuthorizer: Jwt } }
Resources:
  Own: { Type: AWS::Serverless::Api, Properties: { Auth: { DefaultAuthorizer: AWS_IAM } } }
  OwnHttp: { Type: AWS::Serverless::HttpApi }
  Written:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        paths:
          /spec: { get: { x-amazon-apigateway-integration: { uri: !GetAtt Fn.Arn } } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      FunctionUrlConfig: { AuthType: NONE }
      Events:
        A: { Type: Api, Properties: { Path: /a, Method: get } }
        B: { Type: Api, Properties: { Path: /b, Method: ANY, RestApiId: !Ref Own } }
        C: { Type: HttpApi, Properties: { Path: /c, Method: post } }
        D: { Type: HttpApi, Properties: { Path: /d, Method: '*', ApiId: !Ref OwnHttp, Auth: { Authorizer: NONE } } }
        E: { Type: HttpApi, Properties: { ApiId: !Ref OwnHttp } }
        F: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
        G: { Type: Api, Properties: { Method: get } }
`;
  expect((await described({ 'a.yaml': text })).filter((line) => line.startsWith('  '))).toEqual([
    '  GET /spec @a.yaml:13:20',
    '  GET /a @a.yaml:20:9',
    '  ANY /b by AWS_IAM @a.yaml:21:9',
    '  POST /c by Jwt @a.yaml:22:9',
    '  ANY /d @a.yaml:23:9',
    '  ANY /{proxy+} by Jwt @a.yaml:24:9',
    '  ANY /{proxy+} @a.yaml:18:26',
  ]);
});
