import { expect, test } from 'vitest';
import { auditedPython } from './run-python.fixture.ts';

/** What is written, and what is answered, by one handler. */
async function outcomeOf(code: string): Promise<string[]> {
  const [route] = await auditedPython(code);
  return [
    ...(route?.accesses ?? []).map((access) => access.replace('DynamoDB Table.', '')),
    ...(route?.answers ?? []).filter((answer) => !/^(?:null|server|"")/.test(answer)),
  ];
}

const pydantic = `
import json
import boto3
from dataclasses import asdict, dataclass
from enum import Enum
from typing import ClassVar, Literal
from flask import Flask, request
from pydantic import BaseModel, ConfigDict, Field
from .schemas import Unseen
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')

class Kind(str, Enum):
    A = 'a'

class NoteIn(BaseModel):
    secret: ClassVar[str] = 'x'
    title: str
    kind: Kind
    size: int = Field(default=1, le=10)
    order: Literal['up', 'down'] = 'up'

class Open(BaseModel, extra='allow'):
    model_config = {'extra': 'allow'}
    title: str

@dataclass
class Point:
    x: int
    y: int

@app.post('/')
def handle():
    body = request.get_json()
`;

test.each([
  [
    'table.put_item(Item=NoteIn.model_validate(body).model_dump())',
    'put_item: with {title: body title, kind: body kind (listed), size: body size (capped number), order: body order (listed)}',
  ],
  [
    "table.put_item(Item=NoteIn.parse_obj(body).dict(include={'title', 'size'}))",
    'put_item: with {title: body title, size: body size (capped number)}',
  ],
  [
    "note = NoteIn.model_validate_json(request.data)\n    table.put_item(Item={'a': note.title, 'b': note.secret})",
    'put_item: with {a: body title, b: "x"}',
  ],
  ['table.put_item(Item=Open.model_validate(body).model_dump())', 'put_item: with {title: body title, **body *}'],
  ['table.put_item(Item=Unseen.model_validate(body).title)', 'put_item: with body title (picked)'],
  ["table.put_item(Item=asdict(Point(x=body['x'], y=1)))", 'put_item: with {x: body x, y: 1}'],
  [
    "note = NoteIn.model_validate(body).model_copy()\n    table.put_item(Item={'a': note.title})",
    'put_item: with {a: body title}',
  ],
])('%s', async (code, access) => {
  expect(await outcomeOf(`${pydantic}    ${code}\n`)).toEqual([access]);
});

const marshmallow = `
import boto3
from flask import Flask, jsonify, request
from flask_marshmallow import Marshmallow
from marshmallow import EXCLUDE, INCLUDE, Schema, fields, validate
from .schemas import note_schema
app = Flask(__name__)
ma = Marshmallow(app)
table = boto3.resource('dynamodb').Table('notes')

class NoteSchema(Schema):
    note_id = fields.UUID(dump_only=True)
    title = fields.Str(required=True)
    size = fields.Int(validate=validate.Range(1, 10))
    password = fields.Str(load_only=True)

class Open(Schema):
    class Meta:
        unknown = INCLUDE
    title = fields.Str()

class Short(ma.Schema):
    title = ma.String()

class Columns(ma.SQLAlchemyAutoSchema):
    class Meta:
        table = 'notes'

@app.post('/')
def handle():
    item = table.get_item(Key={'id': '1'})['Item']
`;
const read = 'get_item: id = "1"';

test.each([
  ['return NoteSchema().dump(item)', 'item1 Item.note_id + item1 Item.title + item1 Item.size (picked)'],
  ['return jsonify(NoteSchema().dump(item, many=True))', 'item1 Item.note_id + item1 Item.title + item1 Item.size'],
  ['return Short().dump(item)', 'item1 Item.title (picked)'],
  ['return Columns().dump(item)', 'item1 Item (picked)'],
  ['return note_schema.dump(item)', 'item1 Item (picked)'],
  ['return item', 'item1 Item'],
])('%s', async (code, answer) => {
  expect(await outcomeOf(`${marshmallow}    ${code}\n`)).toEqual([read, answer]);
});

test.each([
  ['NoteSchema().load(request.json)', '{title: body title, size: body size (capped), password: body password}'],
  [
    'NoteSchema().load(request.json, unknown=INCLUDE)',
    '{title: body title, size: body size (capped), password: body password, **body *}',
  ],
  ['Open().load(request.get_json())', '{title: body title, **body *}'],
  ['Open().load(request.get_json(), unknown=EXCLUDE)', '{title: body title}'],
  ['note_schema.load(request.form)', 'body * (picked)'],
])('%s', async (code, item) => {
  expect(await outcomeOf(`${marshmallow}    table.put_item(Item=${code})\n`)).toEqual([read, `put_item: with ${item}`]);
});
