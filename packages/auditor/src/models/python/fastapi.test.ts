import { expect, test } from 'vitest';
import { type AuditedRoute, auditedPython } from './run-python.fixture.ts';

const top = `
import os
from typing import Annotated, Literal
import boto3
import jwt
from fastapi import APIRouter, Body, Cookie, Depends, FastAPI, Header, HTTPException, Path, Query, Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer, OAuth2PasswordBearer
from pydantic import BaseModel, ConfigDict, Field

app = FastAPI()
table = boto3.resource('dynamodb').Table('notes')
oauth = OAuth2PasswordBearer(tokenUrl='token')


def current_user(token: Annotated[str, Depends(oauth)]):
    try:
        return jwt.decode(token, os.environ['KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(401)

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

const parameters: readonly Case[] = [
  {
    name: 'a parameter of the path, and one that is not in it',
    code: `
@app.get('/notes/{note_id}')
def read(note_id: int, page: int = 1):
    table.get_item(Key={'note_id': note_id, 'page': page})
`,
    routes: [
      one(
        'GET /notes/{note_id}',
        'DynamoDB Table.get_item: note_id = path note_id (number), page = query page (number)',
      ),
    ],
  },
  {
    name: 'parameters that say where they come from, also by a default',
    code: `
@app.get('/')
def read(x_user_id: Annotated[str | None, Header()], sid: str = Cookie(), who: str = Query(alias='user'), plain: str = Header(alias='X-Tenant')):
    table.get_item(Key={'a': x_user_id, 'b': sid, 'c': who, 'd': plain})
`,
    routes: [
      one(
        'GET /',
        'DynamoDB Table.get_item: a = header x-user-id, b = cookie sid, c = query user, d = header X-Tenant',
      ),
    ],
  },
  {
    name: 'limits of a declaration, also behind a name for a type',
    code: `
Size = Annotated[int, Query(ge=1, le=50)]

@app.get('/a')
def a(size: Size):
    table.scan(Limit=size)

@app.get('/b')
def b(sort: Literal['name', 'age'], size: int = Query(10, lt=100)):
    table.scan(IndexName=sort, Limit=size)

@app.get('/c')
def c(size: int = 10):
    table.scan(Limit=size)
`,
    routes: [
      one('GET /a', 'DynamoDB Table.scan: at most query size (capped number)', 'capped query size'),
      one(
        'GET /b',
        'DynamoDB Table.scan: on index query sort (listed) at most query size (capped number)',
        'capped query size, listed query sort',
      ),
      one('GET /c', 'DynamoDB Table.scan: at most query size (number)'),
    ],
  },
  {
    name: 'a model as the body has its declared fields and no others',
    code: `
class Base(BaseModel):
    title: str

class NoteIn(Base):
    text: str = Field(max_length=100)
    kind: Literal['a', 'b']

@app.post('/notes')
def create(note: NoteIn):
    table.put_item(Item={**note.model_dump(exclude={'kind'}), 'by': note.title, 'other': note.owner})
`,
    routes: [
      one(
        'POST /notes',
        'DynamoDB Table.put_item: with {title: body title, text: body text, by: body title, other: server}',
        'listed body kind',
      ),
    ],
  },
  {
    name: 'a model that lets more fields through',
    code: `
class NoteIn(BaseModel):
    model_config = ConfigDict(extra='allow')
    title: str

class OldNoteIn(BaseModel):
    class Config:
        extra = 'allow'
    title: str

@app.post('/a')
def a(note: NoteIn):
    table.put_item(Item=note.model_dump())

@app.post('/b')
def b(note: OldNoteIn):
    table.put_item(Item=note.dict())
`,
    routes: [
      one('POST /a', 'DynamoDB Table.put_item: with {title: body title, **body *}'),
      one('POST /b', 'DynamoDB Table.put_item: with {title: body title, **body *}'),
    ],
  },
  {
    name: 'a body without a model is all that the client sends',
    code: `
@app.post('/a')
def a(data: dict):
    table.put_item(Item=data)

@app.post('/b')
def b(data: Annotated[dict, Body()]):
    table.put_item(Item=data)

