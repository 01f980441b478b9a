# The projection asks for the key of the account and returns it, and the header with the token is logged.
import logging
import os

import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

log = logging.getLogger('integrations')
app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
accounts = boto3.resource('dynamodb').Table('accounts')


@app.get('/integration')
@jwt_required()
def integration():
    log.info('integration asked for with %s', request.headers.get('Authorization'))  # expect code/sensitive-logging
    found = accounts.get_item(
        Key={'account_id': get_jwt_identity()},
        ProjectionExpression='webhook_url, api_key',
    )
    return jsonify(found.get('Item', {}))  # expect code/sensitive-attribute-returned
