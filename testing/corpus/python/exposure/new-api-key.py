# A new key is shown once, to the one who asked for it, and only its hash is stored.
import hashlib
import logging
import os
import secrets

import boto3
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

log = logging.getLogger('integrations')
app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
keys = boto3.resource('dynamodb').Table('api-keys')


@app.post('/integration/keys')
@jwt_required()
def new_key():
    account = get_jwt_identity()
    value = secrets.token_urlsafe(32)
    key_id = secrets.token_hex(4)
    digest = hashlib.sha256(value.encode()).hexdigest()
    keys.put_item(Item={'account_id': account, 'key_id': key_id, 'digest': digest})
    log.info('key %s made for account %s', key_id, account)
    return jsonify(key_id=key_id, api_key=value), 201