@app.post('/c')
async def c(request: Request):
    table.put_item(Item=await request.json())

@app.post('/d')
def d(title: Annotated[str, Body()]):
    table.put_item(Item={'title': title})
`,
    routes: [
      one('POST /a', 'DynamoDB Table.put_item: with body *'),
      one('POST /b', 'DynamoDB Table.put_item: with body *'),
      one('POST /c', 'DynamoDB Table.put_item: with body *'),
      one('POST /d', 'DynamoDB Table.put_item: with {title: body title}'),
    ],
  },
  {
    name: 'what is asked of the request itself',
    code: `
@app.get('/notes/{note_id}')
def read(request: Request):
    table.get_item(Key={
        'a': request.path_params['note_id'],
        'b': request.query_params.get('b'),
        'c': request.headers['X-C'],
        'd': request.cookies.get('d'),
        'e': request.session['user'],
        'f': request.user.id,
        'g': request.state.user['id'],
        'h': request.state.table,
    })
`,
    routes: [
      one(
        'GET /notes/{note_id}',
        'DynamoDB Table.get_item: a = path note_id, b = query b, c = header X-C, d = cookie d, e = identity user, f = identity id, g = identity? id, h = server',
      ),
    ],
  },
];

const dependencies: readonly Case[] = [
  {
    name: 'a dependency that verifies a token, by a default, an annotation, and a name for one',
    code: `
Me = Annotated[dict, Depends(current_user)]

@app.get('/a')
def a(user: dict = Depends(current_user)):
    table.get_item(Key={'user_id': user['sub']})

@app.get('/b')
def b(user: Annotated[dict, Security(current_user, scopes=['notes'])]):
    table.get_item(Key={'user_id': user['sub']})

@app.get('/c')
def c(user: Me):
    table.get_item(Key={'user_id': user['sub']})
`,
    routes: ['a', 'b', 'c'].map((path) =>
      one(`GET /${path}`, 'DynamoDB Table.get_item: user_id = identity sub', 'authenticated'),
    ),
  },
  {
    name: 'dependencies of dependencies, with parameters of the path',
    code: `
def own_note(note_id: str, user: dict = Depends(current_user)):
    note = table.get_item(Key={'note_id': note_id}).get('Item')
    if note is None or note['owner'] != user['sub']:
        raise HTTPException(404)
    return note

@app.get('/notes/{note_id}')
def read(note: dict = Depends(own_note)):
    return {'text': note['text']}
`,
    routes: [
      {
        route: 'GET /notes/{note_id}',
        accesses: ['DynamoDB Table.get_item: note_id = path note_id'],
        facts: ['authenticated'],
        answers: ['item1 Item.text [authenticated, owned 1]'],
      },
    ],
  },
  {
    name: 'a class, an object that can be called, and a generator',
    code: `
class Paging:
    def __init__(self, size: int = 10, after: str = ''):
        self.size = size
        self.after = after

class Owner:
    def __init__(self, field):
        self.field = field
    def __call__(self, user: dict = Depends(current_user)):
        return user[self.field]

def tables():
    found = boto3.resource('dynamodb').Table('other')
    try:
        yield found
    finally:
        found.meta.client.close()

@app.get('/')
def read(paging: Annotated[Paging, Depends()], owner: str = Depends(Owner('org')), found=Depends(tables)):
    found.get_item(Key={'org': owner, 'size': paging.size, 'after': paging.after})
`,
    routes: [
      one(
        'GET /',
        'DynamoDB Table.get_item: org = identity org, size = query size (number), after = query after',
        'authenticated',
      ),
    ],
  },
  {
    name: 'tables that a generator hands out, without and with waiting for them',
    code: `
import aioboto3

async def waited():
    session = aioboto3.Session()
    async with session.resource('dynamodb') as dynamodb:
        yield await dynamodb.Table('notes')

async def client():
    async with aioboto3.Session().client('dynamodb') as made:
        yield made

async def closed():
    await log('asked')
    return boto3.resource('dynamodb').Table('notes')

@app.get('/')
async def read(a=Depends(waited), b=Depends(client), c=Depends(closed)):
    await a.scan()
    await b.scan(TableName='notes')
    c.scan()
