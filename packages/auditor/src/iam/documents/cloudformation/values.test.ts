import { expect, test } from 'vitest';
import { readInfrastructure } from '../index.ts';

const region = `\${?Region}`;
const account = `\${?Account}`;

/** Everything that the expressions of the tests refer to; the expression is the name of the table. */
function template(expression: string): string {
  return `
Parameters:
  Stage: { Type: String, Default: dev }
  Bare: { Type: String }
  Count: { Type: Number, Default: 3 }
  Zones: { Type: CommaDelimitedList, Default: 'a, b,c' }
  Stored: { Type: AWS::SSM::Parameter::Value<String>, Default: /orders/name }
Mappings:
  Names:
    dev: { table: dev-orders, list: [x, y] }
    prod: { table: prod-orders }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  IsBare: !Equals [!Ref Bare, x]
  Both: !And [!Condition IsDev, !Equals [a, a]]
  Any: !Or [!Condition IsProd, !Condition Both]
  Round: !Condition Round
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: ${expression}
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Named: { Type: AWS::DynamoDB::Table, Properties: { TableName: named, KeySchema: [{ AttributeName: id, KeyType: HASH }] } }
  Role: { Type: AWS::IAM::Role, Properties: { Path: /apps/ } }
  Function: { Type: AWS::Lambda::Function, Properties: { FunctionName: fn } }
  Managed: { Type: AWS::IAM::ManagedPolicy, Properties: { ManagedPolicyName: mine, PolicyDocument: {} } }
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Function, Name: live } }
  Bucket: { Type: AWS::S3::Bucket }
`;
}

async function nameFrom(expression: string): Promise<string | undefined> {
  const { tables } = await readInfrastructure([{ path: 'template.yaml', text: template(expression) }]);
  return tables.find(({ id }) => id === 'Table')?.name;
}

