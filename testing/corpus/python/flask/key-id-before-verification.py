# The unverified header only chooses the key with which the token is then verified.
import json
import os

import boto3
import jwt
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
keys = json.loads(os.environ['SIGNING_KEYS'])
vaults = boto3.resource('dynamodb').Table('vaults')


@app.get('/vault')
def vault():
    token = request.headers.get('Authorization', '').removeprefix('Bearer ')
    try:
        kid = jwt.get_unverified_header(token)['kid']
        claims = jwt.decode(token, keys[kid], algorithms=['ES256'])
    except (jwt.PyJWTError, KeyError):
        abort(401)
    item = vaults.get_item(Key={'owner': claims['sub']}).get('Item', {})
    return jsonify(label=item.get('label'), entries=len(item.get('entries', [])))
