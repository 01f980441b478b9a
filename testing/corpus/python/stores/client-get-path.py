# A helper unpacks the typed attributes, after the partition of the caller was read.
import os

import boto3
from boto3.dynamodb.types import TypeDeserializer
from flask import Flask, abort, g, jsonify
from flask_httpauth import HTTPTokenAuth
from jwt import PyJWTError, decode

app = Flask(__name__)
auth = HTTPTokenAuth('Bearer')
client = boto3.client('dynamodb')
unpack = TypeDeserializer().deserialize


@auth.verify_token
def verify(token):
    try:
        g.user_id = decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except PyJWTError:
        return None
    return g.user_id


@app.get('/boxes/<box_id>')
@auth.login_required
def box(box_id):
    answer = client.get_item(
        TableName='boxes',
        Key={'owner_id': {'S': g.user_id}, 'box_id': {'S': box_id}},
    )
    if 'Item' not in answer:
        abort(404)
    item = {name: unpack(value) for name, value in answer['Item'].items()}
    return jsonify(label=item['label'], shelf=item['shelf'])
