import { describe, expect, test } from 'vitest';
import type { DocumentStatement } from '../iam/policy-document.ts';
import { type CodePolicy, codePolicies } from './code-policy.ts';

type Files = Readonly<Record<string, string>>;

const python = (body: string, top = ''): Files => ({
  'app.py': `import os
import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import get_jwt, get_jwt_identity, jwt_required

app = Flask(__name__)
dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("notes")
client = boto3.client("dynamodb")
${top}

@app.get("/notes/<note_id>")
@jwt_required()
def read(note_id):
    me = get_jwt_identity()
${body.replaceAll(/^/gm, '    ')}
    return jsonify(status="ok")
`,
});

const express = (body: string, top = ''): Files => ({
  'app.ts': `import { DynamoDBClient, DescribeTableCommand, ExecuteStatementCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import express from 'express';
import { expressjwt } from 'express-jwt';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const app = express();
${top}
app.use(expressjwt({ secret: process.env.SECRET!, algorithms: ['HS256'] }));
app.get('/notes/:id', async (req, res) => {
  const me = req.auth.sub;
${body}
  res.json({ status: 'ok' });
});
`,
});

async function policiesFor(files: Files, ownerTag = 'owner') {
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  const isCode = ({ path }: { path: string }) => /\.(?:py|[jt]s)$/.test(path);
  const documents = all.filter((file) => !isCode(file));
  return codePolicies({ code: all.filter(isCode), documents, warnings: [] }, ownerTag);
}

/** `GetItem notes: ${owner}`, with the callers where they are not those who are signed in. */
function linesOf({ document }: CodePolicy): string[] {
  return document.Statement.filter(({ Effect }) => Effect === 'Allow')
    .flatMap(lines)
    .toSorted();
}

