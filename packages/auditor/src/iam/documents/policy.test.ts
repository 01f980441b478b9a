import { expect, test } from 'vitest';
import { described } from './describe.fixture.ts';

async function read(...statements: readonly unknown[]): Promise<string[]> {
  return described({ 'p.json': JSON.stringify({ Statement: statements }) });
}

test('everything that a statement can say', async () => {
  expect(
    await read(
      { Effect: 'Allow', Action: 'a', Resource: 'r' },
      { Sid: '', Effect: 'Deny', NotAction: ['a', 'b', 'a'], NotResource: ['r', 's'] },
      { Effect: 'Allow', Action: 'a', Principal: '*' },
      { Effect: 'Allow', Action: 'a', Principal: { AWS: ['1', '*'], Federated: 'f', Service: 's' } },
      { Effect: 'Allow', Action: 'a', NotPrincipal: { AWS: '1' } },
      { Effect: 'Deny', Action: 'a', NotPrincipal: { AWS: ['1', '2'] } },
      {
        Effect: 'Allow',
        Action: 'a',
        Resource: 'r',
        Condition: { StringEquals: { k: 'v', l: ['w', 'x'] }, Bool: { m: true }, NumericLessThan: { n: 5 } },
      },
    ),
  ).toEqual([
    'resource policy p.json of [] @p.json:1:1',
    '  Allow a @p.json:1:15',
    '    on r',
    '  Deny all but a,b @p.json:1:62',
    '    on all but r',
    '    on all but s',
    '  Allow a @p.json:1:139',
    '    for *',
    '  Allow a @p.json:1:187',
    '    for AWS:1',
    '    for AWS:*',
    '    for Federated:f',
    '    for Service:s',
    '  Allow a @p.json:1:279',
    '    for *',
    '  Deny a @p.json:1:338',
    '    for Not:AWS:1',
    '    for Not:AWS:2',
    '  Allow a @p.json:1:402',
    '    on r',
    '    when StringEquals k = v',
    '    when StringEquals l = w,x',
    '    when Bool m = true',
    '    when NumericLessThan n = 5',
  ]);
});

test('statements that say nothing sure', async () => {
  expect(
    await read({ Effect: 'Allow', Action: 'a' }, { Action: 'b' }, 'text', [{ Effect: 'allow', Action: 'c' }], null),
  ).toEqual([
    'identity policy p.json of [] @p.json:1:1',
    '  Allow a @p.json:1:15',
    'warning p.json:1: A statement has neither the effect Allow nor Deny and is left out.',
    'warning p.json:1: text stands where a statement should and is left out.',
  ]);
});

test('documents that are texts, and what is unknown in them', async () => {
  const policy = (document: string) =>
    `{ Type: AWS::IAM::Policy, Properties: { PolicyName: p, PolicyDocument: ${document} } }`;
  const text = `
Parameters: { Effect: { Type: String }, Arn: { Type: String }, Document: { Type: String } }
Resources:
  Text: ${policy(`'{"Statement": [{"Effect": "Allow", "Action": "a", "Resource": "*"}]}'`)}
  Broken: ${policy(`'{"Statement": [{"Effect": "Allow", "Action": "b", "Resource": "*"}, {'`)}
  Unknown: ${policy('!Ref Document')}
  List: ${policy('[1]')}
  Partly: ${policy('{ Statement: [{ Effect: !Ref Effect, Action: c, Resource: [!Ref Arn, x] }, !Ref Document] }')}
`;
  expect(await described({ 'a.yaml': text })).toEqual([
    'identity policy p of [] @a.yaml:4:3',
    '  Allow a @a.yaml:4:80',
    '    on *',
    'identity policy p of [] @a.yaml:5:3',
    '  Allow b @a.yaml:5:82',
    '    on *',
    'identity policy p of [] @a.yaml:6:3',
    'identity policy p of [] @a.yaml:7:3',
    'identity policy p of [] @a.yaml:8:3',
    '  Allow c @a.yaml:8:96',
    `    on \${?Arn}`,
    '    on x',
    'warning a.yaml:5: The policy document is not valid JSON: a key in double quotes is missing.',
    'warning a.yaml:5: A statement has neither the effect Allow nor Deny and is left out.',
    `warning a.yaml:6: The policy document \${?Document} is not known.`,
    'warning a.yaml:7: What stands where a policy document should is none.',
    `warning a.yaml:8: The effect \${?Effect} of a statement is not known; it is taken for Allow.`,
    `warning a.yaml:8: The resource \${?Arn} of a statement is not known.`,
    `warning a.yaml:8: \${?Document} stands where a statement should and is left out.`,
  ]);
});

test('what the command line of AWS prints', async () => {
  const document = { Statement: [{ Effect: 'Allow', Action: 'a', Resource: '*' }] };
  const trust = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }] };
  const lines = await described({
    'details.json': JSON.stringify({
      RoleDetailList: [
        {
          RoleName: 'r',
          AssumeRolePolicyDocument: trust,
          RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: document }],
        },
      ],
      Policies: [{ PolicyName: 'managed', PolicyVersionList: [{ Document: document }] }, { other: document }],
    }),
  });
  expect(lines.filter((line) => line.includes('policy ')).map((line) => line.replace(/ @.*/, ''))).toEqual([
    'trust policy r of []',
    'identity policy inline of []',
    'identity policy managed of []',
    'identity policy details.json/Policies/1/other of []',
  ]);
});
