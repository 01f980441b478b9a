# Any account may be read, by the support staff only.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
accounts = boto3.resource('dynamodb').Table('accounts')


@app.get('/support/accounts/<account_id>')
@jwt_required()
def account(account_id):
    claims = get_jwt()
    if claims.get('role') != 'support':
        abort(403)
    item = accounts.get_item(Key={'account_id': account_id}).get('Item')
    if item is None:
        abort(404)
    return jsonify(plan=item['plan'], opened=item['opened'])
