import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, middlebrick, type Ran } from './cli.ts';

const service = `import os

import boto3
from flask import Flask, jsonify
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
notes = boto3.resource('dynamodb').Table(os.environ['NOTES'])


@app.get('/notes/<id>')
@jwt_required()
def read(id):
    return jsonify(title=notes.get_item(Key={'owner': get_jwt_identity(), 'id': id})['Item']['title'])
`;

const deployed = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Scan'], Resource: '*' }],
});

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  folder = await emptyFolder();
  await mkdir(join(folder.path, 'service'));
  await mkdir(join(folder.path, 'deployed'));
  await mkdir(join(folder.path, 'empty'));
  await writeFile(join(folder.path, 'service/app.py'), service);
  await writeFile(join(folder.path, 'deployed/app.py'), service);
  await writeFile(join(folder.path, 'deployed/policy.json'), deployed);
});
afterAll(() => folder[Symbol.asyncDispose]());

const audit = (...words: string[]): Promise<Ran> => middlebrick(['audit', ...words], { cwd: folder.path });

const ownRows = (tag: string) => ({
  Sid: 'OwnRows',
  Effect: 'Allow',
  Action: ['dynamodb:GetItem'],
  Resource: [`arn:aws:dynamodb:*:*:table/\${?NOTES}`],
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`\${aws:PrincipalTag/${tag}}`] },
    Null: { 'dynamodb:LeadingKeys': ['false'] },
  },
});

test('the policy alone goes to standard output, what has to be known to standard error', async () => {
  const { code, stdout, stderr } = await audit('service', '--policy');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).Statement[0]).toEqual(ownRows('owner'));
  expect(stderr).toBe(`Policy    2 statements
Notes     Replace \${?NOTES} by the value of this setting: no template gives it.
          owner is taken for the partition key of \${?NOTES}: no template and no query says it.
          dynamodb:LeadingKeys is compared with the tag owner of the session: it has to hold the owner, as keys have it.
Deployed  No template gives the code a policy to compare with.
`);
});

test('the tag can have another name, and notes can be left out', async () => {
  const { stdout, stderr } = await audit('service', '--owner-tag', 'tenant', '--quiet');
  expect(JSON.parse(stdout).Statement[0]).toEqual(ownRows('tenant'));
  expect(stderr).toBe('');
});

test('what is deployed is compared with what is needed', async () => {
  const { stderr } = await audit('deployed', '--policy');
  expect(
    stderr.slice(stderr.indexOf('Deployed')),
  ).toBe(`Deployed  - policy.json line 1 allows what is not needed: dynamodb:Scan
          - policy.json line 1 takes in more than is needed: * (needed: arn:aws:dynamodb:*:*:table/\${?NOTES})
          - policy.json line 1 allows on the rows of others, too: dynamodb:GetItem
`);
  const { code, stdout, stderr: silent } = await audit('deployed', '--policy', '--json');
  expect({ code, silent }).toEqual({ code: 0, silent: '' });
  const { policies, warnings } = JSON.parse(stdout);
  expect(warnings).toEqual([]);
  expect(policies[0].document.Statement[0]).toEqual(ownRows('owner'));
  expect(policies[0].difference).toEqual({
    unneeded: [
      {
        path: 'policy.json',
        line: 1,
        actions: ['dynamodb:Scan'],
        resources: [{ resource: '*', needed: [`arn:aws:dynamodb:*:*:table/\${?NOTES}`] }],
        onForeignRows: ['dynamodb:GetItem'],
      },
    ],
    missing: [],
  });
});

describe('what cannot be done is one line and exit code 2', () => {
  test.each([
    [
      ['empty', '--policy'],
      'No call of DynamoDB was found, so no policy is needed. Audit the folder with the code that calls it; what is known is listed in docs/audit.md.',
    ],
    [
      ['service', '--owner-tag', 'a}b'],
      'No tag of a session can have this name. Give --owner-tag up to 128 letters, digits, spaces and _.:/=+@-.',
    ],
    [
      ['service', '--role', 'ApiRole'],
      'No role "ApiRole" runs code that calls DynamoDB. Leave --role out: the templates do not say which role runs which code.',
    ],
    [
      ['service', '--policy', '--output', 'policy.html'],
      "Option '--policy' cannot be used with option '--output <file>'. See `middlebrick audit --help`.",
    ],
    [['nowhere', '--policy'], expect.stringContaining('nowhere')],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await audit(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.replace(/^middlebrick: |\n$/g, '')).toEqual(message);
  });
});
