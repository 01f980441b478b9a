# The helper only says yes or no, and the handler leaves on no.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
dynamodb = boto3.resource('dynamodb')


def may_see(user, channel_id):
    seat = dynamodb.Table('seats').get_item(Key={'user_id': user, 'channel_id': channel_id})
    return 'Item' in seat


@app.get('/channels/<channel_id>')
@jwt_required()
def channel(channel_id):
    if not may_see(get_jwt_identity(), channel_id):
        abort(404)
    item = dynamodb.Table('channels').get_item(Key={'channel_id': channel_id}).get('Item', {})
    return jsonify(name=item.get('name'), topic=item.get('topic'))
