# The only configuration is the one for development.
import os

import boto3
from flask import Flask, jsonify, session


class Config:
    DEBUG = True  # expect code/debug-mode
    SECRET_KEY = os.environ['SECRET_KEY']
    SESSION_COOKIE_SECURE = False  # expect code/weak-session-or-jwt-settings
    SESSION_COOKIE_SAMESITE = 'Lax'


app = Flask(__name__)
app.config.from_object(Config)
lists = boto3.resource('dynamodb').Table('lists')


@app.get('/lists/size')
def size():
    item = lists.get_item(Key={'user_id': session['user_id']}).get('Item', {})
    return jsonify(size=len(item.get('entries', [])))
