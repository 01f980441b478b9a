import { expect, test } from 'vitest';
import { described } from '../describe.fixture.ts';

const service = 'service: shop\nprovider:\n  name: aws\n';

async function read(text: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return described({ 'serverless.yml': service + text, ...more });
}

const statement = (action: string) => `{ Effect: Allow, Action: '${action}', Resource: '*' }`;

test('roles of functions by the plugin, which inherit when they say so', async () => {
  expect(
    await read(`  iamRoleStatements:
    - ${statement('shared')}
functions:
  no-role: { handler: a.b }
  own_role:
    handler: a.b
    iamRoleStatements:
      - ${statement('own')}
  both:
    handler: a.b
    iamRoleStatementsInherit: true
    iamRoleStatementsName: both-role
    iamRoleStatements:
      - ${statement('own')}
`),
  ).toEqual([
    'function NoDashroleLambdaFunction = a.b as IamRoleLambdaExecution {} @serverless.yml:7:3',
    'function OwnUnderscoreroleLambdaFunction = a.b as OwnUnderscoreroleIamRoleLambdaExecution {} @serverless.yml:8:3',
    'function BothLambdaFunction = a.b as BothIamRoleLambdaExecution {} @serverless.yml:12:3',
    `role IamRoleLambdaExecution = shop-dev-\${?Region}-lambdaRole [] @serverless.yml:4:3`,
    `role OwnUnderscoreroleIamRoleLambdaExecution = \${?OwnUnderscoreroleIamRoleLambdaExecution} [] @serverless.yml:10:5`,
    'role BothIamRoleLambdaExecution = both-role [] @serverless.yml:16:5',
    'identity policy dev-shop-lambda of [IamRoleLambdaExecution] @serverless.yml:4:3',
    '  Allow shared @serverless.yml:5:7',
    '    on *',
    'identity policy dev-shop-own_role of [OwnUnderscoreroleIamRoleLambdaExecution] @serverless.yml:10:5',
    '  Allow own @serverless.yml:11:9',
    '    on *',
    'identity policy dev-shop-both of [BothIamRoleLambdaExecution] @serverless.yml:16:5',
    '  Allow shared @serverless.yml:5:7',
    '    on *',
    '  Allow own @serverless.yml:17:9',
    '    on *',
  ]);
});

test('a role for every function', async () => {
  expect(
    await read(`  iam:
    role:
      mode: perFunction
      managedPolicies: [arn:aws:iam::aws:policy/ReadOnlyAccess]
      statements: [${statement('shared')}]
functions:
  one: { handler: a.b }
  two:
    handler: a.b
    iam: { inheritStatements: false, role: { name: two-role, statements: [${statement('own')}] } }
`),
  ).toEqual([
    'function OneLambdaFunction = a.b as OneIamRoleLambdaExecution {} @serverless.yml:10:3',
    'function TwoLambdaFunction = a.b as TwoIamRoleLambdaExecution {} @serverless.yml:11:3',
    `role OneIamRoleLambdaExecution = \${?OneIamRoleLambdaExecution} [ReadOnlyAccess] @serverless.yml:10:3`,
    'role TwoIamRoleLambdaExecution = two-role [ReadOnlyAccess] @serverless.yml:13:38',
    'identity policy dev-shop-one of [OneIamRoleLambdaExecution] @serverless.yml:10:3',
    '  Allow shared @serverless.yml:8:20',
    '    on *',
    'identity policy dev-shop-two of [TwoIamRoleLambdaExecution] @serverless.yml:13:38',
    '  Allow own @serverless.yml:13:75',
    '    on *',
  ]);
});

