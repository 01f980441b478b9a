# Nobody can be signed in yet where accounts are opened and sessions begin.
import datetime
import os

import boto3
import jwt
from flask import Flask, abort, jsonify, request
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
accounts = boto3.resource('dynamodb').Table('accounts')


@app.post('/register')
def register():
    body = request.get_json()
    accounts.put_item(
        Item={'email': body['email'].lower(), 'password_hash': generate_password_hash(body['password'])},
        ConditionExpression='attribute_not_exists(email)',
    )
    return jsonify(ok=True), 201


@app.post('/login')
def login():
    body = request.get_json()
    account = accounts.get_item(Key={'email': body['email'].lower()}).get('Item')
    if account is None or not check_password_hash(account['password_hash'], body['password']):
        abort(401)
    expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=30)
    token = jwt.encode({'sub': account['email'], 'exp': expires}, os.environ['JWT_KEY'], algorithm='HS256')
    return jsonify(token=token)
