# The log has the names of the fields and the id that was made, and the password is hashed.
import logging
import uuid

import boto3
from argon2 import PasswordHasher
from flask import Blueprint, jsonify, request

log = logging.getLogger(__name__)
bp = Blueprint('accounts', __name__)
table = boto3.resource('dynamodb').Table('accounts')
hasher = PasswordHasher()


@bp.route('/register', methods=['POST'])
def register():
    body = request.get_json()
    account_id = str(uuid.uuid4())
    table.put_item(
        Item={
            'account_id': account_id,
            'email': body['email'],
            'password': hasher.hash(body['password']),
        },
    )
    log.info('account %s registered with fields %s', account_id, sorted(body))
    return jsonify(account_id=account_id), 201
