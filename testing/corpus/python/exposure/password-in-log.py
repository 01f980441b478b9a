# The body of the registration goes to the log, and its password to the table.
import logging

import boto3
from flask import Blueprint, jsonify, request

log = logging.getLogger(__name__)
bp = Blueprint('accounts', __name__)
table = boto3.resource('dynamodb').Table('accounts')


@bp.route('/register', methods=['POST'])
def register():
    body = request.get_json()
    log.info('registration: email=%s password=%s', body['email'], body['password'])  # expect code/sensitive-logging
    table.put_item(  # expect code/cleartext-credential-stored
        Item={'email': body['email'], 'password': body['password'], 'plan': 'free'},
        ConditionExpression='attribute_not_exists(email)',
    )
    return jsonify(ok=True), 201
