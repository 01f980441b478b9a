# The caller is compared with the caller, and in the second view with something that is not the key.
import os

import boto3
import jwt
from flask import Flask, abort, g, jsonify, request

app = Flask(__name__)
letters = boto3.resource('dynamodb').Table('letters')


@app.before_request
def authenticate():
    token = request.headers.get('Authorization', '').removeprefix('Bearer ')
    try:
        claims = jwt.decode(token, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        abort(401)
    g.user_id = claims['sub']


@app.get('/letters/<letter_id>')
def letter(letter_id):
    caller = g.user_id
    if caller != g.user_id:
        abort(403)
    item = letters.get_item(Key={'id': letter_id}).get('Item')  # expect code/foreign-key-read
    if not item:
        abort(404)
    return jsonify({'subject': item['subject'], 'body': item['body']})


@app.get('/letters/<letter_id>/stamps')
def stamps(letter_id):
    if request.args.get('writer') != g.user_id:
        abort(403)
    item = letters.get_item(Key={'id': letter_id}).get('Item')  # expect code/foreign-key-read
    if not item:
        abort(404)
    return jsonify({'stamps': item['stamps']})