function lines({ Action, Resource, Condition = {} }: DocumentStatement): string[] {
  const keys = Object.entries(Condition).flatMap(([operator, tests]) =>
    operator.startsWith('ForAllValues:') ? (tests['dynamodb:LeadingKeys'] ?? []) : [],
  );
  const callers = [
    ...(Condition.StringEquals === undefined ? [] : ['(privileged)']),
    ...(Condition.Null?.['aws:PrincipalTag/owner'] === undefined ? [] : ['(untagged)']),
  ];
  const rows = keys.map((key) => key.replaceAll('aws:PrincipalTag/', '')).join(' ');
  return Action.flatMap((action) =>
    Resource.map((resource) =>
      [action.replace('dynamodb:', ''), resource.replace(/^.*:table\//, ''), rows, ...callers]
        .filter(Boolean)
        .join(' '),
    ),
  );
}

async function needed(files: Files): Promise<string[]> {
  const { policies } = await policiesFor(files);
  return policies.flatMap(linesOf);
}

const me = `\${owner}`;

describe('requests of boto3', () => {
  test.each([
    ['table.get_item(Key={"owner": me, "id": note_id})', [`GetItem notes ${me}`]],
    ['table.query(KeyConditionExpression="owner = :me", ExpressionAttributeValues={":me": me})', [`Query notes ${me}`]],
    ['table.put_item(Item={"pk": f"USER#{me}", "sk": note_id})', [`PutItem notes USER#${me}`]],
    ['table.get_item(Key={"pk": "NOTE#" + note_id})', ['GetItem notes NOTE#*']],
    ['table.get_item(Key={"pk": f"NOTE#{note_id}#{me}"})', ['GetItem notes NOTE#*']],
    ['table.get_item(Key={"pk": f"{me}#{note_id}"})', [`GetItem notes ${me}#*`]],
    ['table.get_item(Key={"pk": f"{me}{note_id}"})', ['GetItem notes']],
    ['table.get_item(Key={"id": note_id})', ['GetItem notes']],
    ['table.get_item(Key={"id": "settings"})', ['GetItem notes settings']],
    ['table.scan()', ['Scan notes']],
    [
      'with table.batch_writer() as batch:\n    batch.delete_item(Key={"owner": me})\n    batch.put_item(Item={"owner": me})',
      [`BatchWriteItem notes ${me}`],
    ],
    [
      'client.batch_get_item(RequestItems={"notes": {"Keys": [{"id": {"S": me}}, {"id": {"S": note_id}}]}})',
      ['BatchGetItem notes'],
    ],
    [
      'client.transact_write_items(TransactItems=[{"Put": {"TableName": "notes", "Item": {"id": {"S": me}}}}, {"Update": {"TableName": "notes", "Key": {"id": {"S": me}}}}, {"ConditionCheck": {"TableName": "users", "Key": {"id": {"S": note_id}}, "ConditionExpression": "attribute_exists(id)"}}])',
      ['ConditionCheckItem users', `PutItem notes ${me}`, `UpdateItem notes ${me}`],
    ],
    [
      'client.execute_statement(Statement="SELECT * FROM notes WHERE id = ?", Parameters=[{"S": me}])',
      [`PartiQLSelect notes ${me}`],
    ],
    [
      'client.execute_statement(Statement=note_id)',
      ['Delete', 'Insert', 'Select', 'Update'].map((verb) => `PartiQL${verb} \${?UnknownTable1}`),
    ],
    [
      'client.batch_get_item(RequestItems={os.environ["NOTES"]: {"Keys": [{"id": {"S": me}}]}, "users": {"Keys": [{"id": {"S": "x"}}]}})',
      [`BatchGetItem \${?NOTES} ${me}`, 'BatchGetItem users x'],
    ],
    ['client.get_item(**request.json)', [`GetItem \${?UnknownTable1}`]],
    ['client.describe_table(TableName="notes")', ['DescribeTable notes']],
    ['client.get_waiter("table_exists").wait(TableName="notes")', ['DescribeTable notes']],
    ['client.list_tables()', ['ListTables *']],
    ['boto3.client("redshift-data").describe_table(Table="notes")', []],
    [
      'table.query(IndexName="byUser", KeyConditionExpression="user = :me", ExpressionAttributeValues={":me": me})',
      [`Query notes/index/byUser ${me}`],
    ],
    [
      'table.query(IndexName=request.args["index"], KeyConditionExpression="user = :me", ExpressionAttributeValues={":me": me})',
      [`Query notes/index/* ${me}`],
    ],
  ])('%s', async (body, expected) => {
    const found = await needed(python(body));
    expect(found).toEqual(expected);
  });
});

describe('requests of the SDK for JavaScript', () => {
  test.each([
    ['await ddb.send(new GetCommand({ TableName: "notes", Key: { owner: me } }));', [`GetItem notes ${me}`]],
    [
      `await ddb.send(new PutCommand({ TableName: "notes", Item: { pk: \`USER#\${me}\` } }));`,
      [`PutItem notes USER#${me}`],
    ],
    ['await ddb.send(new ScanCommand({ TableName: "notes" }));', ['Scan notes']],
    [
      'await ddb.send(new BatchGetCommand({ RequestItems: { notes: { Keys: [{ owner: me }] } } }));',
      [`BatchGetItem notes ${me}`],
    ],
    [
      'await ddb.send(new TransactWriteCommand({ TransactItems: [{ ConditionCheck: { TableName: "users", Key: { id: me }, ConditionExpression: "attribute_exists(id)" } }, { Delete: { TableName: "notes", Key: { owner: me } } }] }));',
      [`ConditionCheckItem users ${me}`, `DeleteItem notes ${me}`],
    ],
    [
      'await ddb.send(new ExecuteStatementCommand({ Statement: "DELETE FROM notes WHERE id = ?", Parameters: [{ S: me }] }));',
      [`PartiQLDelete notes ${me}`],
    ],
    ['await ddb.send(new DescribeTableCommand({ TableName: "notes" }));', ['DescribeTable notes']],
    ['await ddb.send(new ListTablesCommand({}));', ['ListTables *']],
    [
      `const { Items } = await ddb.send(new QueryCommand({ TableName: "notes", KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": \`USER#\${me}\` } }));\nfor (const item of Items) await ddb.send(new DeleteCommand({ TableName: "notes", Key: { pk: item.pk, sk: item.sk } }));`,
      [`DeleteItem notes USER#${me}`, `Query notes USER#${me}`],
    ],
  ])('%s', async (body, expected) => {
    expect(await needed(express(body))).toEqual(expected);
  });

  test('a prefix that is one of several texts is not taken for all of them', async () => {
    const body = `const kind = ["a", "b", "c"].find((one) => one === req.query.kind);\nawait ddb.send(new GetCommand({ TableName: "notes", Key: { pk: \`\${kind}#\${req.params.id}\` } }));`;
    expect(await needed(express(body))).toEqual(['GetItem notes']);
  });
});

describe('tables', () => {
  test.each([
    ['os.environ["NOTES"]', `\${?NOTES}`],
    ['os.environ.get("NOTES", "dev")', `\${?NOTES}`],
    ['os.getenv("NOTES")', `\${?NOTES}`],
    ['f"{os.environ[\'STAGE\']}-notes"', `\${?STAGE}-notes`],
    ['"arn:aws:dynamodb:eu-west-1:123456789012:table/notes"', 'notes'],
    ['request.args["table"]', `\${?UnknownTable1}`],
  ])('%s', async (name, expected) => {
    expect(await needed(python(`dynamodb.Table(${name}).get_item(Key={"owner": me})`))).toEqual([
      `GetItem ${expected} ${me}`,
    ]);
  });

  test('in JavaScript a setting counts more than its default', async () => {
    const body = 'await ddb.send(new GetCommand({ TableName: process.env.NOTES ?? "dev", Key: { owner: me } }));';
    expect(await needed(express(body))).toEqual([`GetItem \${?NOTES} ${me}`]);
  });

  test('a template says which attribute is the partition key', async () => {
    const files = {
      ...python('table.get_item(Key={"owner": me, "id": note_id})'),
      'template.json': JSON.stringify({
        Resources: {
          Notes: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              TableName: 'notes',
              KeySchema: [
                { AttributeName: 'id', KeyType: 'HASH' },
                { AttributeName: 'owner', KeyType: 'RANGE' },
              ],
            },
          },
        },
      }),
    };
    expect(await needed(files)).toEqual(['GetItem notes']);
  });

  test('without one a query says it, or the first of a key is taken, which is said', async () => {
    const get = 'table.get_item(Key={"id": note_id, "owner": me})';
    const query = 'table.query(KeyConditionExpression="owner = :me", ExpressionAttributeValues={":me": me})';
    expect(await needed(python(`${get}\n${query}`))).toEqual([`GetItem notes ${me}`, `Query notes ${me}`]);
    const { policies } = await policiesFor(python('table.get_item(Key={"owner": me, "id": note_id})'));
    expect(policies[0]?.notes[0]).toBe(
      'owner is taken for the partition key of notes: no template and no query says it.',
    );
  });
});

