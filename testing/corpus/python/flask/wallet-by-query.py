# A query parameter names the account whose balance is shown.
import os

import boto3
from flask import Flask, jsonify, request
from flask_login import LoginManager, UserMixin, login_required

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
login_manager = LoginManager(app)


class Account(UserMixin):
    def __init__(self, account_id):
        self.id = account_id


@login_manager.user_loader
def load_account(account_id):
    return Account(account_id)


@app.route('/wallet')
@login_required
def wallet():
    table = boto3.resource('dynamodb', region_name='eu-west-1').Table('wallets')
    found = table.get_item(Key={'user_id': request.args['user_id']})  # expect code/foreign-key-read
    if 'Item' not in found:
        return jsonify({'message': 'no wallet'}), 404
    return jsonify({'balance': int(found['Item']['balance'])})
