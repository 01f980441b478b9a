import { expect, test } from 'vitest';
import { type AuditedRoute, auditedPython } from './run-python.fixture.ts';

const top = `
from functools import wraps
import boto3
from flask import Blueprint, Flask, abort, g, jsonify, request
from flask.views import MethodView, View
from flask_jwt_extended import get_jwt_identity, jwt_required, verify_jwt_in_request
from flask_login import login_required

app = Flask(__name__)
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

const views: readonly Case[] = [
  {
    name: 'a view of methods, with decorators for all of them and for one',
    code: `
class NoteView(MethodView):
    decorators = [jwt_required()]

    def __init__(self, name='notes'):
        self.table = boto3.resource('dynamodb').Table(name)

    def get(self, note_id):
        self.table.get_item(Key={'note_id': note_id})

    @login_required
    def delete(self, note_id):
        self.table.delete_item(Key={'note_id': note_id})

    def helper(self):
        self.table.scan()

app.add_url_rule('/notes/<int:note_id>', view_func=NoteView.as_view('note'))
`,
    routes: [
      one('GET /notes/{note_id}', byPath, 'authenticated'),
      one('DELETE /notes/{note_id}', 'DynamoDB Table.delete_item: note_id = path note_id', 'authenticated'),
    ],
  },
  {
    name: 'methods that are asked for, of those that a class has',
    code: `
class NoteView(MethodView):
    key = 'note_id'
    def get(self, note_id):
        table.get_item(Key={self.key: note_id})
    def post(self, note_id):
        table.scan()

app.add_url_rule('/notes/<note_id>', view_func=NoteView.as_view('note'), methods=['GET'])
`,
    routes: [one('GET /notes/{note_id}', byPath)],
  },
  {
    name: 'a view with one function',
    code: `
class Dump(View):
    methods = ['GET', 'POST']
    def dispatch_request(self):
        table.scan()

app.add_url_rule('/dump', view_func=Dump.as_view('dump'))
`,
    routes: [one('GET,POST /dump', 'DynamoDB Table.scan: ')],
  },
  {
    name: 'decorators around a view where it is registered',
    code: `
class NoteView(MethodView):
    def get(self, note_id):
        table.get_item(Key={'note_id': note_id})

def plain(note_id):
    table.get_item(Key={'note_id': note_id})

app.add_url_rule('/a/<note_id>', view_func=jwt_required()(NoteView.as_view('note')))
app.add_url_rule('/b/<note_id>', 'plain', login_required(plain))
app.add_url_rule('/c/<note_id>', view_func=plain)
`,
    routes: [
      one('GET /a/{note_id}', byPath, 'authenticated'),
      one('GET /b/{note_id}', byPath, 'authenticated'),
      one('GET /c/{note_id}', byPath),
    ],
  },
  {
    name: 'decorators of the same code: around a method, and for a whole class',
    code: `
def own(method):
    @wraps(method)
    def checked(self, user_id):
        verify_jwt_in_request()
        if user_id != get_jwt_identity():
            abort(403)
        return method(self, user_id)
    return checked

