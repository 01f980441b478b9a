# The drafts of any author can be listed through the index by author.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
drafts = boto3.resource('dynamodb').Table('drafts')


@app.get('/authors/<user_id>/drafts')
@jwt_required()
def drafts_of(user_id):
    rows = drafts.query(  # expect code/foreign-key-read
        IndexName='byUser',
        KeyConditionExpression=Key('user_id').eq(user_id),
        ProjectionExpression='draft_id, title',
    )['Items']
    return jsonify(rows)