test('roles that are given: by id, by reference, for all and for one', async () => {
  expect(
    await read(`  iam: { role: !GetAtt Mine.Arn }
functions:
  one: { handler: a.b }
  two: { handler: a.b, role: Other }
  three: { handler: a.b, role: 'arn:aws:iam::1:role/outside' }
resources:
  Resources:
    Mine: { Type: AWS::IAM::Role, Properties: { RoleName: mine } }
    Other: { Type: AWS::IAM::Role }
`),
  ).toEqual([
    'function OneLambdaFunction = a.b as Mine {} @serverless.yml:6:3',
    'function TwoLambdaFunction = a.b as Other {} @serverless.yml:7:3',
    'function ThreeLambdaFunction = a.b as ? {} @serverless.yml:8:3',
    'role Mine = mine [] @serverless.yml:11:5',
    `role Other = \${?Other} [] @serverless.yml:12:5`,
    'warning serverless.yml:8: The role arn:aws:iam::1:role/outside of the function ThreeLambdaFunction is not part of the templates.',
  ]);
});

test('a role that no function has is not made', async () => {
  expect(
    await read(`  iamRoleStatements: [${statement('shared')}]
functions:
  one: { handler: a.b, iamRoleStatements: [] }
`),
  ).toEqual([
    'function OneLambdaFunction = a.b as OneIamRoleLambdaExecution {} @serverless.yml:6:3',
    `role OneIamRoleLambdaExecution = \${?OneIamRoleLambdaExecution} [] @serverless.yml:6:24`,
    'identity policy dev-shop-one of [OneIamRoleLambdaExecution] @serverless.yml:6:24',
  ]);
});

test('events', async () => {
  const lines = await read(`functions:
  one:
    handler: a.b
    url: { authorizer: aws_iam }
    events:
      - http: GET a/{id}
      - http: { path: b, method: any, authorizer: aws_iam }
      - http: { path: c, method: post, authorizer: { arn: 'arn:aws:lambda:x:1:function:checks' } }
      - http: { path: d, method: post, authorizer: { type: COGNITO_USER_POOLS, authorizerId: !Ref Pool } }
      - http: { method: get }
      - httpApi: '*'
      - httpApi: { path: /e, method: get, authorizer: users }
      - httpApi: { path: /f, method: '*', authorizer: { name: users, scopes: [x] } }
      - schedule: rate(1 minute)
      - stream: { type: dynamodb, arn: x }
`);
  expect(lines.filter((line) => line.startsWith('  '))).toEqual([
    '  GET /a/{id} @serverless.yml:9:9',
    '  ANY /b by AWS_IAM @serverless.yml:10:9',
    '  POST /c by checks @serverless.yml:11:9',
    '  POST /d by COGNITO_USER_POOLS @serverless.yml:12:9',
    '  ANY /{proxy+} @serverless.yml:14:9',
    '  GET /e by users @serverless.yml:15:9',
    '  ANY /f by users @serverless.yml:16:9',
    '  ANY /{proxy+} by AWS_IAM @serverless.yml:7:10',
  ]);
});

test('functions and statements in other files, extensions, and a function by its own name', async () => {
  const lines = await read(
    `  iam: { role: { statements: '\${file(iam.yml):statements}' } }
functions:
  - \${file(functions/one.yml)}
  - two: { handler: two.handler, name: shop-two, environment: { ONE: !Ref OneLambdaFunction }, image: { name: x } }
resources:
  extensions:
    IamRoleLambdaExecution: { Properties: { RoleName: renamed } }
`,
    {
      'iam.yml': `statements:\n  - ${statement('dynamodb:Query')}\n`,
      'functions/one.yml': 'one: { handler: src/one.handler }\n',
    },
  );
  expect(lines).toEqual([
    'function OneLambdaFunction = src/one.handler as IamRoleLambdaExecution {} @functions/one.yml:1:1',
    'function TwoLambdaFunction = (image) as IamRoleLambdaExecution {ONE: shop-dev-one} @serverless.yml:7:5',
    'role IamRoleLambdaExecution = renamed [] @serverless.yml:4:10',
    'identity policy dev-shop-lambda of [IamRoleLambdaExecution] @serverless.yml:4:10',
    '  Allow dynamodb:Query @iam.yml:2:5',
    '    on *',
  ]);
});

test('services of other providers are left alone', async () => {
  expect(
    await described({ 'serverless.yml': 'service: x\nprovider: { name: google }\nfunctions: { a: { handler: b } }\n' }),
  ).toEqual([]);
});
