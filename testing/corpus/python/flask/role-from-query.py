# The caller says in the query that he is of the support staff, or that the check of the holder is not for him.
import os

import boto3
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
accounts = boto3.resource('dynamodb').Table('accounts')


@app.get('/support/accounts/<account_id>')
@jwt_required()
def account(account_id):
    if request.args.get('role') != 'support':
        abort(403)
    item = accounts.get_item(Key={'account_id': account_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    return jsonify(plan=item['plan'], opened=item['opened'])


@app.get('/accounts/<account_id>/usage')
@jwt_required()
def usage(account_id):
    item = accounts.get_item(Key={'account_id': account_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    if item['holder'] != get_jwt_identity() and not request.args.get('preview'):
        abort(404)
    return jsonify(bytes=int(item['bytes']))
