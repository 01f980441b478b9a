# The claims come from a token that is verified against the keys of the issuer.
import os

import boto3
import jwt
from boto3.dynamodb.conditions import Key
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
journal = boto3.resource('dynamodb').Table('journal')
keys = jwt.PyJWKClient(os.environ['JWKS_URL'])


def caller():
    header = request.headers.get('Authorization', '')
    if not header.startswith('Bearer '):
        abort(401)
    token = header[7:]
    try:
        key = keys.get_signing_key_from_jwt(token).key
        claims = jwt.decode(token, key, algorithms=['RS256'], audience='journal')
    except jwt.PyJWTError:
        abort(401)
    return claims['sub']


@app.get('/journal')
def entries():
    page = journal.query(KeyConditionExpression=Key('writer').eq(caller()), Limit=30)
    return jsonify([{'day': e['day'], 'text': e['text']} for e in page['Items']])
