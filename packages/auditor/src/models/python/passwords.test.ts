import { expect, test } from 'vitest';
import { auditedPython } from './run-python.fixture.ts';

const top = `
import hashlib
import bcrypt
import boto3
from argon2 import PasswordHasher
from flask import Flask, abort, request
from flask_bcrypt import Bcrypt
from passlib.context import CryptContext
from passlib.hash import pbkdf2_sha256
from werkzeug.security import check_password_hash, generate_password_hash
app = Flask(__name__)
flask_bcrypt = Bcrypt(app)
context = CryptContext(schemes=['argon2'])
table = boto3.resource('dynamodb').Table('users')

@app.post('/')
def handle():
    body = request.get_json()
    password = body['password']
`;

test.each([
  'generate_password_hash(password)',
  'bcrypt.hashpw(password.encode(), bcrypt.gensalt())',
  'bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()',
  'PasswordHasher().hash(password)',
  'context.hash(password)',
  'pbkdf2_sha256.hash(password)',
  'flask_bcrypt.generate_password_hash(password)',
  "hashlib.pbkdf2_hmac('sha256', password.encode(), salt, 100000)",
])('%s is hashed', async (code) => {
  const [route] = await auditedPython(`${top}    table.put_item(Item={'password': ${code}})\n`);
  expect(route?.accesses).toEqual(['DynamoDB Table.put_item: with {password: body password (hashed)}']);
});

test('a password as it is, is not', async () => {
  const [route] = await auditedPython(`${top}    table.put_item(Item={'password': password.strip()})\n`);
  expect(route?.accesses).toEqual(['DynamoDB Table.put_item: with {password: body password}']);
});

test.each([
  "check_password_hash(user['hash'], password)",
  "bcrypt.checkpw(password.encode(), user['hash'])",
  "context.verify(password, user['hash'])",
  "pbkdf2_sha256.verify(password, user['hash'])",
  "flask_bcrypt.check_password_hash(user['hash'], password)",
])('who passes %s is the owner of the account', async (code) => {
  const [route] = await auditedPython(`${top}
    user = table.get_item(Key={'email': body['email']})['Item']
    if not ${code}:
        abort(401)
    table.update_item(Key={'email': body['email']}, UpdateExpression='SET seen = :now')
`);
  expect(route?.facts).toEqual(['', 'authenticated, owned 1']);
});

test('a comparison that raises', async () => {
  const [route] = await auditedPython(`${top}
    user = table.get_item(Key={'email': body['email']})['Item']
    PasswordHasher().verify(user['hash'], password)
    table.update_item(Key={'email': body['email']}, UpdateExpression='SET seen = :now')
`);
  expect(route?.facts).toEqual(['', 'authenticated, owned 1']);
});
