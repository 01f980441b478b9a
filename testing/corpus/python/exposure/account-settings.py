# One attribute is taken out and the rest returned, a new password is stored as typed, and a trace is the answer to an error.
import os
import traceback

import boto3
from botocore.exceptions import ClientError
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
accounts = boto3.resource('dynamodb').Table('accounts')


@app.get('/account')
@jwt_required()
def account():
    item = accounts.get_item(Key={'account_id': get_jwt_identity()}).get('Item')
    if item is None:
        abort(404)
    item.pop('password', None)
    return jsonify(item)  # expect code/whole-item-returned


@app.put('/account/password')
@jwt_required()
def change_password():
    try:
        accounts.update_item(  # expect code/cleartext-credential-stored
            Key={'account_id': get_jwt_identity()},
            UpdateExpression='SET password = :password',
            ExpressionAttributeValues={':password': request.get_json()['password']},
        )
    except ClientError:
        return jsonify(error=traceback.format_exc()), 500  # expect code/raw-error-returned
    return '', 204
