# Debugging is off unless the environment says otherwise, and the cookie is for HTTPS only.
import os

import boto3
from flask import Flask, jsonify, session


class Config:
    DEBUG = os.environ.get('APP_DEBUG', 'false').lower() == 'true'
    SECRET_KEY = os.environ['SECRET_KEY']
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = 'Lax'


app = Flask(__name__)
app.config.from_object(Config)
lists = boto3.resource('dynamodb').Table('lists')


@app.get('/lists/size')
def size():
    item = lists.get_item(Key={'user_id': session['user_id']}).get('Item', {})
    return jsonify(size=len(item.get('entries', [])))