def signed_in(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        verify_jwt_in_request()
        return view(*args, **kwargs)
    return wrapper

class Profile(MethodView):
    @own
    def get(self, user_id):
        table.get_item(Key={'user_id': user_id})

class Notes(MethodView):
    decorators = [signed_in]
    def get(self, note_id):
        table.get_item(Key={'note_id': note_id})

app.add_url_rule('/users/<user_id>', view_func=Profile.as_view('profile'))
app.add_url_rule('/notes/<note_id>', view_func=Notes.as_view('notes'))
`,
    routes: [
      one(
        'GET /users/{user_id}',
        'DynamoDB Table.get_item: user_id = path user_id',
        'authenticated, belongs path user_id',
      ),
      one('GET /notes/{note_id}', byPath, 'authenticated'),
    ],
  },
];

const blueprints: readonly Case[] = [
  {
    name: 'blueprints inside blueprints',
    code: `
api = Blueprint('api', __name__, url_prefix='/api')
notes = Blueprint('notes', __name__, url_prefix='/notes')

@notes.get('/<note_id>')
def read(note_id):
    table.get_item(Key={'note_id': note_id})

@api.before_request
def check():
    verify_jwt_in_request()

api.register_blueprint(notes)
app.register_blueprint(api, url_prefix='/v1')
`,
    routes: [one('GET /v1/notes/{note_id}', byPath, 'authenticated')],
  },
  {
    name: 'parameters of a prefix, also of a blueprint that nothing seen registers',
    code: `
seen = Blueprint('seen', __name__, url_prefix='/a/<tenant>')
unseen = Blueprint('unseen', __name__, url_prefix='/b/<string:tenant>')

@seen.get('/')
def read(tenant):
    table.get_item(Key={'tenant': tenant})

@unseen.get('/')
def read_other(tenant):
    table.get_item(Key={'tenant': tenant})

app.register_blueprint(seen)
`,
    routes: [
      one('GET /a/{tenant}', 'DynamoDB Table.get_item: tenant = path tenant'),
      one('GET /', 'DynamoDB Table.get_item: tenant = path tenant'),
    ],
  },
  {
    name: 'what runs before may answer instead',
    code: `
@app.before_request
def check():
    if request.path == '/health':
        return None
    if not valid(request.headers.get('Authorization')):
        return jsonify(error='no'), 401
    verify_jwt_in_request()

@app.get('/notes/<note_id>')
def read(note_id):
    table.get_item(Key={'note_id': note_id})
`,
    routes: [one('GET /notes/{note_id}', byPath)],
  },
  {
    name: 'what runs before and answers at its end',
    code: `
@app.before_request
def check():
    if verify_jwt_in_request():
        return
    return jsonify(error='no'), 401

@app.get('/notes/<note_id>')
def read(note_id):
    table.get_item(Key={'note_id': note_id})
`,
    routes: [one('GET /notes/{note_id}', byPath, 'authenticated')],
  },
  {
    name: 'a decorator that cannot be seen hands over who the caller is',
    code: `
from .auth import token_required, logged

@app.get('/a/<note_id>')
@token_required
def a(current_user, note_id):
    table.get_item(Key={'owner': current_user['id'], 'note_id': note_id})

@app.get('/b/<note_id>')
@logged
def b(note_id, size=10):
    table.get_item(Key={'note_id': note_id, 'size': size})
`,
    routes: [
      one('GET /a/{note_id}', 'DynamoDB Table.get_item: owner = identity? id, note_id = path note_id', 'authenticated'),
      one('GET /b/{note_id}', 'DynamoDB Table.get_item: note_id = path note_id, size = 10'),
    ],
  },
];

const globals: readonly Case[] = [
  {
    name: 'what is put into g before the view runs',
    code: `
import jwt

@app.before_request
def load():
    g.user = jwt.decode(request.headers['Authorization'], 'key', algorithms=['HS256'])
    g.page = request.args['page']

@app.get('/')
def read():
    table.get_item(Key={'a': g.user['sub'], 'b': g.get('user')['sub'], 'c': getattr(g, 'user', None)['sub'], 'd': g.page})
`,
    routes: [
      one(
        'GET /',
        'DynamoDB Table.get_item: a = identity sub, b = identity sub, c = identity sub, d = query page',
        'authenticated',
      ),
    ],
  },
  {
    name: 'what a decorator puts into g',
    code: `
import jwt

def authenticated(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        g.claims = jwt.decode(request.headers['Authorization'], 'key', algorithms=['HS256'])
        return view(*args, **kwargs)
    return wrapper

@app.get('/<note_id>')
@authenticated
def read(note_id):
    table.get_item(Key={'owner': g.claims['sub'], 'note_id': note_id})
`,
    routes: [
      one('GET /{note_id}', 'DynamoDB Table.get_item: owner = identity sub, note_id = path note_id', 'authenticated'),
    ],
  },
  {
    name: 'what nothing seen puts into g is what its name says',
    code: `
@app.get('/')
def read():
    table.get_item(Key={'a': g.user.id, 'b': g.user_id, 'c': g.get('tenant_id'), 'd': g.settings, 'e': getattr(request, 'current_user')})
`,
    routes: [
      one(
        'GET /',
        'DynamoDB Table.get_item: a = identity? id, b = identity? *, c = identity? *, d = server, e = identity? *',
      ),
    ],
  },
  {
    name: 'the session says who the caller is, but for what this request puts into it',
    code: `
from flask import session

@app.get('/')
def read():
    if 'user_id' not in session:
        abort(401)
    table.get_item(Key={'a': session['user_id'], 'b': session.get('tenant', ''), 'c': session.get('next')['page']})
    session['next'] = request.args['next']
    table.get_item(Key={'d': session['next'], 'e': session.get('next')})
`,
    routes: [
      {
        route: 'GET /',
        accesses: [
          'DynamoDB Table.get_item: a = identity user_id, b = identity tenant, c = identity next.page',
          'DynamoDB Table.get_item: d = query next, e = query next',
        ],
        facts: ['authenticated', 'authenticated'],
        answers: ['null [authenticated]'],
      },
    ],
  },
  {
    name: 'an unverified token stays one in g',
    code: `
import jwt

@app.before_request
def load():
    g.user = jwt.decode(request.headers['Authorization'], options={'verify_signature': False})

@app.get('/')
def read():
    table.get_item(Key={'user_id': g.user['sub']})
`,
    routes: [one('GET /', 'DynamoDB Table.get_item: user_id = token sub')],
  },
];

test.each([...views, ...blueprints, ...globals])('$name', async ({ code, routes }) => {
  expect(await auditedPython(top + code)).toEqual(routes);
});
