# Named fields are returned, a new password is hashed, and errors have one text.
import os

import bcrypt
import boto3
from botocore.exceptions import ClientError
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
accounts = boto3.resource('dynamodb').Table('accounts')
PUBLIC = ('account_id', 'display_name', 'joined')


@app.errorhandler(ClientError)
def store_failed(error):
    app.logger.error('store failed: %s', error.response['Error']['Code'])
    return jsonify(error='internal error'), 500


@app.get('/account')
@jwt_required()
def account():
    item = accounts.get_item(Key={'account_id': get_jwt_identity()}).get('Item')
    if item is None:
        abort(404)
    return jsonify({name: item[name] for name in PUBLIC})


@app.put('/account/password')
@jwt_required()
def change_password():
    hashed = bcrypt.hashpw(request.get_json()['password'].encode(), bcrypt.gensalt())
    accounts.update_item(
        Key={'account_id': get_jwt_identity()},
        UpdateExpression='SET password = :password',
        ExpressionAttributeValues={':password': hashed.decode()},
    )
    return '', 204
