# Of a topic, only the caller's own messages are returned.
import os

import boto3
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
messages = boto3.resource('dynamodb').Table('messages')


@app.get('/topics/<topic>/messages')
@jwt_required()
def by_topic(topic):
    page = messages.query(
        KeyConditionExpression=Key('topic').eq(topic),
        FilterExpression=Attr('sender').eq(get_jwt_identity()),
    )
    return jsonify([{'id': m['message_id'], 'text': m['text']} for m in page['Items']])
