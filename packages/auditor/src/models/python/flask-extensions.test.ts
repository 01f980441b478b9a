import { expect, test } from 'vitest';
import { type AuditedRoute, auditedPython } from './run-python.fixture.ts';

const top = `
import boto3
import jwt
from flask import Flask, request
from flask.views import MethodView
from flask_jwt_extended import get_jwt_identity, jwt_required

table = boto3.resource('dynamodb').Table('notes')

`;

interface Case {
  readonly name: string;
  readonly code: string;
  readonly routes: readonly AuditedRoute[];
}

function one(route: string, access: string, facts = '', answer = 'null'): AuditedRoute {
  const known = facts === '' ? '' : ` [${facts}]`;
  return { route, accesses: [access], facts: [facts], answers: [`${answer}${known}`] };
}

const byPath = 'DynamoDB Table.get_item: note_id = path note_id';
const me = 'DynamoDB Table.get_item: user_id = identity *';

const restful: readonly Case[] = [
  {
    name: 'resources with several paths, below a prefix, with decorators by method',
    code: `
from flask_restful import Api, Resource
app = Flask(__name__)
api = Api(app, prefix='/v1')

class Note(Resource):
    method_decorators = {'delete': [jwt_required()]}
    def get(self, note_id):
        table.get_item(Key={'note_id': note_id})
    def delete(self, note_id):
        table.delete_item(Key={'note_id': note_id})

class Mine(Resource):
    method_decorators = [jwt_required()]
    def get(self):
        table.get_item(Key={'user_id': get_jwt_identity()})

api.add_resource(Note, '/notes/<note_id>', '/old/<string:note_id>', endpoint='note')
api.add_resource(Mine, '/mine')
`,
    routes: [
      one('GET /v1/notes/{note_id}', byPath),
      one('DELETE /v1/notes/{note_id}', 'DynamoDB Table.delete_item: note_id = path note_id', 'authenticated'),
      one('GET /v1/old/{note_id}', byPath),
      one('DELETE /v1/old/{note_id}', 'DynamoDB Table.delete_item: note_id = path note_id', 'authenticated'),
      one('GET /v1/mine', me, 'authenticated'),
    ],
  },
  {
    name: 'a parser lets through what it declares',
    code: `
from flask_restful import Api, Resource, reqparse
app = Flask(__name__)
api = Api()
api.init_app(app)
parser = reqparse.RequestParser()
parser.add_argument('title', required=True)
parser.add_argument('user', location='headers', dest='who')
longer = parser.copy()
longer.add_argument('sort', location='args', choices=('a', 'b'))

class Notes(Resource):
    def post(self):
        table.put_item(Item=longer.parse_args())

@api.resource('/other')
class Other(Resource):
    def post(self):
        args = parser.parse_args()
        table.put_item(Item={'title': args.title, 'who': args['who'], 'sort': args.get('sort')})

api.add_resource(Notes, '/notes')
`,
    routes: [
      one('POST /other', 'DynamoDB Table.put_item: with {title: body title, who: header user, sort: server}'),
      one(
        'POST /notes',
        'DynamoDB Table.put_item: with {sort: query sort (listed), title: body title, who: header user}',
        'listed query sort',
      ),
    ],
  },
  {
    name: 'answers that only have declared fields',
    code: `
from flask_restful import Api, Resource, abort, fields, marshal, marshal_with
app = Flask(__name__)
api = Api(app)

class A(Resource):
    @marshal_with({'title': fields.String})
    def get(self):
        return table.get_item(Key={'id': '1'})['Item'], 200

class B(Resource):
    def get(self):
        return marshal(table.get_item(Key={'id': '1'})['Item'], {'title': fields.String})

class C(Resource):
    def get(self):
        try:
            return table.get_item(Key={'id': '1'})['Item']
        except Exception as error:
            abort(500, message=str(error))

api.add_resource(A, '/a')
api.add_resource(B, '/b')
api.add_resource(C, '/c')
`,
    routes: [
      one('GET /a', 'DynamoDB Table.get_item: id = "1"', '', 'item1 Item.title'),
      one('GET /b', 'DynamoDB Table.get_item: id = "1"', '', 'item1 Item.title (picked)'),
      {
        route: 'GET /c',
        accesses: ['DynamoDB Table.get_item: id = "1"'],
        facts: [''],
        answers: ['error at line 28', 'item1 Item'],
      },
    ],
  },
  {
    name: 'namespaces of Flask-RESTX',
    code: `
from flask_restx import Api, Namespace, Resource, fields
app = Flask(__name__)
api = Api(app)
notes = Namespace('notes', path='/n')
model = notes.model('Note', {'title': fields.String})

@notes.route('/<note_id>')
class Note(Resource):
    @notes.marshal_with(model)
    def get(self, note_id):
        return table.get_item(Key={'note_id': note_id})['Item']
    @notes.expect(model)
    def put(self, note_id):
        table.put_item(Item=notes.payload)

api.add_namespace(notes)
`,
    routes: [
      one('GET /n/{note_id}', byPath, '', 'item1 Item (picked)'),
      one('PUT /n/{note_id}', 'DynamoDB Table.put_item: with body *'),
    ],
  },
];

