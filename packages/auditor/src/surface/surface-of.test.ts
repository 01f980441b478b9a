import type { Operation } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { auditCode } from '../audit.ts';
import { surfaceOf } from './surface-of.ts';

async function operationsOf(text: string, path = 'app.py'): Promise<Operation[]> {
  return surfaceOf(await auditCode([{ path, text }]));
}

/** `PUT /notes/{id} path id:uuid · query limit:integer · json title! done`: `!` must be there, `=a|b` is one of these. */
function told({ id, parameters, body }: Operation): string {
  const given = parameters.map(({ in: place, name, schema }) => `${place} ${name}${typeOf(schema ?? {})}`);
  const { properties = {}, required = [] } = (body?.schema ?? {}) as {
    properties?: Record<string, Record<string, unknown>>;
    required?: string[];
  };
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${name}${required.includes(name) ? '!' : ''}${typeOf(schema)}`,
  );
  const media = body?.mediaType.replace(/^.*[/-]/, '');
  return [id, ...[...given, ...(body === undefined ? [] : [`${media} ${fields.join(' ')}`.trim()])]].join(' · ');
}

function typeOf(schema: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(schema.enum)) return `=${schema.enum.join('|')}`;
  const type = String(schema.format ?? schema.type);
  return `${type === 'string' ? '' : `:${type}`}${Array.isArray(schema.examples) ? `~${schema.examples.join()}` : ''}`;
}

const flask = (body: string): string => `import boto3
import uuid
from flask import Flask, jsonify, request
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')
TOPICS = ('travel', 'work')
FIELDS = ('title', 'text')

${body}
`;

describe('what code of Flask takes', () => {
  test.each([
    [
      'types of a path by its converters',
      `@app.get('/a/<int:one>/<uuid:two>/<three>')
def read(one, two, three):
    return jsonify(table.get_item(Key={'a': one, 'b': str(two), 'c': three})['Item']['x'])`,
      ['GET /a/{one}/{two}/{three} · path one:integer · path two:uuid · path three'],
    ],
    [
      'parts of a query, with what they are made into',
      `@app.get('/notes')
def notes():
    limit = int(request.args.get('limit', 20))
    found = table.query(Limit=limit, KeyConditionExpression=request.args['q'])
    return jsonify(found['Items'][0]['title'])`,
      ['GET /notes · query limit:integer · query q'],
    ],
    [
      'headers that are no credentials',
      `@app.get('/me')
def me():
    token = request.headers['Authorization']
    return jsonify(table.get_item(Key={'t': token, 'id': request.headers.get('X-User-Id')})['Item']['x'])`,
      ['GET /me · header X-User-Id'],
    ],
    [
      'fields of a body: those that it fails without, and others',
      `@app.post('/notes')
def make():
    data = request.get_json()
    table.put_item(Item={'id': str(uuid.uuid4()), 'title': data['title'], 'note': data.get('note')})
    return '', 201`,
      ['POST /notes · json title! note'],
    ],
    [
      'a field that is read alone',
      `@app.patch('/notes/<id>')
def rename(id):
    table.update_item(Key={'id': id}, ExpressionAttributeValues={':t': request.json.get('title')})
    return '', 204`,
      ['PATCH /notes/{id} · path id · json title!'],
    ],
    [
      'fields of a change, none of which must be there',
      `@app.patch('/notes/<id>')
def change(id):
    table.update_item(Key={'id': id}, ExpressionAttributeValues={':t': request.json['title'], ':n': request.json['text']})
    return '', 204`,
      ['PATCH /notes/{id} · path id · json title text'],
    ],
    [
      'fields by a list of their names, and not those of another list',
      `def view(item):
    return {name: item.get(name) for name in ('id', 'owner')}

@app.post('/notes')
def make():
    data = request.get_json()
    if not all(isinstance(data.get(name), str) for name in FIELDS):
        return '', 400
    item = {'id': str(uuid.uuid4()), **data}
    table.put_item(Item=item)
    return jsonify(view(item)), 201`,
      ['POST /notes · json title! text!'],
    ],
    [
      'what is asked to be one of a list',
      `@app.post('/notes/<topic>')
def make(topic):
    kind = request.json['kind']
    if topic not in TOPICS or kind not in ('note', 'task'):
        return '', 400
    table.put_item(Item={'id': str(uuid.uuid4()), 'topic': topic, 'kind': kind})
    return '', 201`,
      ['POST /notes/{topic} · path topic=travel|work · json kind!=note|task'],
    ],
    [
      'fields that a change may have, by a list',
      `@app.patch('/notes/<id>')
def change(id):
    data = request.get_json()
    changes = {k: v for k, v in data.items() if k in FIELDS}
    table.update_item(Key={'id': id}, ExpressionAttributeValues=changes)
    return '', 204`,
      ['PATCH /notes/{id} · path id · json title text'],
    ],
    [
      'fields by the keys of a dict',
      `LONGEST = {'title': 80, 'text': 500}

@app.put('/notes/<id>')
def change(id):
    body = request.get_json()
    changes = {field: body[field] for field in LONGEST if field in body}
    table.put_item(Item={'id': id, **changes})
    return '', 204`,
      ['PUT /notes/{id} · path id · json title! text!'],
    ],
    [
      'what fills a place, but is not read',
      `@app.post('/users')
def register():
    data = request.get_json()
    table.put_item(Item={'role': 'user', 'theme': 'light', **data, 'name': data['name']})
    return '', 201`,
      ['POST /users · json name!'],
    ],
    [
      'a word that many items share',
      `@app.post('/posts')
def make():
    data = request.get_json()
    table.put_item(Item={'id': str(uuid.uuid4()), 'topic': data['topic'], 'title': data['title']})
    return '', 201

@app.get('/topics/<topic>')
def topic(topic):
    found = table.query(IndexName='t', ExpressionAttributeValues={':t': topic}, KeyConditionExpression='topic = :t')
    return jsonify(found['Items'][0]['title'])`,
      ['POST /posts · json topic!~general title!', 'GET /topics/{topic} · path topic'],
    ],
    [
      'a form',
      `@app.post('/notes')
def make():
    table.put_item(Item={'id': str(uuid.uuid4()), 'title': request.form['title']})
    return '', 201`,
      ['POST /notes · urlencoded title!'],
    ],
    [
      'a route for each method, with a body where one writes',
      `@app.route('/notes/<id>', methods=['GET', 'PUT', 'DELETE'])
def note(id):
    if request.method == 'PUT':
        table.put_item(Item={'id': id, 'title': request.json['title']})
    return jsonify(table.get_item(Key={'id': id})['Item']['title'])`,
      ['DELETE /notes/{id} · path id', 'GET /notes/{id} · path id', 'PUT /notes/{id} · path id · json title!'],
    ],
    [
      'nothing by error handlers and paths that no request can be made of',
      `@app.errorhandler(404)
def missing(error):
    return 'nothing here', 404

@app.get('/files/<path:rest>*')
def files(rest):
    return 'x'

@app.get('/health')
def health():
    return 'ok'`,
      ['GET /health'],
    ],
  ])('%s', async (_, body, expected) => {
    expect((await operationsOf(flask(body))).map(told)).toEqual(expected);
  });
});

test('of Express: parameters, a query and a body that is taken apart', async () => {
  const text = `import express from 'express';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
const app = express();
const ddb = DynamoDBDocumentClient.from(client);
const required = ['title', 'text'];

app.get('/notes/:owner', async (req, res) => {
  const limit = Number(req.query.limit);
  const { Items } = await ddb.send(new QueryCommand({ Limit: limit, ExpressionAttributeValues: { ':o': req.params.owner } }));
  res.json(Items.map(({ title }) => title));
});

app.post('/notes', async (req, res) => {
  const { owner, ...body } = req.body;
  if (!required.every((name) => typeof body[name] === 'string')) return res.status(400).end();
  await ddb.send(new PutCommand({ TableName: 'notes', Item: { owner, ...body } }));
  res.status(201).end();
});
`;
  expect((await operationsOf(text, 'app.ts')).map(told)).toEqual([
    'POST /notes · json owner title! text!',
    'GET /notes/{owner} · path owner · query limit:number',
  ]);
});

describe('what a class or a schema declares', () => {
  test.each([
    [
      'a model of pydantic, with the types of a signature',
      'app.py',
      `import boto3
from uuid import UUID
from fastapi import FastAPI, Query
from pydantic import BaseModel, EmailStr
app = FastAPI()
table = boto3.resource('dynamodb').Table('notes')

class Other(BaseModel):
    title: int
    more: str
    count: str
    tags: str
    mail: str
    done: str

class NoteIn(BaseModel):
    title: str
    count: int | None = None
    tags: list[str] = []
    mail: EmailStr
    done: bool = False

@app.post('/notes/{note_id}')
def make(note_id: UUID, note: NoteIn, limit: int = Query(10)):
    table.put_item(Item={'id': str(note_id), **note.model_dump(), 'limit': limit})
    return {'ok': True}
`,
      'POST /notes/{note_id} · path note_id:uuid · query limit:integer · json title count:integer tags:array mail:email done:boolean',
    ],
    [
      'a schema of marshmallow',
      'app.py',
      `import boto3
from flask import Flask
from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields
blp = Blueprint('pets', 'pets')
api = Api(Flask(__name__))
api.register_blueprint(blp)
table = boto3.resource('dynamodb').Table('pets')

class PetIn(Schema):
    name = fields.Str(required=True)
    age = fields.Int()

@blp.route('/pets', methods=['POST'])
@blp.arguments(PetIn)
def make(data):
    table.put_item(Item={'id': 'x', **data})
    return data
`,
      'POST /pets · json name age:integer',
    ],
    [
      'a schema of zod',
      'app.ts',
      `import express from 'express';
import { z } from 'zod';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
const ddb = DynamoDBDocumentClient.from(client);
const app = express();
const NoteIn = z.object({ title: z.string().min(1), count: z.number().optional(), kind: z.enum(['a', 'b']) });
app.post('/notes', async (req, res) => {
  const note = NoteIn.parse(req.body);
  await ddb.send(new PutCommand({ TableName: 'notes', Item: { id: crypto.randomUUID(), ...note } }));
  res.status(201).end();
});
`,
      'POST /notes · json title count:number kind=a|b',
    ],
  ])('%s', async (_, path, text, expected) => {
    expect((await operationsOf(text, path)).map(told)).toEqual([expected]);
  });
});

test('a function of AWS Lambda is reached by no path of its own', async () => {
  const text = `def handler(event, context):
    return {'statusCode': 200, 'body': event['pathParameters']['id']}
`;
  expect(await operationsOf(text)).toEqual([]);
});

test('an operation has what a specification would say', async () => {
  const [operation] = await operationsOf(flask(`@app.get('/health')\ndef health():\n    return 'ok'`));
  expect(operation).toEqual({
    id: 'GET /health',
    method: 'GET',
    path: '/health',
    parameters: [],
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source: 'code',
  });
});