test('keys that a library makes are not known', async () => {
  const files = {
    'app.ts': `import { Entity } from 'electrodb';
import express from 'express';
import { expressjwt } from 'express-jwt';

const app = express();
app.use(expressjwt({ secret: process.env.SECRET!, algorithms: ['HS256'] }));
const indexes = { primary: { pk: { field: 'pk', composite: ['owner'] }, sk: { field: 'sk', composite: ['id'] } } };
const attributes = { owner: { type: 'string' }, id: { type: 'string' } };
const notes = new Entity({ model: { entity: 'note', service: 'n', version: '1' }, attributes, indexes }, { table: 'notes' });
app.get('/notes/:id', async (req, res) => {
  const { data } = await notes.get({ owner: req.auth.sub, id: req.params.id }).go();
  res.json({ title: data.title });
});
`,
  };
  const { policies } = await policiesFor(files);
  expect(policies.flatMap(linesOf)).toEqual(['GetItem notes']);
  expect(policies[0]?.notes[0]).toBe(
    'ElectroDB makes keys of its own, so what rows they name cannot be told (app.ts line 11).',
  );
});

describe('callers', () => {
  test('who is asked for a role, who signs in, and what no route leads to', async () => {
    const files: Files = {
      'app.py': `import boto3
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import create_access_token, get_jwt, get_jwt_identity, jwt_required

app = Flask(__name__)
users = boto3.resource("dynamodb").Table("users")


@app.get("/me")
@jwt_required()
def show():
    return jsonify(name=users.get_item(Key={"id": get_jwt_identity()})["Item"]["name"])


@app.get("/users")
@jwt_required()
def everybody():
    if get_jwt()["role"] != "admin":
        abort(403)
    return jsonify([item["name"] for item in users.scan()["Items"]])


@app.post("/login")
def login():
    found = users.query(
        IndexName="by-name",
        KeyConditionExpression="name = :name",
        ExpressionAttributeValues={":name": request.json["name"]},
    )
    return jsonify(token=create_access_token(found["Items"][0]["id"]))


def clean(user_id):
    users.delete_item(Key={"id": user_id})
`,
    };
    const { policies } = await policiesFor(files);
    const [policy] = policies;
    expect(policy && linesOf(policy)).toEqual([
      'DeleteItem users (untagged)',
      `GetItem users ${me}`,
      'Query users/index/by-name (untagged)',
      'Scan users (privileged)',
    ]);
    expect(policy?.notes).toEqual([
      'dynamodb:LeadingKeys is compared with the tag owner of the session: it has to hold the owner, as keys have it.',
      'What the code asks a role for is allowed to sessions with the tag privileged=true.',
      'What is done for nobody who is known, as before a sign-in, is allowed to sessions without the tag owner.',
      'Scan on users is allowed to privileged sessions on all rows (app.py line 20).',
      'Query on users/index/by-name is allowed to sessions without an owner on all rows (app.py line 25).',
      'DeleteItem on users is allowed to sessions without an owner on all rows (app.py line 34).',
      'No route that is known leads to some calls, as of scripts and workers; they are allowed as well (app.py line 34).',
    ]);
  });

  test('where no key is the owner, sessions need no tags', async () => {
    const files = {
      'job.py': 'import boto3\n\ndef run(id):\n    boto3.resource("dynamodb").Table("jobs").get_item(Key={"id": id})\n',
    };
    expect(await needed(files)).toEqual(['GetItem jobs']);
  });

  test('a function that another one calls is asked with what it is given there', async () => {
    const job = `import boto3

jobs = boto3.resource("dynamodb").Table("jobs")


def load(kind, id):
    return jobs.get_item(Key={"pk": f"{kind}#{id}"})


def run(id):
    return load("JOB", id)


def again(id):
    return forth(id) if id else jobs.scan()


def forth(id):
    return again(id[1:])
`;
    expect(await needed({ 'job.py': job })).toEqual(['GetItem jobs', 'Scan jobs']);
    const written = job.replace('{kind}#{id}', 'JOB#{id}');
    expect(await needed({ 'job.py': written })).toEqual(['GetItem jobs JOB#*', 'Scan jobs']);
  });

  test('methods of classes and exports are looked at as well', async () => {
    const files = {
      'repository.ts': `import { DynamoDB } from '@aws-sdk/client-dynamodb';
export class Notes {
  constructor(private readonly client: DynamoDB) {}
  async all() { return this.client.scan({ TableName: 'notes' }); }
}
module.exports = { drop: (client) => client.deleteItem({ TableName: 'notes', Key: { id: 'x' } }) };
`,
    };
    expect(await needed(files)).toEqual(['DeleteItem notes x', 'Scan notes']);
  });

  test('a tenant beside the user has a tag of its own', async () => {
    const body =
      'table.get_item(Key={"owner": me})\ndynamodb.Table("orders").get_item(Key={"tenant": get_jwt()["tenant_id"]})';
    expect(await needed(python(body))).toEqual([`GetItem notes ${me}`, `GetItem orders \${tenant_id}`]);
    const tenants = 'dynamodb.Table("orders").get_item(Key={"tenant": get_jwt()["tenant_id"]})';
    expect(await needed(python(tenants))).toEqual([`GetItem orders ${me}`]);
  });

  test('what the own item of a user names is an owner, and what a list names is not', async () => {
    const own =
      'profile = table.get_item(Key={"owner": me})["Item"]\ndynamodb.Table("orders").get_item(Key={"tenant": profile["tenant_id"]})';
    expect(await needed(python(own))).toEqual([`GetItem notes ${me}`, `GetItem orders \${tenant_id}`]);
    const list =
      'found = table.query(IndexName="byReader", KeyConditionExpression="reader = :me", ExpressionAttributeValues={":me": me})["Items"]\ndynamodb.Table("orders").get_item(Key={"tenant": found[0]["tenant_id"]})';
    expect(await needed(python(list))).toEqual(['GetItem orders', `Query notes/index/byReader ${me}`]);
  });
});

test('code that calls nothing needs no policy', async () => {
  expect(await policiesFor({ 'app.py': 'print("hello")\n' })).toEqual({ policies: [], warnings: [] });
});

test('what does not parse is named', async () => {
  const { warnings } = await policiesFor({ 'app.py': 'def read(:\n    return\n' });
  expect(warnings).toEqual(['app.py line 1: this does not parse; calls in it may be missing from the policy.']);
});

test('a name that no tag can have is refused', async () => {
  await expect(policiesFor(python('table.scan()'), 'a}b')).rejects.toThrow(RangeError);
});