test.each([
  ['plain', 'orders', 'orders'],
  ['number', '0123', '0123'],
  ['parameter', '!Ref Stage', 'dev'],
  ['number of a parameter', '!Ref Count', '3'],
  ['parameter without a default', '!Ref Bare', `\${?Bare}`],
  ['parameter of the parameter store', '!Ref Stored', `\${?Stored}`],
  ['something that is not there', '!Ref Missing', `\${?Missing}`],
  ['long form', '{ Ref: Stage }', 'dev'],
  ['region and account', `!Sub '\${AWS::Region}-\${AWS::AccountId}'`, `${region}-${account}`],
  ['partition', `!Sub '\${AWS::Partition}.\${AWS::URLSuffix}'`, 'aws.amazonaws.com'],
  ['stack', '!Ref AWS::StackName', `\${?StackName}`],
  ['no value', '!Ref AWS::NoValue', `\${?Table}`],
  ['another table', '!Ref Named', 'named'],
  ['a table by its own name', '!Ref Table', `\${?Table}`],
  ['ARN of a table', '!GetAtt Named.Arn', `arn:aws:dynamodb:${region}:${account}:table/named`],
  ['ARN of a role', '!GetAtt [Role, Arn]', `arn:aws:iam::${account}:role/apps/\${?Role}`],
  ['ARN of a function', '{ "Fn::GetAtt": [Function, Arn] }', `arn:aws:lambda:${region}:${account}:function:fn`],
  ['ARN of a managed policy', '!Ref Managed', `arn:aws:iam::${account}:policy/mine`],
  ['ARN of an alias', '!Ref Live', `arn:aws:lambda:${region}:${account}:function:fn:live`],
  ['stream', '!GetAtt Named.StreamArn', `arn:aws:dynamodb:${region}:${account}:table/named/stream/\${?StreamLabel}`],
  ['attribute of something else', '!GetAtt Bucket.Arn', `\${?Bucket.Arn}`],
  ['Sub', `!Sub '\${Stage}-\${ Named }-\${Named.Arn}'`, `dev-named-arn:aws:dynamodb:${region}:${account}:table/named`],
  ['Sub with its own names', `!Sub ['\${A}-\${Stage}', { A: !Ref Named }]`, 'named-dev'],
  ['Sub that keeps a policy variable', `!Sub '\${!aws:username}-\${Stage}'`, `\${aws:username}-dev`],
  ['Sub with a policy variable that is not kept', `!Sub '\${aws:username}'`, `\${aws:username}`],
  ['Join', '!Join ["-", [!Ref Stage, orders, !Ref Bare]]', `dev-orders-\${?Bare}`],
  ['Join of a list parameter', '!Join ["", !Ref Zones]', 'abc'],
  ['Join of a choice', '!Join ["-", [a, !If [IsProd, p, d]]]', 'a-d'],
  ['Select', '!Select [1, [a, b]]', 'b'],
  ['Select as text', '!Select ["2", !Ref Zones]', 'c'],
  ['Select beyond the end', '!Select [9, [a]]', `\${?Fn::Select}`],
  ['Split', '!Select [1, !Split ["/", !GetAtt Named.Arn]]', 'named'],
  ['Split beside what is unknown', '!Select [0, !Split [".", !GetAtt Bucket.Arn]]', `\${?Bucket.Arn}`],
  ['FindInMap', '!FindInMap [Names, !Ref Stage, table]', 'dev-orders'],
  ['FindInMap by the region', '!FindInMap [Names, !Ref AWS::Region, table]', 'dev-orders'],
  ['FindInMap with a default', '!FindInMap [Names, test, table, { DefaultValue: other }]', 'other'],
  ['FindInMap without a value', '!FindInMap [Names, test, table]', `\${?Names}`],
  ['If, false', '!If [IsProd, p, d]', 'd'],
  ['If, true', '!If [IsDev, d, p]', 'd'],
  ['If, unknown', '!If [IsBare, first, second]', 'first'],
  ['If, and', '!If [Both, both, none]', 'both'],
  ['If, or', '!If [Any, any, none]', 'any'],
  ['If, in circles', '!If [Round, round, trip]', 'round'],
  ['If without a value', '!If [IsProd, p, !Ref AWS::NoValue]', `\${?Table}`],
  ['If within If', '!If [IsProd, p, !If [IsDev, d, x]]', 'd'],
  ['ImportValue of nothing', '!ImportValue elsewhere', `\${?elsewhere}`],
  ['Length', '!Length [a, b]', '2'],
  ['Transform', '!Transform { Name: AWS::Include }', `\${?AWS::Include}`],
  ['functions that need AWS', '!Select [0, !GetAZs ""]', `\${?Fn::GetAZs}`],
  ['Base64', '!Base64 orders', `\${?Fn::Base64}`],
])('%s', async (_name, expression, expected) => {
  expect(await nameFrom(expression)).toBe(expected);
});

test('lists take both branches of a condition', async () => {
  const text = template('x').replace(
    'Bucket: {',
    `Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [!If [IsProd, !Ref Role, !Ref AWS::NoValue]]
      PolicyDocument:
        Statement:
          - !If
            - IsProd
            - { Effect: Allow, Action: 'dynamodb:Query', Resource: !If [IsProd, a, [b, c]] }
            - { Effect: Allow, Action: !If [IsDev, [d, e], !Ref AWS::NoValue], Resource: !FindInMap [Names, !Ref Bare, table] }
  Bucket: {`,
  );
  const { policies } = await readInfrastructure([{ path: 'template.yaml', text }]);
  const found = policies.find(({ name }) => name === 'p');
  expect(found?.attachedTo).toEqual(['Role']);
  expect(found?.statements.map(({ actions, resources }) => ({ actions, resources }))).toEqual([
    { actions: ['d', 'e'], resources: ['dev-orders', 'prod-orders'] },
    { actions: ['dynamodb:Query'], resources: ['b', 'c', 'a'] },
  ]);
});
