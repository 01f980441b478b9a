# The names have password and token in them, the values are a day and a number.
import os

import boto3
from flask import Flask, abort, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
usage = boto3.resource('dynamodb').Table('usage')
PASSWORD_RESET_PATH = '/account/password/reset'
TOKEN_HEADER = 'Authorization'


@app.get('/usage')
def own_usage():
    item = usage.get_item(Key={'user_id': session['user_id']}).get('Item')
    if item is None:
        abort(404)
    return jsonify(
        password_changed_on=item['password_changed_on'],
        token_count=int(item['token_count']),
        reset=PASSWORD_RESET_PATH,
    )