`,
    routes: [
      {
        route: 'GET /',
        accesses: ['DynamoDB Table.scan: ', 'DynamoDB scan: ', 'DynamoDB Table.scan: '],
        facts: ['', '', ''],
        answers: ['null'],
      },
    ],
  },
  {
    name: 'security schemes verify nothing',
    code: `
bearer = HTTPBearer()
key = APIKeyHeader(name='X-Api-Key')

@app.get('/a')
def a(credentials: HTTPAuthorizationCredentials = Depends(bearer)):
    table.get_item(Key={'a': credentials.credentials})

@app.get('/b')
def b(given: Annotated[str, Security(key)], token: str = Depends(oauth)):
    table.get_item(Key={'a': given, 'b': token})
`,
    routes: [
      one('GET /a', 'DynamoDB Table.get_item: a = header Authorization'),
      one('GET /b', 'DynamoDB Table.get_item: a = header X-Api-Key, b = header Authorization'),
    ],
  },
  {
    name: 'a dependency that cannot be seen is what its name says',
    code: `
from .security import caller, get_current_user, require_admin, settings, verify_api_key

@app.get('/a')
def a(user=Depends(get_current_user)):
    table.get_item(Key={'user_id': user.id})

@app.get('/b', dependencies=[Depends(require_admin)])
def b():
    table.scan()

@app.get('/c/{note_id}', dependencies=[Depends(verify_api_key)])
def c(note_id: str, found=Depends(settings)):
    table.get_item(Key={'note_id': note_id, 'stage': found.stage})

@app.get('/d')
def d(me=Depends(caller)):
    table.get_item(Key={'tenant_id': me.tenant_id})
`,
    routes: [
      one('GET /a', 'DynamoDB Table.get_item: user_id = identity? id', 'authenticated'),
      one('GET /b', 'DynamoDB Table.scan: ', 'authenticated, privileged'),
      one('GET /c/{note_id}', 'DynamoDB Table.get_item: note_id = path note_id, stage = server', 'authenticated'),
      one('GET /d', 'DynamoDB Table.get_item: tenant_id = identity? tenant_id', 'authenticated'),
    ],
  },
  {
    name: 'dependencies that depend on each other end',
    code: `
def first(token: str = Depends(oauth), other=Depends(lambda: second)):
    return token

def second(other=Depends(first), same=Depends(second)):
    return other

@app.get('/')
def read(found=Depends(second)):
    table.get_item(Key={'a': found})
`,
    routes: [one('GET /', 'DynamoDB Table.get_item: a = header Authorization')],
  },
];

const routers: readonly Case[] = [
  {
    name: 'prefixes of routers inside routers, and what they depend on',
    code: `
notes = APIRouter(prefix='/notes', dependencies=[Depends(current_user)])
api = APIRouter(prefix='/api')

@notes.get('/{note_id}')
def read(note_id: str):
    table.get_item(Key={'note_id': note_id})

@api.delete('/plain/{note_id}')
def drop(note_id: str):
    table.delete_item(Key={'note_id': note_id})

api.include_router(notes)
app.include_router(api, prefix='/v1')
`,
    routes: [
      one('GET /v1/api/notes/{note_id}', 'DynamoDB Table.get_item: note_id = path note_id', 'authenticated'),
      one('DELETE /v1/api/plain/{note_id}', 'DynamoDB Table.delete_item: note_id = path note_id'),
    ],
  },
  {
    name: 'dependencies of the app and of one inclusion',
    code: `
notes = APIRouter()
closed = FastAPI(dependencies=[Depends(current_user)])

@notes.get('/notes')
def read():
    table.scan()

@closed.get('/closed')
def read_closed():
    table.scan()

app.include_router(notes, dependencies=[Depends(current_user)])
`,
    routes: [
      one('GET /notes', 'DynamoDB Table.scan: ', 'authenticated'),
      one('GET /closed', 'DynamoDB Table.scan: ', 'authenticated'),
    ],
  },
  {
    name: 'routes without a decorator, and several methods',
    code: `
