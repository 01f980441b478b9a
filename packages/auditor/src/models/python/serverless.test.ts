import { expect, test } from 'vitest';
import { type AuditedRoute, auditedPython } from './run-python.fixture.ts';

const top = `
import json
import os
import boto3
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

const handlers: readonly Case[] = [
  {
    name: 'the parts of an event, however they are asked for',
    code: `
def lambda_handler(event, context):
    path = (event.get('pathParameters') or {}).get('id')
    query = event['queryStringParameters']['page']
    body = json.loads(event.get('body', '{}'))
    header = event.get('headers', {}).get('X-Tenant')
    table.get_item(Key={'a': path, 'b': query, 'c': body['c'], 'd': header, 'e': event['rawPath'], 'f': event['cookies'], 'g': event['stageVariables']['table']})
`,
    routes: [
      one(
        'ANY /lambda_handler',
        'DynamoDB Table.get_item: a = path id, b = query page, c = body c, d = header X-Tenant, e = path rawPath, f = cookie *, g = server',
      ),
    ],
  },
  {
    name: 'who the caller is by API Gateway, AppSync and Cognito',
    code: `
def handler(event, context):
    request = event['requestContext']
    table.get_item(Key={
        'a': request['authorizer']['claims']['sub'],
        'b': request.get('authorizer', {}).get('jwt', {}).get('claims', {}).get('sub'),
        'c': request['authorizer']['lambda']['userId'],
        'd': request['authorizer']['principalId'],
        'e': request['identity']['cognitoIdentityId'],
        'f': request['identity']['sourceIp'],
        'g': event['identity']['claims']['sub'],
        'h': event['arguments']['id'],
        'i': request['stage'],
    })
`,
    routes: [
      one(
        'ANY /handler',
        'DynamoDB Table.get_item: a = identity sub, b = identity sub, c = identity userId, d = identity principalId, e = identity cognitoIdentityId, f = server, g = identity claims.sub, h = body id, i = server',
      ),
    ],
  },
  {
    name: 'functions of one module that a deployment names one by one',
    code: `
def create(event, context):
    table.put_item(Item=json.loads(event['body']))
    return {'statusCode': 201}

def remove(event, _context):
    table.delete_item(Key={'id': event['pathParameters']['id']})
    return {'statusCode': 204}

def helper(event, name):
    return event[name]
`,
    routes: [
      one('ANY /create', 'DynamoDB Table.put_item: with body *', '', 'server'),
      one('ANY /remove', 'DynamoDB Table.delete_item: id = path id', '', 'server'),
    ],
  },
  {
    name: 'a helper of a handler is no route of its own',
    code: `
def read(event, context):
    return table.get_item(Key={'id': event['pathParameters']['id']})['Item']

def handler(event, context):
    return {'statusCode': 200, 'body': json.dumps(read(event, context)['text'])}
`,
    routes: [one('ANY /handler', 'DynamoDB Table.get_item: id = path id', '', 'item1 Item.text')],
  },
  {
    name: 'workers of queues and custom authorizers are called by nobody from outside',
    code: `
def handler(event, context):
    for record in event['Records']:
        table.put_item(Item=json.loads(record['body']))
`,
    routes: [],
  },
  {
    name: 'a custom authorizer',
    code: `
def handler(event, context):
    table.get_item(Key={'token': event['headers']['authorization']})
    return {'policyDocument': {'Resource': event['methodArn']}}
`,
    routes: [],
  },
  {
    name: 'data classes around the event',
    code: `
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

def handler(event, context):
    request = APIGatewayProxyEvent(event)
    table.get_item(Key={
        'a': request.path_parameters['id'],
        'b': request.get_query_string_value(name='page', default_value='1'),
        'c': request.get_header_value('X-Tenant'),
        'd': request.json_body['d'],
        'e': request.request_context.authorizer.claims['sub'],
    })
    return {'statusCode': 200}
`,
    routes: [
      one(
        'ANY /handler',
        'DynamoDB Table.get_item: a = path id, b = query page, c = header X-Tenant, d = body d, e = identity sub',
        '',
        'server',
      ),
    ],
  },
];

const powertools: readonly Case[] = [
  {
    name: 'routes, routers and middleware of Powertools',
    code: `
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.router import Router

app = APIGatewayRestResolver()
router = Router()

def admins(app, next_middleware):
    if 'admin' not in app.current_event.request_context.authorizer.claims['cognito:groups']:
        return Response(status_code=403)
    return next_middleware(app)

@app.get('/notes/<note_id>')
def read(note_id: str, page: int = 1):
    table.get_item(Key={'note_id': note_id, 'page': page})

@app.delete('/notes/<note_id>', middlewares=[admins])
def drop(note_id):
    table.delete_item(Key={'note_id': note_id})

@router.route('/', method=['PUT', 'POST'])
def save():
    body = router.current_event.json_body
    table.put_item(Item={'title': body['title'], 'owner': router.current_event['requestContext']['authorizer']['claims']['sub']})

app.include_router(router, prefix='/all')

def lambda_handler(event, context):
    return app.resolve(event, context)
