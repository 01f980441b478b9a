import { expect, test } from 'vitest';
import { tableArn } from '../arns.ts';
import { described } from '../describe.fixture.ts';

const key = 'KeySchema: [{ AttributeName: id, KeyType: HASH }]';

test('templates import from each other, whatever the order', async () => {
  const using = `
Parameters: { Database: { Type: String } }
Resources:
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      PolicyDocument:
        Statement:
          - { Effect: Allow, Action: 'dynamodb:Query', Resource: !ImportValue orders-arn }
          - { Effect: Allow, Action: 'dynamodb:Query', Resource: !ImportValue { 'Fn::Sub': '\${Database}-sessions' } }
          - { Effect: Allow, Action: 'dynamodb:Query', Resource: !ImportValue round }
`;
  const giving = `
Resources:
  Orders: { Type: AWS::DynamoDB::Table, Properties: { ${key} } }
Outputs:
  Arn: { Value: !GetAtt Orders.Arn, Export: { Name: orders-arn } }
  Sessions: { Value: sessions, Export: { Name: !Sub '\${AWS::StackName}-sessions' } }
  Round: { Value: !ImportValue trip, Export: { Name: round } }
  Trip: { Value: !ImportValue round, Export: { Name: trip } }
`;
  expect(await described({ 'using.yaml': using, 'giving.yaml': giving })).toEqual([
    `table Orders = \${?Orders} (id) @giving.yaml:3:3`,
    'identity policy p of [] @using.yaml:4:3',
    '  Allow dynamodb:Query @using.yaml:10:13',
    `    on ${tableArn(`\${?Orders}`)}`,
    '  Allow dynamodb:Query @using.yaml:11:13',
    '    on sessions',
    '  Allow dynamodb:Query @using.yaml:12:13',
    `    on \${?round}`,
    `warning using.yaml:12: The resource \${?round} of a statement is not known.`,
  ]);
});

test('what is only known when it is deployed counts as on, with a warning', async () => {
  const text = `
Parameters: { Recovery: { Type: String }, Key: { Type: String, Default: alias/aws/dynamodb } }
Conditions: { IsProd: !Equals [!Ref Recovery, 'true'] }
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      ${key}
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !Ref Recovery }
      DeletionProtectionEnabled: !If [IsProd, true, false]
      SSESpecification: { SSEEnabled: true, KMSMasterKeyId: !Ref Key }
      TimeToLiveSpecification: !If [IsProd, { Enabled: true }, !Ref AWS::NoValue]
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    `table Orders = \${?Orders} (id) +recovery +protection +ttl @a.yaml:5:3`,
    'warning a.yaml:9: Whether point-in-time recovery of Orders is on is only known when it is deployed.',
  ]);
});

test('settings of a global table are those of all its replicas', async () => {
  const replica = (more: string) =>
    `{ Region: x, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }${more} }`;
  const table = (second: string) => `
    Type: AWS::DynamoDB::GlobalTable
    Properties:
      ${key}
      Replicas:
        - ${replica(', DeletionProtectionEnabled: true, SSESpecification: { KMSMasterKeyId: key }')}
        - ${replica(second)}`;
  const text = `
Resources:
  One: ${table(', DeletionProtectionEnabled: false')}
  Two: ${table(', DeletionProtectionEnabled: true, SSESpecification: { KMSMasterKeyId: other }')}
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    `table One = \${?One} (id) +recovery @a.yaml:3:3`,
    `table Two = \${?Two} (id) +recovery +key +protection @a.yaml:10:3`,
  ]);
});

test('keys that are missing, unknown or have several attributes', async () => {
  const text = `
Parameters: { Sort: { Type: String } }
Resources:
  None: { Type: AWS::DynamoDB::Table }
  Unknown:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: id, KeyType: HASH }, { AttributeName: !Ref Sort, KeyType: RANGE }]
      GlobalSecondaryIndexes:
        - { IndexName: broken }
        - IndexName: several
          KeySchema: [{ AttributeName: a, KeyType: HASH }, { AttributeName: b, KeyType: HASH }]
      LocalSecondaryIndexes:
        - { IndexName: local, KeySchema: [{ AttributeName: id, KeyType: HASH }, { AttributeName: at, KeyType: RANGE }] }
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    `table None = \${?None} () @a.yaml:4:3`,
    `table Unknown = \${?Unknown} (id,\${?Sort}) several(a) local(id,at) @a.yaml:5:3`,
    'warning a.yaml:4: The key of the table None is not known.',
    'warning a.yaml:10: The key of the index broken is not known.',
    'warning a.yaml:11: The key of the index several has several partition attributes, of which only a is looked at.',
  ]);
});

test('loops are unfolded', async () => {
  const text = `
Transform: AWS::LanguageExtensions
Resources:
  'Fn::ForEach::Tables':
    - Name
    - [orders, user-data]
    - 'Table&{Name}':
        Type: AWS::DynamoDB::Table
        Properties: { TableName: !Sub 'shop-\${Name}', ${key} }
        Metadata: { is: !Ref Name }
  'Fn::ForEach::More':
    - Which
    - !Ref Names
    - 'More\${Which}': { Type: AWS::DynamoDB::Table, Properties: { TableName: !Ref Which, ${key} } }
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    'table Tableorders = shop-orders (id) @a.yaml:7:7',
    'table Tableuserdata = shop-user-data (id) @a.yaml:7:7',
    `table More\${Which} = \${?Which} (id) @a.yaml:14:7`,
  ]);
});