def read():
    table.scan()

@app.api_route('/b', methods=['GET', 'post'])
def both():
    table.scan()

app.add_api_route('/a', read, methods=['GET'])
`,
    routes: [one('GET,POST /b', 'DynamoDB Table.scan: '), one('GET /a', 'DynamoDB Table.scan: ')],
  },
  {
    name: 'middleware that lets only verified callers through',
    code: `
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

class Authentication(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        try:
            request.state.claims = jwt.decode(request.headers['Authorization'], os.environ['KEY'], algorithms=['HS256'])
        except jwt.PyJWTError:
            return JSONResponse({'error': 'no'}, status_code=401)
        return await call_next(request)

app.add_middleware(Authentication)

@app.get('/')
def read(request: Request):
    table.get_item(Key={'user_id': request.state.claims['sub']})
`,
    routes: [one('GET /', 'DynamoDB Table.get_item: user_id = identity sub', 'authenticated')],
  },
  {
    name: 'middleware that only looks on',
    code: `
@app.middleware('http')
async def timed(request, call_next):
    answer = await call_next(request)
    answer.headers['X-Time'] = '1'
    return answer

@app.get('/')
def read():
    table.scan()
`,
    routes: [one('GET /', 'DynamoDB Table.scan: ')],
  },
];

const answers: readonly Case[] = [
  {
    name: 'a response model keeps back what it does not declare',
    code: `
class NoteOut(BaseModel):
    text: str

@app.get('/a', response_model=NoteOut)
def a():
    return table.get_item(Key={'id': '1'})['Item']

@app.get('/b', response_model=list[NoteOut])
def b():
    return table.get_item(Key={'id': '1'})['Item']

@app.get('/c', response_model=None)
def c():
    return table.get_item(Key={'id': '1'})['Item']
`,
    routes: [
      one('GET /a', 'DynamoDB Table.get_item: id = "1"', '', 'item1 Item.text (picked)'),
      one('GET /b', 'DynamoDB Table.get_item: id = "1"', '', 'item1 Item (picked)'),
      one('GET /c', 'DynamoDB Table.get_item: id = "1"', '', 'item1 Item'),
    ],
  },
  {
    name: 'errors say what they are made of',
    code: `
from fastapi.responses import JSONResponse

@app.get('/a')
def a():
    try:
        table.scan()
    except Exception as error:
        raise HTTPException(status_code=500, detail=str(error))

@app.exception_handler(Exception)
def failed(request, error):
    return JSONResponse(status_code=500, content={'error': str(error)})
`,
    routes: [
      { route: 'GET /a', accesses: ['DynamoDB Table.scan: '], facts: [''], answers: ['error at line 28', 'null'] },
      { route: 'on errors', accesses: [], facts: [], answers: ['error at line 31'] },
    ],
  },
];

test.each([...parameters, ...dependencies, ...routers, ...answers])('$name', async ({ code, routes }) => {
  expect(await auditedPython(top + code)).toEqual(routes);
});

test('names for types are followed into other modules', async () => {
  const routes = await auditedPython({
    'api/deps.py': `
from typing import Annotated
import jwt
from fastapi import Depends, Query
from fastapi.security import OAuth2PasswordBearer

def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='t'))]):
    return jwt.decode(token, 'key', algorithms=['HS256'])

CurrentUser = Annotated[dict, Depends(current_user)]
Size = Annotated[int, Query(le=20)]
`,
    'api/notes.py': `
import boto3
from fastapi import APIRouter
from api.deps import CurrentUser, Size
router = APIRouter()
table = boto3.resource('dynamodb').Table('notes')

@router.get('/')
def read(user: CurrentUser, size: Size):
    table.get_item(Key={'user_id': user['sub'], 'size': size})
`,
    'main.py': `
from fastapi import FastAPI
from api import notes
app = FastAPI()
app.include_router(notes.router, prefix='/notes')
`,
  });
  expect(routes).toEqual([
    one(
      'GET /notes',
      'DynamoDB Table.get_item: user_id = identity sub, size = query size (capped number)',
      'authenticated, capped query size',
    ),
  ]);
});