`,
    routes: [
      one('GET /notes/{note_id}', 'DynamoDB Table.get_item: note_id = path note_id, page = query page (number)'),
      one('DELETE /notes/{note_id}', 'DynamoDB Table.delete_item: note_id = path note_id', 'authenticated, privileged'),
      one('PUT,POST /all', 'DynamoDB Table.put_item: with {title: body title, owner: identity sub}'),
    ],
  },
  {
    name: 'middleware for all routes, and bodies by signature',
    code: `
from typing import Annotated
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.exceptions import InternalServerError, UnauthorizedError
from aws_lambda_powertools.event_handler.openapi.params import Header, Query
from pydantic import BaseModel
import jwt

app = APIGatewayHttpResolver(enable_validation=True)

def verified(app, next_middleware):
    jwt.decode(app.current_event.headers['authorization'], os.environ['KEY'], algorithms=['HS256'])
    return next_middleware(app)

app.use(middlewares=[verified])

class Note(BaseModel):
    title: str

@app.post('/notes')
def create(note: Note, size: Annotated[int, Query(le=10)], tenant: Annotated[str, Header(alias='X-Tenant')]):
    try:
        table.put_item(Item={**note.model_dump(), 'size': size, 'tenant': tenant})
    except Exception as error:
        raise InternalServerError(f'failed: {error}')
`,
    routes: [
      {
        route: 'POST /notes',
        accesses: [
          'DynamoDB Table.put_item: with {title: body title, size: query size (capped number), tenant: header X-Tenant}',
        ],
        facts: ['authenticated, capped query size'],
        answers: ['error at line 30 [authenticated, capped query size]', 'null [authenticated, capped query size]'],
      },
    ],
  },
  {
    name: 'resolvers of AppSync',
    code: `
from aws_lambda_powertools.event_handler import AppSyncResolver

app = AppSyncResolver()

@app.resolver(type_name='Query', field_name='note')
def note(id: str = ''):
    return table.get_item(Key={'id': id, 'owner': app.current_event.identity.sub})['Item']['text']

def lambda_handler(event, context):
    return app.resolve(event, context)
`,
    routes: [
      one('POST /graphql/note', 'DynamoDB Table.get_item: id = body id, owner = identity sub', '', 'item1 Item.text'),
    ],
  },
];

const chalice: readonly Case[] = [
  {
    name: 'routes, requests and authorizers of Chalice',
    code: `
from chalice import AuthResponse, BadRequestError, Chalice, CognitoUserPoolAuthorizer, IAMAuthorizer

app = Chalice(app_name='notes')
pool = CognitoUserPoolAuthorizer('pool', provider_arns=[os.environ['POOL']])

@app.authorizer()
def own(auth_request):
    return AuthResponse(routes=['/c'], principal_id=auth_request.token)

@app.route('/a/{note_id}', methods=['GET', 'PUT'], authorizer=pool)
def a(note_id):
    request = app.current_request
    claims = request.context['authorizer']['claims']
    table.get_item(Key={'a': note_id, 'b': request.query_params.get('b'), 'c': request.json_body['c'], 'd': request.headers['d'], 'e': request.uri_params['note_id'], 'f': claims['sub']})

@app.route('/b', authorizer=IAMAuthorizer())
def b():
    table.scan()

@app.route('/c', authorizer=own)
def c():
    table.scan()

@app.route('/d')
def d():
    try:
        table.scan()
    except Exception as error:
        raise BadRequestError(str(error))

@app.schedule('rate(1 hour)')
def nightly(event):
    table.scan()
`,
    routes: [
      one(
        'GET,PUT /a/{note_id}',
        'DynamoDB Table.get_item: a = path note_id, b = query b, c = body c, d = header d, e = path note_id, f = identity sub',
        'authenticated',
      ),
      one('GET /b', 'DynamoDB Table.scan: ', 'authenticated'),
      one('GET /c', 'DynamoDB Table.scan: ', 'authenticated'),
      { route: 'GET /d', accesses: ['DynamoDB Table.scan: '], facts: [''], answers: ['error at line 35', 'null'] },
    ],
  },
  {
    name: 'blueprints and middleware of Chalice',
    code: `
import jwt
from chalice import Blueprint, Chalice, Response

app = Chalice(app_name='notes')
notes = Blueprint(__name__)

@notes.route('/{note_id}')
def read(note_id):
    table.get_item(Key={'note_id': note_id, 'page': notes.current_request.query_params['page']})

@app.middleware('http')
def verified(event, get_response):
    try:
        jwt.decode(event.headers['authorization'], os.environ['KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        return Response(body={}, status_code=401)
    return get_response(event)

app.register_blueprint(notes, url_prefix='/notes')
`,
    routes: [
      one(
        'GET /notes/{note_id}',
        'DynamoDB Table.get_item: note_id = path note_id, page = query page',
        'authenticated',
      ),
    ],
  },
];

test.each([...handlers, ...powertools, ...chalice])('$name', async ({ code, routes }) => {
  expect(await auditedPython(top + code)).toEqual(routes);
});
