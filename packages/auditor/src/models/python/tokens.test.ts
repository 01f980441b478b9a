import { expect, test } from 'vitest';
import { auditedPython } from './run-python.fixture.ts';

/** The key of one access, and what is known there. */
async function keyOf(imports: string, expression: string): Promise<string> {
  const [route] = await auditedPython(`
import json
import base64
import boto3
${imports}
from flask import Flask, request
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')

@app.get('/')
def read():
    token = request.headers['Authorization'].split(' ')[1]
    claims = ${expression}
    table.get_item(Key={'key': claims})
`);
  const known = route?.facts[0] ?? '';
  return `${route?.accesses[0]?.replace('DynamoDB Table.get_item: key = ', '')}${known === '' ? '' : ` [${known}]`}`;
}

const verified = 'identity * [authenticated]';
const unverified = 'token *';

test.each([
  ['import jwt', "jwt.decode(token, key, algorithms=['HS256'])", verified],
  ['import jwt', "jwt.decode(token, key, ['HS256'])['sub']", 'identity sub [authenticated]'],
  ['import jwt', "jwt.decode(token, key=keys['a'], algorithms=['HS256'], options={'verify_aud': False})", verified],
  ['import jwt', 'jwt.decode(token, **settings)', verified],
  ['import jwt', "jwt.decode(token, options={'verify_signature': False})", unverified],
  [
    'import jwt',
    "jwt.decode(token, key, algorithms=['HS256'], options={'verify_signature': False})['sub']",
    'token sub',
  ],
  ['import jwt', 'jwt.decode(token, key, verify=False)', unverified],
  ['import jwt', 'jwt.decode(token, key, False)', unverified],
  ['import jwt', 'jwt.decode(token)', unverified],
  ['import jwt', "jwt.decode(token, '', algorithms=['HS256'])", unverified],
  ['import jwt', 'jwt.decode(token, None)', unverified],
  ['import jwt', "jwt.decode(token, key, algorithms=['HS256', 'none'])", unverified],
  [
    'import jwt',
    "jwt.decode_complete(token, key, algorithms=['HS256'])['payload']['sub']",
    'identity sub [authenticated]',
  ],
  ['import jwt', "jwt.decode_complete(token, key, algorithms=['HS256'])['header']['kid']", 'token kid [authenticated]'],
  ['import jwt', "jwt.get_unverified_header(token)['kid']", 'token kid'],
  ['from jwt import PyJWT', "PyJWT().decode(token, key, algorithms=['HS256'])", verified],
  ['from jose import jwt', "jwt.decode(token, key, algorithms=['RS256'], audience='me')", verified],
  ['from jose import jwt', "jwt.decode(token, key, options={'verify_signature': False})", unverified],
  ['from jose import jwt', "jwt.get_unverified_claims(token)['sub']", 'token sub'],
  ['from authlib.jose import jwt', "jwt.decode(token, key)['sub']", 'identity sub [authenticated]'],
  ['from authlib.jose import JsonWebToken', "JsonWebToken(['RS256']).decode(token, key)", verified],
  ['from authlib.integrations.flask_oauth2 import current_token', 'current_token.sub', 'identity sub'],
  ['import cognitojwt', "cognitojwt.decode(token, 'eu-west-1', 'pool')['sub']", 'identity sub [authenticated]'],
  ['from firebase_admin import auth', "auth.verify_id_token(token)['uid']", 'identity uid [authenticated]'],
  ['from google.oauth2 import id_token', 'id_token.verify_oauth2_token(token, transport)', verified],
  ['from flask_jwt_extended import get_jwt_identity', 'get_jwt_identity()', 'identity *'],
  ['from flask_jwt_extended import get_jwt', "get_jwt()['tenant']", 'identity tenant'],
  ['from flask_jwt_extended import decode_token', "decode_token(token)['sub']", 'identity sub [authenticated]'],
  ['from flask_login import current_user', 'current_user.id', 'identity id'],
  [
    'from itsdangerous import URLSafeTimedSerializer',
    "URLSafeTimedSerializer('k').loads(token)",
    'identity * (verified)',
  ],
  ['from itsdangerous import TimestampSigner', "TimestampSigner('k').unsign(token)", 'identity * (verified)'],
  ['from itsdangerous import URLSafeSerializer', "URLSafeSerializer('k').loads_unsafe(token)", unverified],
  ['from cryptography.fernet import Fernet', "json.loads(Fernet('k').decrypt(token))['id']", 'identity id (verified)'],
  [
    "cognito = boto3.client('cognito-idp')",
    "cognito.get_user(AccessToken=token)['Username']",
    'identity Username [authenticated]',
  ],
  ["iam = boto3.client('iam')", "iam.get_user(UserName='me')['User']", 'server'],
  ['', "json.loads(base64.urlsafe_b64decode(token.split('.')[1] + '=='))['sub']", 'token sub'],
  ['', "json.loads(request.args['filter'])['owner']", 'query filter.owner'],
  ['', "json.loads(request.cookies['id_token'])['sub']", 'token sub'],
])('%s: %s is %s', async (imports, expression, key) => {
  expect(await keyOf(imports, expression)).toBe(key);
});

test('a token that may be missing proves nothing until it is asked for', async () => {
  const routes = await auditedPython(`
import boto3
from flask import Flask, abort
from flask_jwt_extended import get_jwt_identity, jwt_required, verify_jwt_in_request
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')

@app.get('/a')
@jwt_required(optional=True)
def a():
    table.scan()
    if get_jwt_identity() is None:
        abort(401)
    table.scan()

@app.get('/b')
def b():
    verify_jwt_in_request(optional=True)
    table.scan()
    verify_jwt_in_request()
    table.scan()

@app.get('/c')
@jwt_required()
def c():
    table.scan()
`);
  expect(routes.map(({ facts }) => facts)).toEqual([['', 'authenticated'], ['', 'authenticated'], ['authenticated']]);
});