test('policies of roles, users and groups, and those that come from outside', async () => {
  const statement = (action: string) => `{ Statement: [{ Effect: Allow, Action: '${action}', Resource: '*' }] }`;
  const text = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: api
      ManagedPolicyArns: [!Ref Managed, 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess', 'arn:aws:iam::1:policy/own']
      Policies:
        - { PolicyName: !Sub '\${AWS::StackName}', PolicyDocument: ${statement('a')} }
  Managed: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: ${statement('b')}, Roles: [api, other] } }
  Direct: { Type: AWS::IAM::RolePolicy, Properties: { RoleName: !Ref Role, PolicyName: direct, PolicyDocument: ${statement('c')} } }
  User: { Type: AWS::IAM::User, Properties: { Policies: [{ PolicyName: user, PolicyDocument: ${statement('d')} }] } }
  OfUser: { Type: AWS::IAM::UserPolicy, Properties: { UserName: u, PolicyName: of-user, PolicyDocument: ${statement('e')} } }
  Empty: { Type: AWS::IAM::Policy, Properties: { PolicyName: empty } }
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    'role Role = api [AmazonDynamoDBFullAccess,arn:aws:iam::1:policy/own] @a.yaml:3:3',
    'identity policy Role/Policies/0 of [Role] @a.yaml:9:11',
    '  Allow a @a.yaml:9:81',
    '    on *',
    'identity policy Managed of [Role] @a.yaml:10:3',
    '  Allow b @a.yaml:10:89',
    '    on *',
    'identity policy direct of [Role] @a.yaml:11:3',
    '  Allow c @a.yaml:11:126',
    '    on *',
    'identity policy user of [] @a.yaml:12:58',
    '  Allow d @a.yaml:12:108',
    '    on *',
    'identity policy of-user of [] @a.yaml:13:3',
    '  Allow e @a.yaml:13:119',
    '    on *',
    'identity policy empty of [] @a.yaml:14:3',
    'warning a.yaml:14: The policy Empty has no document.',
  ]);
});

test('functions: images, inline code, archives and roles from elsewhere', async () => {
  const text = `
Resources:
  Image: { Type: AWS::Lambda::Function, Properties: { PackageType: Image, Code: { ImageUri: x } } }
  Inline: { Type: AWS::Lambda::Function, Properties: { Handler: index.handler, Code: { ZipFile: 'x' } } }
  Archive: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: build/code.zip } }
  Above: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: ../src } }
  Foreign: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Role: 'arn:aws:iam::1:role/x' } }
`;
  expect(await described({ 'infra/a.yaml': text })).toEqual([
    'function Image = (image) as ? {} @infra/a.yaml:3:3',
    'function Inline = index.handler as ? {} @infra/a.yaml:4:3',
    'function Archive = a.b as ? {} @infra/a.yaml:5:3',
    'function Above = src/a.b as ? {} @infra/a.yaml:6:3',
    'function Foreign = a.b as ? {} @infra/a.yaml:7:3',
    'warning infra/a.yaml:7: The role arn:aws:iam::1:role/x of the function Foreign is not part of the templates.',
  ]);
});

test('resource policies of a table and its stream', async () => {
  const policy = (action: string) =>
    `{ PolicyDocument: { Statement: { Effect: Allow, Principal: '*', Action: '${action}', Resource: '*' } } }`;
  const text = `
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      ${key}
      ResourcePolicy: ${policy('dynamodb:GetItem')}
      StreamSpecification:
        StreamViewType: KEYS_ONLY
        ResourcePolicy: ${policy('dynamodb:GetRecords')}
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    `table Orders = \${?Orders} (id) stream=KEYS_ONLY @a.yaml:3:3`,
    'resource policy Orders/ResourcePolicy of [Orders] @a.yaml:7:41',
    '  Allow dynamodb:GetItem @a.yaml:7:54',
    '    on *',
    '    for *',
    'resource policy Orders/ResourcePolicy of [Orders] @a.yaml:10:43',
    '  Allow dynamodb:GetRecords @a.yaml:10:56',
    '    on *',
    '    for *',
  ]);
});

test('two templates with the same ids stay apart', async () => {
  const text = (name: string) => `
Resources:
  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: ${name}, ${key} } }
  Function:
    Type: AWS::Lambda::Function
    Properties: { Handler: a.b, Environment: { Variables: { OWN: !GetAtt Orders.Arn, OTHER: two, STREAM: !GetAtt Orders.StreamArn } } }
`;
  expect(await described({ 'one.yaml': text('one'), 'two.yaml': text('two') })).toEqual([
    'table Orders = one (id) @one.yaml:3:3',
    'table Orders@two.yaml = two (id) @two.yaml:3:3',
    `function Function = a.b as ? {OWN: table Orders, OTHER: table Orders@two.yaml, STREAM: ${tableArn('one')}/stream/\${?StreamLabel}} @one.yaml:4:3`,
    `function Function@two.yaml = a.b as ? {OWN: table Orders@two.yaml, OTHER: table Orders@two.yaml, STREAM: ${tableArn('two')}/stream/\${?StreamLabel}} @two.yaml:4:3`,
  ]);
});
