# The hash is compared, the key comes from the secrets manager, and the token ends after an hour.
import hashlib
import hmac
import os
import time

import boto3
import jwt
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
users = boto3.resource('dynamodb').Table('users')
secret = boto3.client('secretsmanager').get_secret_value(SecretId=os.environ['JWT_SECRET_ID'])['SecretString']


def matches(user, password):
    salt = bytes.fromhex(user['salt'])
    digest = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)
    return hmac.compare_digest(digest.hex(), user['password_hash'])


@app.route('/login', methods=['POST'])
def login():
    body = request.get_json()
    user = users.get_item(Key={'email': body['email']}).get('Item')
    if user is None or not matches(user, body['password']):
        abort(401)
    claims = {'sub': user['user_id']}
    claims['exp'] = int(time.time()) + 3600
    return jsonify(access_token=jwt.encode(claims, secret, algorithm='HS256'))