const smorest: readonly Case[] = [
  {
    name: 'arguments and responses of flask-smorest',
    code: `
from flask_smorest import Api, Blueprint
from marshmallow import EXCLUDE, INCLUDE, Schema, fields, validate
app = Flask(__name__)
blp = Blueprint('notes', __name__, url_prefix='/notes')

class NoteIn(Schema):
    title = fields.String(required=True)
    kind = fields.String(validate=validate.OneOf(['a', 'b']))
    note_id = fields.String(dump_only=True)

class Open(Schema):
    class Meta:
        unknown = INCLUDE
    title = fields.String()

class Page(Schema):
    size = fields.Integer(validate=validate.Range(min=1, max=100))

class NoteOut(Schema):
    title = fields.String()
    secret = fields.String(load_only=True)

@blp.route('/<note_id>')
class Note(MethodView):
    @jwt_required()
    @blp.arguments(Page, location='query')
    @blp.arguments(NoteIn)
    @blp.response(200, NoteOut)
    def put(self, page, data, note_id):
        table.update_item(Key={'note_id': note_id, 'size': page['size']}, ExpressionAttributeValues=data)
        return table.get_item(Key={'note_id': note_id})['Item']

@blp.post('/')
@blp.arguments(Open)
@blp.response(204)
def create(data):
    table.put_item(Item=data)

@blp.patch('/')
@blp.arguments(NoteIn, as_kwargs=True)
def change(title, kind):
    table.put_item(Item={'title': title, 'kind': kind})

Api(app).register_blueprint(blp)
`,
    routes: [
      {
        route: 'PUT /notes/{note_id}',
        accesses: [
          'DynamoDB Table.update_item: note_id = path note_id, size = query size (capped) with {title: body title, kind: body kind (listed)}',
          byPath,
        ],
        facts: ['authenticated, listed body kind', 'authenticated, listed body kind'],
        answers: ['item2 Item.title (picked) [authenticated, listed body kind]'],
      },
      one('POST /notes', 'DynamoDB Table.put_item: with {title: body title, **body *}'),
      one('PATCH /notes', 'DynamoDB Table.put_item: with {title: body title, kind: body kind (listed)}'),
    ],
  },
];

const apiflask: readonly Case[] = [
  {
    name: 'input and output of APIFlask',
    code: `
from apiflask import APIFlask, Schema
from apiflask.fields import Integer, String
from apiflask.validators import Range
app = APIFlask(__name__)

class NoteIn(Schema):
    title = String(required=True)

class Page(Schema):
    size = Integer(validate=Range(max=50))

class NoteOut(Schema):
    title = String()

@app.post('/a/<note_id>')
@app.input(NoteIn)
@app.input(Page, location='query')
@app.output(NoteOut, status_code=201)
def a(note_id, json_data, query_data):
    table.put_item(Item={**json_data, 'note_id': note_id, 'size': query_data['size']})
    return table.get_item(Key={'note_id': note_id})['Item']

@app.post('/b')
@app.input({'title': String()}, arg_name='note')
def b(note):
    table.put_item(Item=note)

@app.post('/c')
@app.input(NoteIn)
def c(data):
    table.put_item(Item=data)
`,
    routes: [
      {
        route: 'POST /a/{note_id}',
        accesses: [
          'DynamoDB Table.put_item: with {title: body title, note_id: path note_id, size: query size (capped)}',
          byPath,
        ],
        facts: ['', ''],
        answers: ['item2 Item.title (picked)'],
      },
      one('POST /b', 'DynamoDB Table.put_item: with {title: body title}'),
      one('POST /c', 'DynamoDB Table.put_item: with {title: body title}'),
    ],
  },
  {
    name: 'who the current user is, by what verifies the token',
    code: `
from apiflask import APIFlask, HTTPTokenAuth
from flask_httpauth import HTTPBasicAuth, HTTPTokenAuth as Token
app = APIFlask(__name__)
good = HTTPTokenAuth()
bad = HTTPTokenAuth()
basic = HTTPBasicAuth()
unseen = Token(scheme='Bearer')

@good.verify_token
def verify(token):
    return jwt.decode(token, 'key', algorithms=['HS256'])

@bad.verify_token
def believe(token):
    return jwt.decode(token, options={'verify_signature': False})

@basic.verify_password
def password(username, password):
    if users.get(username) == password:
        return username

@app.get('/a')
@app.auth_required(good)
def a():
    table.get_item(Key={'user_id': good.current_user['sub']})

@app.get('/b')
@app.auth_required(bad)
def b():
    table.get_item(Key={'user_id': bad.current_user['sub']})

@app.get('/c')
@basic.login_required
def c():
    table.get_item(Key={'user_id': basic.current_user()})

@app.get('/d')
@unseen.login_required(role='admin')
def d():
    table.get_item(Key={'user_id': unseen.current_user()})
`,
    routes: [
      one('GET /a', 'DynamoDB Table.get_item: user_id = identity sub', 'authenticated'),
      one('GET /b', 'DynamoDB Table.get_item: user_id = token sub', 'authenticated'),
      one('GET /c', me, 'authenticated'),
      one('GET /d', me, 'authenticated, privileged'),
    ],
  },
  {
    name: 'webargs',
    code: `
from webargs import fields
from webargs.flaskparser import use_args, use_kwargs
app = Flask(__name__)

@app.get('/a/<note_id>')
@use_args({'size': fields.Int()}, location='query')
def a(args, note_id):
    table.get_item(Key={'note_id': note_id, 'size': args['size']})

@app.post('/b')
@use_kwargs({'title': fields.Str()})
def b(title):
    table.put_item(Item={'title': title})
`,
    routes: [
      one('GET /a/{note_id}', `${byPath}, size = query size`),
      one('POST /b', 'DynamoDB Table.put_item: with {title: body title}'),
    ],
  },
];

test.each([...restful, ...smorest, ...apiflask])('$name', async ({ code, routes }) => {
  expect(await auditedPython(top + code)).toEqual(routes);
});
