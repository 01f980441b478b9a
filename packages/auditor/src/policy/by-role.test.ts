import { describe, expect, test } from 'vitest';
import type { PolicyDifference } from '../iam/policy-difference.ts';
import { codePolicies } from './code-policy.ts';

const notes = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { count } from './lib/count.ts';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const caller = (event) => event.requestContext.authorizer.claims.sub;

export const read = async (event) => {
  const key = { owner: caller(event), id: event.pathParameters.id };
  const { Item } = await ddb.send(new GetCommand({ TableName: process.env.NOTES, Key: key }));
  return { statusCode: 200, body: Item.title };
};

export const write = async (event) => {
  await count();
  await ddb.send(new PutCommand({ TableName: process.env.NOTES, Item: { owner: caller(event), id: 'x' } }));
  return { statusCode: 201, body: '' };
};
`;

const count = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function count() {
  await ddb.send(new UpdateCommand({ TableName: process.env.COUNTS, Key: { day: new Date().toISOString() } }));
}
`;

const job = `import os
import boto3

counts = boto3.resource("dynamodb").Table(os.environ["COUNTS"])


def handler(event, context):
    return counts.scan()["Items"]
`;

const table = (name: string, ...keys: readonly string[]) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: name,
    KeySchema: keys.map((key, index) => ({ AttributeName: key, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
  },
});

const lambda = (Handler: string, role: string, variables: Readonly<Record<string, string>>) => ({
  Type: 'AWS::Serverless::Function',
  Properties: {
    Handler,
    Role: { 'Fn::GetAtt': [role, 'Arn'] },
    Environment: { Variables: Object.fromEntries(Object.entries(variables).map(([name, id]) => [name, { Ref: id }])) },
  },
});

const role = (...statements: readonly object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
  },
});

const allow = (action: string | readonly string[], id: string) => ({
  Effect: 'Allow',
  Action: action,
  Resource: { 'Fn::GetAtt': [id, 'Arn'] },
});

const template = {
  Transform: 'AWS::Serverless-2016-10-31',
  Resources: {
    Notes: table('notes', 'owner', 'id'),
    Counts: table('counts', 'day'),
    Read: lambda('src/notes.read', 'ReadRole', { NOTES: 'Notes' }),
    Write: lambda('src/notes.write', 'WriteRole', { NOTES: 'Notes', COUNTS: 'Counts' }),
    Job: lambda('src/job.handler', 'JobRole', { COUNTS: 'Counts' }),
    Elsewhere: lambda('bundle/other.handler', 'OtherRole', {}),
    ReadRole: role(allow(['dynamodb:GetItem', 'dynamodb:Scan'], 'Notes')),
    WriteRole: role(allow('dynamodb:PutItem', 'Notes')),
    JobRole: role(allow('dynamodb:Scan', 'Counts')),
    OtherRole: role(),
  },
};

async function policiesOf(resources: Readonly<Record<string, string>>) {
  const files = Object.entries(resources).map(([path, text]) => ({ path, text }));
  const code = files.filter(({ path }) => !path.endsWith('.json'));
  const documents = files.filter(({ path }) => path.endsWith('.json'));
  const { policies } = await codePolicies({ code, documents, warnings: [] }, 'owner');
  return policies.map(({ role: id, document, difference }) => ({
    role: id,
    needs: document.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action, Resource }) =>
      Action.map((action) => `${action} ${Resource.join().replaceAll('arn:aws:dynamodb:*:*:table/', '')}`),
    ),
    difference: difference && withoutPlaces(difference),
  }));
}

function withoutPlaces({ unneeded, missing }: PolicyDifference) {
  return {
    unneeded: unneeded.map(({ statement: _, ...excess }) => excess),
    missing: missing.map(({ action, resource }) => `${action} ${resource.replace(/^.*:table\//, '')}`),
  };
}

const code = { 'src/notes.ts': notes, 'src/lib/count.ts': count, 'src/job.py': job };

describe('policies of roles', () => {
  test('hold what their functions send, with the tables that templates give them, beside what is deployed', async () => {
    expect(await policiesOf({ ...code, 'template.json': JSON.stringify(template) })).toEqual([
      {
        role: 'ReadRole',
        needs: ['dynamodb:GetItem notes'],
        difference: {
          unneeded: [{ actions: ['dynamodb:Scan'], resources: [], onForeignRows: ['dynamodb:GetItem'] }],
          missing: [],
        },
      },
      {
        role: 'WriteRole',
        needs: ['dynamodb:PutItem notes', 'dynamodb:UpdateItem counts'],
        difference: {
          unneeded: [{ actions: [], resources: [], onForeignRows: ['dynamodb:PutItem'] }],
          missing: ['dynamodb:UpdateItem counts'],
        },
      },
      { role: 'JobRole', needs: ['dynamodb:Scan counts'], difference: { unneeded: [], missing: [] } },
    ]);
  });

  test('are beside one of what no function is seen to run', async () => {
    const script = 'import boto3\n\nboto3.resource("dynamodb").Table("notes").scan()\n';
    const found = await policiesOf({ ...code, 'seed.py': script, 'template.json': JSON.stringify(template) });
    expect(found.map(({ role: id, needs }) => [id, needs])).toEqual([
      ['ReadRole', ['dynamodb:GetItem notes']],
      ['WriteRole', ['dynamodb:PutItem notes', 'dynamodb:UpdateItem counts']],
      ['JobRole', ['dynamodb:Scan counts']],
      [undefined, ['dynamodb:Scan notes']],
    ]);
  });

  test('an app that a handler hands its events to belongs to the role of the handler', async () => {
    const app = `import os
import boto3
from flask import Flask, jsonify
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
notes = boto3.resource("dynamodb").Table(os.environ["NOTES"])


@app.get("/notes/<id>")
@jwt_required()
def read(id):
    return jsonify(title=notes.get_item(Key={"owner": get_jwt_identity(), "id": id})["Item"]["title"])
`;
    const handler =
      'import awsgi\nfrom .app import app\n\n\ndef handler(event, context):\n    return awsgi.response(app, event, context)\n';
    const { Notes, ReadRole } = template.Resources;
    const Resources = { Notes, ReadRole, Api: lambda('api/main.handler', 'ReadRole', { NOTES: 'Notes' }) };
    const text = JSON.stringify({ Transform: template.Transform, Resources });
    const found = await policiesOf({ 'api/app.py': app, 'api/main.py': handler, 'template.json': text });
    expect(found.map(({ role: id, needs }) => [id, needs])).toEqual([['ReadRole', ['dynamodb:GetItem notes']]]);
  });

  test('are one where templates do not say which code runs', async () => {
    const { Notes, Counts, OtherRole } = template.Resources;
    const Other = role(allow('dynamodb:*', 'Notes'));
    const text = JSON.stringify({ Resources: { Notes, Counts, OtherRole, Other } });
    const found = await policiesOf({ 'src/job.py': job, 'template.json': text });
    expect(found.map(({ role: id, needs, difference }) => [id, needs, difference?.missing])).toEqual([
      [undefined, [`dynamodb:Scan \${?COUNTS}`], [`dynamodb:Scan \${?COUNTS}`]],
    ]);
  });
});
