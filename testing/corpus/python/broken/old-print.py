# A print of Python 2 in one view, and a sound view after it.
import os

import boto3
from flask import Flask, abort, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
scores = boto3.resource('dynamodb').Table('scores')


@app.route('/ping')
def ping():
    print 'ping'
    return 'pong'


@app.route('/scores/<game>')
def score(game):
    item = scores.get_item(Key={'player': session['user_id'], 'game': game}).get('Item')
    if item is None:
        abort(404)
    return jsonify(game=game, points=int(item['points']))
