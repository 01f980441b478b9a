# A caller who is not the owner is written to the log and served all the same.
import logging
import os

import boto3
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

log = logging.getLogger(__name__)
app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
contracts = boto3.resource('dynamodb').Table('contracts')


@app.get('/contracts/<contract_id>')
@jwt_required()
def contract(contract_id):
    user = get_jwt_identity()
    row = contracts.get_item(Key={'contract_id': contract_id}).get('Item')  # expect code/foreign-key-read
    if row is None:
        return jsonify(error='not found'), 404
    if row['signed_by'] != user:
        log.warning('contract %s was asked for by %s', contract_id, user)
    return jsonify(title=row['title'], valid_until=row['valid_until'])
